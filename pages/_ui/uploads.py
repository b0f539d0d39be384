"""A field for a file in the user's language; what Streamlit writes into its own is always English (Rule X1)."""

from __future__ import annotations

import json
from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from salesops.core.i18n import _


def upload(label: str, types: Sequence[str], *, key: str, most_mb: int) -> UploadedFile | None:
    """The file that the user chose; the label says which kinds are taken, and up to how large."""
    words = json.dumps(_("Choose a file"), ensure_ascii=False)
    st.html(f"<style>.stFileUploader section button p::after {{ content: {words} }}</style>")
    return st.file_uploader(
        _(
            "{label} ({types}; up to {most} MB)",
            label=label,
            types=", ".join(kind.upper() for kind in types),
            most=most_mb,
        ),
        type=list(types),
        key=key,
        max_upload_size=most_mb,
    )
