"""What a row's button asked for: kept by the callback, opened as a dialog by the body of the page."""

from __future__ import annotations

from pages._ui import state


def ask(page: str, what: str, row_id: int) -> None:
    """Callback of a row's button: open this dialog for this row in the run that follows."""
    state.put(f"{page}.asked", (what, row_id))


def asked(page: str) -> tuple[str, int]:
    """What was asked for since the last run, once; an empty word when nothing was."""
    found = state.get(f"{page}.asked", ("", 0))
    state.drop(f"{page}.asked")
    return found
