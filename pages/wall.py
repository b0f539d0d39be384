"""Showroom screen: where the store stands, for everybody who walks past (U1)."""

import streamlit as st

from pages._panels import wall_boards as boards
from pages._ui import board, clock, nav, shell, state, store, viewer
from pages._ui import components as ui
from salesops.core.i18n import _
from salesops.planning.queries import wall
from salesops.planning.rules.wall import board_at


def render() -> None:
    """Show the boards in turn, refreshed by themselves; `?display=wall` makes it the whole screen."""
    with store.reading() as read:
        policy = read(wall.wall_policy)
    kiosk = shell.is_kiosk(store.actor())
    if not kiosk:
        _how_to_hang_it()
    st.fragment(_screen, run_every=policy.refresh_seconds)(kiosk)


def _screen(kiosk: bool) -> None:
    with store.reading() as read:
        now = boards.Now(at=clock.minute(), day=clock.today(), policy=read(wall.wall_policy))
        turns = boards.names(read, now)
        at = board_at(clock.now().timestamp(), boards=len(turns), rotate_seconds=now.policy.rotate_seconds)
        shown = boards.build(turns[at], read, now)
        frame = board.Frame(
            store=viewer.viewing().store_name,
            rota=boards.rota(read, now),
            at=at,
            boards=len(turns),
            top=0 if kiosk else 310,
            look=(state.asked("look") or "auto") if kiosk else "",
            light_from=now.policy.light_from,
            dark_from=now.policy.dark_from,
        )
    with st.container(key="wall_kiosk" if kiosk else "wall_inside"):
        board.show(shown, frame, key="wall.board")


def _how_to_hang_it() -> None:
    ui.page_title(
        nav.title("wall"), _("Open one of these on the screen; it then refreshes and turns by itself.")
    )
    with st.container(horizontal=True):
        looks = (
            (_("Light by day, dark in the evening"), "auto"),
            (_("Always light"), "light"),
            (_("Always dark"), "dark"),
        )
        for label, look in looks:
            st.link_button(label, f"/wall?embed=true&display=wall&look={look}", icon=":material/open_in_new:")


render()
