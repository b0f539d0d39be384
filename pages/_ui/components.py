"""The pieces every page is built of: headline, feedback, panels, empty states, badges, pager."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal, TypeVar

import streamlit as st

from pages._ui import exporting, nav, state
from pages._ui import format as fmt
from pages._ui.state import FeedbackKind
from salesops.core.i18n import _

T = TypeVar("T")
Colour = Literal["red", "orange", "blue", "green", "gray", "violet"]


class Tone(StrEnum):
    """What a colour means. Never the only sign: each tone also has a word or an icon."""

    URGENT = "urgent"
    WARN = "warn"
    GOOD = "good"
    INFO = "info"
    QUIET = "quiet"


_COLOURS: dict[Tone, Colour] = {
    Tone.URGENT: "red",
    Tone.WARN: "orange",
    Tone.GOOD: "green",
    Tone.INFO: "blue",
    Tone.QUIET: "gray",
}
_ICONS = {
    Tone.URGENT: ":material/error:",
    Tone.WARN: ":material/schedule:",
    Tone.GOOD: ":material/check_circle:",
    Tone.INFO: ":material/info:",
    Tone.QUIET: ":material/remove:",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A short word with a tone: 'overdue', 'class A'."""

    text: str
    tone: Tone = Tone.INFO
    icon: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A button: what it says, and the callback that does it."""

    label: str
    key: str
    on_click: Callable[..., Any] | None = None
    args: tuple[Any, ...] = ()
    icon: str | None = None
    primary: bool = False
    disabled: bool = False
    help: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    shortcut: str | None = None
    """The key that presses it, where the page is worked without a mouse."""


def page_title(title: str, answer: str, *, note: str | None = None) -> None:
    """Open a page: its name, and the sentence that answers its question. Shows what the last action left to say."""
    st.title(fmt.plain(title), anchor=False)
    st.subheader(fmt.plain(answer), anchor=False)
    if note:
        st.caption(fmt.plain(note))
    feedback()


def feedback() -> None:
    """Show once how the last action ended. `page_title` calls it; fragments call it in their first line."""
    waiting = state.take_feedback()
    if waiting is None:
        return
    text = "  \n".join(fmt.plain(line) for line in waiting.text.splitlines())
    if waiting.kind is FeedbackKind.REFUSED:
        st.error(text, icon=":material/block:")
    elif waiting.kind is FeedbackKind.DONE:
        st.success(text, icon=":material/check_circle:")
    else:
        st.info(text, icon=":material/info:")


def dialog_feedback() -> None:
    """First line of every dialog: a success closes it (the page then says so), a refusal is shown inside it."""
    waiting = state.pending_feedback()
    if waiting is None:
        return
    if waiting.kind is FeedbackKind.DONE:
        st.rerun()
    feedback()


@contextmanager
def panel(
    title: str, *, note: str | None = None, key: str | None = None, border: bool = True
) -> Iterator[None]:
    """A bordered part of the page with a heading that states its subject or finding."""
    with (
        st.container(border=border, key=key),
        exporting.heading(lambda: st.markdown(f"#### {fmt.plain(title)}", anchors=False)),
    ):
        if note:
            st.caption(fmt.plain(note))
        yield


def section(title: str) -> None:
    """A heading between parts of a page that need no border."""
    st.markdown(f"#### {fmt.plain(title)}", anchors=False)


@contextmanager
def side_by_side(columns: int = 2, *, narrowest: int = 380) -> Iterator[None]:
    """Panels next to each other; on a narrow screen they stand below each other instead of shrinking."""
    with st.grid(columns, min_column_width=narrowest, gap="medium"):
        yield


def empty_state(sentence: str, *, next_step: str | None = None, action: Action | None = None) -> None:
    """Say that there is nothing to do here, and where to go next: a page's name, or an action."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/task_alt: {fmt.plain(sentence)}", width="stretch")
        if action is not None:
            button(action)
        if next_step is not None:
            nav.link(next_step)


def button(action: Action, *, width: Literal["content", "stretch"] = "content") -> bool:
    """Draw an action as a button."""
    return st.button(
        action.label,
        key=action.key,
        on_click=action.on_click,
        args=action.args,
        kwargs=action.values,
        icon=action.icon,
        type="primary" if action.primary else "secondary",
        disabled=action.disabled,
        help=action.help,
        width=width,
        shortcut=action.shortcut,
    )


def save(key: str, on_click: Callable[..., Any], *args: Any) -> None:
    """The button that saves what stands in a form or dialog; `key` is that form's."""
    icon = ":material/save:"
    button(Action(label=_("Save"), key=f"{key}.save", on_click=on_click, args=args, icon=icon, primary=True))


def actions(items: Sequence[Action]) -> None:
    """Buttons in a row that wraps."""
    with st.container(horizontal=True, gap="small"):
        for item in items:
            button(item)


def badge(mark: Badge) -> None:
    """Draw a badge: colour, icon and word together."""
    st.badge(fmt.plain(mark.text), color=_COLOURS[mark.tone], icon=mark.icon or _ICONS[mark.tone])


def badge_text(mark: Badge) -> str:
    """The badge as Markdown, to stand inside a sentence."""
    icon = mark.icon or _ICONS[mark.tone]
    return f":{_COLOURS[mark.tone]}-badge[{icon} {fmt.plain(mark.text)}]"


def urgency(due: datetime | None, now: datetime, *, warn_within: timedelta = timedelta(minutes=30)) -> Badge:
    """How a due time stands at this moment: over, near, or with time left."""
    if due is None:
        return Badge(text=_("no due time"), tone=Tone.QUIET)
    if due < now:
        return Badge(text=fmt.until(due, now), tone=Tone.URGENT)
    tone = Tone.WARN if due - now <= warn_within else Tone.QUIET
    icon = ":material/schedule:"
    return Badge(text=fmt.until(due, now), tone=tone, icon=icon)


def facts(pairs: Sequence[tuple[str, str]]) -> None:
    """Names and values in a line that wraps: 'Budget 12–15万 · Source 汽车之家'."""
    st.markdown(fact_text(pairs))


def fact_text(pairs: Sequence[tuple[str, str]]) -> str:
    """Names and values as one Markdown line."""
    return " · ".join(
        f":gray[{fmt.plain(name)}] {fmt.plain(value)}" if name else fmt.plain(value)
        for name, value in pairs
        if value
    )


def note(text: str, tone: Tone = Tone.INFO) -> None:
    """One sentence with a tone, where a box would be too loud."""
    st.markdown(f":{_COLOURS[tone]}[{_ICONS[tone]} {fmt.plain(text)}]")


def reasons(items: Sequence[str]) -> None:
    """Why something was decided, one short line each."""
    st.markdown("\n".join(f"- {fmt.plain(item)}" for item in items))


def page_of(rows: Sequence[T], *, key: str, size: int = 10) -> list[T]:
    """The part of a list that stands on the present page of `pager` with the same key."""
    pages = max(1, -(-len(rows) // size))
    at = min(max(1, state.widget(f"{key}.page", 1)), pages)
    return list(rows[(at - 1) * size : at * size])


def pager(total: int, *, key: str, size: int = 10) -> None:
    """Page numbers under a list of `total` rows; nothing when one page holds them all."""
    pages = -(-total // size)
    if pages <= 1:
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(_("{total} in all, {size} a page", total=fmt.number(total), size=size), width="content")
        st.pagination(pages, key=f"{key}.page", max_visible_pages=5)
