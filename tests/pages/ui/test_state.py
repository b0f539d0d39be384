"""Emptying widgets after saving, so that the browser does not keep what was typed."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def _page() -> None:
    import streamlit as st

    from pages._ui import state

    state.forget_emptied()
    st.text_input("line", key="t.line")
    st.text_area("area", key="t.area")
    st.number_input("number", value=None, key="t.number")
    st.checkbox("tick", key="t.tick")
    st.selectbox("choice", ["a", "b"], index=None, key="t.choice")
    st.multiselect("choices", ["a", "b"], key="t.choices")
    st.text_input("kept", value="as stored", key="t.kept")
    with st.form("form"):
        st.text_input("in a form", key="t.form")
        st.form_submit_button("save in the form", on_click=state.clear_widgets, args=("t.form",))
    keys = tuple(f"t.{name}" for name in ("line", "area", "number", "tick", "choice", "choices", "kept"))
    st.button("save", on_click=state.clear_widgets, args=keys)


def _opening() -> None:
    import streamlit as st

    from pages._ui import state

    state.forget_emptied()
    shown = st.session_state.get("shown", "new")
    if shown != "closed":
        st.text_input("title", value="as stored" if shown == "edit" else "", key="t.title")

    def save() -> None:
        state.clear_widgets("t.title")
        st.session_state["shown"] = "closed"

    st.button("save", on_click=save)
    st.button("edit", on_click=lambda: st.session_state.update(shown="edit"))


@pytest.fixture
def page() -> AppTest:
    """A page with a widget of each kind, filled."""
    at = AppTest.from_function(_page).run()
    for key, words in (("t.line", "typed"), ("t.form", "typed"), ("t.kept", "changed")):
        at.text_input(key=key).input(words)
    at.text_area(key="t.area").input("typed")
    at.number_input(key="t.number").set_value(7)
    at.checkbox(key="t.tick").check()
    at.selectbox(key="t.choice").select("a")
    at.multiselect(key="t.choices").select("b")
    return at.run()


def test_widgets_that_start_empty_are_told_to_be_empty_after_saving(page: AppTest) -> None:
    """Not only forgotten: the browser keeps what was typed until it is told another value."""
    page.button[1].click().run()
    widgets = [
        page.text_input(key="t.line"),
        page.text_area(key="t.area"),
        page.number_input(key="t.number"),
        page.checkbox(key="t.tick"),
        page.selectbox(key="t.choice"),
        page.multiselect(key="t.choices"),
    ]
    assert [widget.value for widget in widgets] == ["", "", None, False, None, []]
    assert all(widget.proto.set_value for widget in widgets)


def test_they_are_told_so_each_time(page: AppTest) -> None:
    """Typing and saving again may reach the server as one run."""
    page.button[1].click().run()
    page.text_input(key="t.line").input("again")
    page.button[1].click().run()
    assert page.text_input(key="t.line").value == ""
    assert page.text_input(key="t.line").proto.set_value


def test_words_in_a_form_are_emptied_too(page: AppTest) -> None:
    page.button[0].click().run()
    assert page.text_input(key="t.form").value == ""
    assert page.text_input(key="t.form").proto.set_value


def test_a_field_that_starts_with_a_value_is_not_emptied(page: AppTest) -> None:
    page.button[1].click().run()
    assert page.text_input(key="t.kept").value == "as stored"


def test_a_form_that_opens_later_shows_what_is_stored() -> None:
    """What was emptied before does not empty the next thing that is edited under the same key."""
    at = AppTest.from_function(_opening).run()
    at.text_input(key="t.title").input("a new one").run()
    at.button[0].click().run()
    at.button[1].click().run()
    assert at.text_input(key="t.title").value == "as stored"
