"""One intent customer: the next step, feedback and its answers, price, order, drive, and what happened so far."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import streamlit as st

from pages._panels import intent_desk as desk
from pages._panels import intent_finance as finance
from pages._panels import intent_sign as sign
from pages._ui import clock, state, store
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from salesops.core.i18n import N_, _, label
from salesops.intent import operations, queries
from salesops.intent.operations import Point, Said
from salesops.intent.queries import Concern, CustomerFile
from salesops.intent.rules.steps import Step
from salesops.models.enums import Aspect, NextStep, Objection, Stage

_PARTS = {
    "step": N_("Next step"),
    "feedback": N_("Feedback"),
    "price": N_("Price"),
    "finance": N_("Finance"),
    "order": N_("Order"),
}


def show(read: Reader, opportunity_id: int, *, on_close: Callable[[], None]) -> str:
    """Draw the customer; the headline is what comes next. Raises NotFound."""
    file = read(queries.customer_file, opportunity_id=opportunity_id)
    _head(file, on_close)
    part = st.segmented_control(
        _("Part"),
        list(_PARTS),
        format_func=lambda name: _(_PARTS[name]),
        default="step",
        required=True,
        key="intent.part",
        label_visibility="collapsed",
    )
    with ui.side_by_side(2):
        with ui.panel(_(_PARTS[part])):
            _draw(part, read, file)
        with ui.panel(_("What happened so far")):
            _timeline(file)
    return _(
        "{customer}: {step} on {day}",
        customer=file.customer,
        step=label(file.next_step),
        day=fmt.near_day(file.next_step_on),
    )


def _draw(part: str, read: Reader, file: CustomerFile) -> None:
    if part == "step":
        _step(file)
    elif part == "feedback":
        _feedback(file)
    elif part == "price":
        desk.show(read, file)
    elif part == "finance":
        finance.show(read, file)
    else:
        sign.show(read, file)


def _head(file: CustomerFile, on_close: Callable[[], None]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        ui.button(Action(label=_("Back"), key="intent.back", on_click=on_close, icon=":material/arrow_back:"))
        st.markdown(f"**{fmt.plain(file.customer)}**", width="content")
        ui.badge(Badge(text=label(file.stage), tone=Tone.INFO))
        ui.badge(Badge(text=label(file.profile), tone=Tone.QUIET))
    ui.facts(((_("Phone"), file.phone), (_("Model"), file.model), (_("Consultant"), file.owner)))


def _step(file: CustomerFile) -> None:
    """Nobody without a next step (Rule I6)."""
    if file.note:
        ui.note(file.note)
    st.pills(
        _("What comes next"),
        list(NextStep),
        format_func=label,
        default=file.next_step,
        key="intent.step.kind",
    )
    st.date_input(
        _("On"),
        value=max(clock.today() + timedelta(days=1), file.next_step_on),
        key="intent.step.on",
        width=180,
    )
    st.text_input(_("Note"), key="intent.step.note", placeholder=_("What was agreed"))
    with st.container(horizontal=True):
        ui.button(
            Action(
                label=_("Save the next step"),
                key="intent.step.save",
                on_click=_save_step,
                args=(file.id,),
                primary=True,
                icon=":material/event:",
            )
        )
        if file.stage is not Stage.ORDERED:
            with st.popover(_("Lost"), icon=":material/person_off:"):
                st.text_input(_("Why is the customer lost?"), key="intent.lose.reason")
                ui.button(
                    Action(label=_("Close as lost"), key="intent.lose", on_click=_lose, args=(file.id,))
                )


def _save_step(opportunity_id: int) -> None:
    kind = state.widget("intent.step.kind", NextStep.CALL) or NextStep.CALL
    step = Step(kind=kind, on=state.given("intent.step.on"), note=state.widget("intent.step.note", ""))
    store.run(operations.set_next_step, opportunity_id=opportunity_id, step=step, done=_("Next step saved"))


def _lose(opportunity_id: int) -> None:
    store.run(
        operations.lose_opportunity,
        opportunity_id=opportunity_id,
        reason=state.widget("intent.lose.reason", ""),
        done=_("Closed as lost; give the lead up on the leads page"),
    )


def _feedback(file: CustomerFile) -> None:
    """A few taps after a visit or drive, and the answers that fit (Rule I1)."""
    st.pills(_("Liked"), list(Aspect), format_func=label, selection_mode="multi", key="intent.liked")
    st.pills(_("Disliked"), list(Aspect), format_func=label, selection_mode="multi", key="intent.disliked")
    st.pills(_("What holds the customer back"), list(Objection), format_func=label, key="intent.objection")
    st.text_input(_("In the customer's words"), key="intent.words")
    ui.button(
        Action(
            label=_("Record feedback"),
            key="intent.feedback.save",
            on_click=_save_feedback,
            args=(file.customer_id, file.model_id),
            primary=True,
        )
    )
    for concern in file.concerns:
        _concern(concern)


def _save_feedback(customer_id: int, model_id: int | None) -> None:
    objection = state.widget("intent.objection", None)
    points = tuple(Point(aspect=aspect, liked=True) for aspect in _chosen("intent.liked"))
    points += tuple(
        Point(aspect=aspect, liked=False, objection=objection) for aspect in _chosen("intent.disliked")
    )
    said = Said(points=points, words=state.widget("intent.words", ""), model_id=model_id)
    saved = store.run(
        operations.record_feedback, customer_id=customer_id, said=said, done=_("Feedback recorded")
    )
    if saved is not None:
        state.clear_widgets("intent.liked", "intent.disliked", "intent.objection", "intent.words")


def _chosen(key: str) -> list[Aspect]:
    found: list[Aspect] = state.widget(key, [])
    return found


def _concern(concern: Concern) -> None:
    against = label(concern.objection) if concern.objection else label(concern.aspect)
    with st.container(border=True):
        st.markdown(
            f"**{fmt.plain(against)}**" + (f"  \n{fmt.plain(concern.words)}" if concern.words else "")
        )
        for solution in concern.solutions:
            helped = _("helped {helped} of {used}", helped=solution.helped, used=solution.used)
            st.markdown(
                f"{fmt.plain(solution.title)} · {fmt.plain(helped)}  \n{fmt.plain(solution.talk_track)}"
            )
            ui.button(
                Action(
                    label=_("Offered this"),
                    key=f"intent.offer.{concern.feedback_id}.{solution.id}",
                    on_click=_offer,
                    args=(concern.feedback_id, solution.id),
                )
            )
        if not concern.solutions:
            ui.note(_("The library has no answer to this yet. Add one in the settings."), Tone.QUIET)


def _offer(feedback_id: int, solution_id: int) -> None:
    store.run(
        operations.offer_solution,
        feedback_id=feedback_id,
        solution_id=solution_id,
        done=_("Noted as offered"),
    )


def _timeline(file: CustomerFile) -> None:
    if not file.events:
        ui.empty_state(_("Nothing has been recorded yet. Begin with the next step."))
        return
    shown = ui.page_of(file.events, key="intent.events", size=8)
    for event in shown:
        what = label(event.what) if event.what is not None else ""
        line = f"**{fmt.moment(event.at)}** · {fmt.plain(label(event.kind))} · {fmt.plain(what)}"
        st.markdown(line + (f"  \n{fmt.plain(event.words)}" if event.words else ""))
    ui.pager(len(file.events), key="intent.events", size=8)
