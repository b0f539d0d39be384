"""What a person sees when the software itself fails: a calm sentence with a number to quote."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from salesops.core.i18n import _

_log = logging.getLogger("salesops.pages")


def show_calm_page(error: Exception) -> bool:
    """Log the failure under a reference number and show that number instead of a stack trace."""
    reference = secrets.token_hex(4).upper()
    _log.error("Page failed, reference %s", reference, exc_info=error)
    st.error(
        _(
            "Something went wrong here; nothing was saved. Try again, and if it stays so, give this number to your administrator: {reference}",
            reference=reference,
        ),
        icon=":material/report:",
    )
    return True
