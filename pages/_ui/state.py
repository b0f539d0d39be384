"""The one place that touches the session's state."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar, cast

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState
from streamlit.runtime.state import SessionState

T = TypeVar("T")

_FEEDBACK = "so.feedback"
_LANGUAGE = "so.language"
_VIEW_AS = "so.view_as"
_EMPTIED, _EMPTIED_BEFORE = "so.emptied", "so.emptied_before"
_UNKNOWN = object()
_SETTABLE = frozenset(
    {
        "bool_value",
        "double_array_value",
        "double_value",
        "int_array_value",
        "int_value",
        "string_array_value",
        "string_value",
    }
)
_at_hand: ContextVar[tuple[object, dict[str, Any]] | None] = ContextVar("so.cache", default=None)


class FeedbackKind(StrEnum):
    """How an action ended."""

    DONE = "done"
    REFUSED = "refused"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """The sentence that an action leaves for the next drawing of the page."""

    kind: FeedbackKind
    text: str


def tell(kind: FeedbackKind, text: str) -> None:
    """Leave a sentence that `components.feedback` shows once."""
    st.session_state[_FEEDBACK] = Feedback(kind=kind, text=text)


def pending_feedback() -> Feedback | None:
    """The sentence that waits to be shown, without taking it."""
    return cast("Feedback | None", st.session_state.get(_FEEDBACK))


def take_feedback() -> Feedback | None:
    """The sentence that waits to be shown; afterwards it is gone."""
    return cast("Feedback | None", st.session_state.pop(_FEEDBACK, None))


def widget(key: str, default: T) -> T:
    """The value of a widget by its key, for callbacks; the default when it was not drawn or is empty."""
    value = st.session_state.get(key)
    return default if value is None else cast("T", value)


def given(key: str) -> Any:
    """The value of a widget, None when it is empty or was not drawn."""
    return st.session_state.get(key)


def set_widget(key: str, value: object) -> None:
    """Give a widget its value before it is drawn (in a callback, or above it)."""
    st.session_state[key] = value


def clear_widgets(*keys: str) -> None:
    """Empty widgets after their content was saved. Call from a callback only.

    A widget that is drawn again keeps in the browser what was typed or chosen when its value is only forgotten, whatever
    its kind, and sends it with the next save; so one that starts empty is given its empty value. One that starts with a
    value is forgotten: it shows what was saved, or what the page proposes when it is drawn anew.
    """
    emptied: list[str] = st.session_state.setdefault(_EMPTIED, [])
    for key in keys:
        empty = _default_of(key)
        if key in st.session_state and not empty:
            st.session_state[key] = empty
            emptied.append(key)
        else:
            st.session_state.pop(key, None)


def forget_emptied() -> None:
    """At the start of a run: forget what the run before left empty, or a form that opens later would begin so."""
    emptied: list[str] = st.session_state.pop(_EMPTIED, [])
    for key in st.session_state.get(_EMPTIED_BEFORE, ()):
        if key not in emptied and not st.session_state.get(key):
            st.session_state.pop(key, None)
    st.session_state[_EMPTIED_BEFORE] = emptied


def _default_of(key: str) -> object:
    """What a drawn widget starts with; something that is not empty when Streamlit does not know it or keeps it for itself.

    Streamlit offers no other way to ask: the widget's own reader, given nothing, answers with its default.
    """
    context = get_script_run_ctx(suppress_warning=True)
    state = getattr(context.session_state, "_state", None) if context is not None else None
    if not isinstance(state, SessionState):
        return _UNKNOWN
    widget_id = state.get_widget_id_from_key(key)
    drawn = state.get_widget_metadata(widget_id) if widget_id is not None else None
    return drawn.deserializer(None) if drawn is not None and drawn.value_type in _SETTABLE else _UNKNOWN


def get(key: str, default: T) -> T:
    """A page's own value that outlives its widgets (the open row, the step of the meeting)."""
    return cast("T", st.session_state.get(f"kept.{key}", default))


def put(key: str, value: object) -> None:
    """Keep a page's own value for this session."""
    st.session_state[f"kept.{key}"] = value


def drop(key: str) -> None:
    """Forget a page's own value."""
    st.session_state.pop(f"kept.{key}", None)


def language_choice() -> str | None:
    """The language the user chose in this session (zh or en), by the switch or by the address of its first page."""
    return cast("str | None", st.session_state.get(_LANGUAGE))


def choose_language(code: str) -> None:
    """Remember the language the user chose."""
    st.session_state[_LANGUAGE] = code


def view_as() -> str | None:
    """Demo only: the account the viewer has put on."""
    return cast("str | None", st.session_state.get(_VIEW_AS))


def set_view_as(account: str) -> None:
    """Demo only: look at the store through another account."""
    st.session_state[_VIEW_AS] = account


def run_cache() -> dict[str, Any]:
    """Values that live in this browser tab only, such as the viewer of the present run.

    Asked hundreds of times in a run, so the dictionary itself is kept at hand for as long as the run's context is.
    """
    context = get_script_run_ctx(suppress_warning=True)
    kept = _at_hand.get()
    if context is not None and kept is not None and kept[0] is context:
        return kept[1]
    found = cast("dict[str, Any]", st.session_state.setdefault("so.cache", {}))
    _at_hand.set((context, found))
    return found


def fragment() -> str | None:
    """Which part of the page is being drawn, where it is one that runs by itself (a dialog, too)."""
    return ThreadState.get().fragment_id if get_script_run_ctx(suppress_warning=True) else None


def query() -> Mapping[str, str]:
    """The parameters of the address (the last value of each)."""
    return st.query_params.to_dict()


def asked(name: str) -> str | None:
    """One parameter of the address."""
    return st.query_params.get(name)


def set_query(name: str, value: str | None) -> None:
    """Set or remove one parameter of the address."""
    if value is None:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value
