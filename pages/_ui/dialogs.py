"""What a row's button asked for: kept by the callback, opened as a dialog by the body of the page."""

from __future__ import annotations

from pages._ui import state
from pages._ui.components import Action


def ask(page: str, what: str, row_id: int) -> None:
    """Callback of a row's button: open this dialog for this row in the run that follows."""
    state.put(f"{page}.asked", (what, row_id))


def opener(place: str, row_id: int, text: str, *, icon: str, primary: bool = False) -> Action:
    """A row's button that asks for a dialog; `place` begins with the page and ends with the dialog: `care.events.result`."""
    page, what = place.partition(".")[0], place.rpartition(".")[2]
    return Action(
        label=text,
        key=f"{place}.{row_id}",
        on_click=ask,
        args=(page, what, row_id),
        icon=icon,
        primary=primary,
    )


def asked(page: str) -> tuple[str, int]:
    """What was asked for since the last run, once; an empty word when nothing was."""
    found = state.get(f"{page}.asked", ("", 0))
    state.drop(f"{page}.asked")
    return found
