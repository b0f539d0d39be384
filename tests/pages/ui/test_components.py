"""The pieces of a page under AppTest: badges, pager, feedback in and out of a dialog."""

from __future__ import annotations

from datetime import timedelta

from streamlit.testing.v1 import AppTest

from pages._ui import components as ui
from tests.builders import NOON


def a_list() -> None:
    """A script with a work list of twelve lines."""
    from pages._ui import components as ui
    from pages._ui import state, tables

    def done(number: int) -> None:
        state.tell(state.FeedbackKind.DONE, f"Number *{number}* is done")

    ui.feedback()
    items = [
        tables.WorkItem(
            title=f"Customer {number}",
            facts=(("Model", "X5"), ("", "")),
            badges=(ui.Badge(text="late", tone=ui.Tone.URGENT),),
            actions=(ui.Action(label="Done", key=f"list.{number}", on_click=done, args=(number,)),),
        )
        for number in range(12)
    ]
    tables.work_list(items, key="list", size=5)


def test_a_work_list_shows_one_page_and_turns() -> None:
    app = AppTest.from_function(a_list).run()
    assert [button.key for button in app.button] == [f"list.{number}" for number in range(5)]
    app.pagination[0].set_value(3).run()
    assert [button.key for button in app.button] == ["list.10", "list.11"]


def test_an_action_says_how_it_ended_without_formatting() -> None:
    app = AppTest.from_function(a_list).run()
    app.button(key="list.3").click().run()
    assert app.success[0].value == "Number \\*3\\* is done"
    app.run()
    assert not app.success


def test_empty_facts_are_left_out() -> None:
    assert ui.fact_text([("Model", "X5"), ("Phone", ""), ("", "plain")]) == ":gray[Model] X5 · plain"


def test_urgency_says_in_words_what_its_colour_means() -> None:
    over = ui.urgency(NOON - timedelta(minutes=5), NOON)
    near = ui.urgency(NOON + timedelta(minutes=5), NOON)
    far = ui.urgency(NOON + timedelta(hours=5), NOON)
    assert (over.tone, near.tone, far.tone) == (ui.Tone.URGENT, ui.Tone.WARN, ui.Tone.QUIET)
    assert over.text
    assert near.text


def a_dialog() -> None:
    """A script whose dialog refuses or saves."""
    import streamlit as st

    from pages._ui import components as ui
    from pages._ui import state

    def save(good: bool) -> None:
        state.tell(state.FeedbackKind.DONE if good else state.FeedbackKind.REFUSED, "Said.")

    @st.dialog("Edit")
    def edit() -> None:
        ui.dialog_feedback()
        ui.button(ui.Action(label="Bad", key="edit.bad", on_click=save, args=(False,)))
        ui.button(ui.Action(label="Good", key="edit.good", on_click=save, args=(True,)))

    ui.feedback()
    if st.button("Open", key="open"):
        edit()


def test_a_refusal_stays_inside_the_dialog() -> None:
    app = AppTest.from_function(a_dialog).run()
    app.button(key="open").click().run()
    app.button(key="edit.bad").click().run()
    assert app.error[0].value == "Said."


def test_a_success_closes_the_dialog_and_is_said_on_the_page() -> None:
    app = AppTest.from_function(a_dialog).run()
    app.button(key="open").click().run()
    app.button(key="edit.good").click().run()
    assert [each.value for each in app.success] == ["Said."]
    assert not [button for button in app.button if button.key == "edit.good"]
