"""Summary: what the meeting decided, as text to copy and as sheets to print, with the paper pack (M9, M12)."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from pages._ui import components as ui
from pages._ui import printing, store
from pages._ui.printing import Handout
from pages._ui.store import Reader
from salesops.core.i18n import _, ngettext
from salesops.meeting import queries
from salesops.meeting.queries.minutes import minutes
from salesops.meeting.queries.paper_pack import paper_pack
from salesops.planning import paper


def show(read: Reader, now: datetime) -> None:
    """The minutes to read, copy and print."""
    today = store.actor().today(now)
    made = read(queries.decisions, day=today)
    sheet = read(minutes, now=now)
    answer = ngettext("{n} decision was made.", "{n} decisions were made.", len(made))
    ui.page_title(_("Summary"), answer if made else _("Nothing was decided yet."))
    with st.container(horizontal=True):
        minutes_button = Handout(
            label=_("Minutes to print"),
            name=f"minutes-{today.isoformat()}",
            key="meeting.minutes.file",
            primary=True,
        )
        printing.button(minutes_button, sheet)
        pack_button = Handout(
            label=_("Paper pack for a day without power"),
            name=f"paper-pack-{today.isoformat()}",
            key="meeting.pack.file",
        )
        printing.button(pack_button, store.later(paper_pack))
    with ui.panel(_("To copy into the group"), note=_("The button at the upper right copies it.")):
        st.code(paper.text(sheet), language=None, wrap_lines=True)
