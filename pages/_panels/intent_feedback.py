"""The card's feedback: likes and dislikes by a tap, fitting solutions with their talk track, and whether they helped (Rule I1)."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui import state, store
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from salesops.core.i18n import _, label
from salesops.intent import operations, queries
from salesops.intent.operations import Point, Said
from salesops.intent.queries import Concern, CustomerCard
from salesops.intent.rules.solutions import SolutionFacts, ranked
from salesops.models.enums import Aspect, Objection

_MOST_SOLUTIONS = 3


def show(read: Reader, card: CustomerCard) -> None:
    """Open concerns with what may help on top, the form below."""
    concerns = read(queries.concerns, customer_id=card.customer_id)
    worries = [concern for concern in concerns if not concern.liked]
    if worries:
        library = read(queries.library)
        for concern in worries[:4]:
            _concern(concern, library)
    likes = [label(concern.aspect) for concern in concerns if concern.liked]
    if likes:
        ui.note(_("Likes: {aspects}", aspects=fmt.listed(list(dict.fromkeys(likes)))), Tone.GOOD)
    _form(card)


def _concern(concern: Concern, library: Sequence[SolutionFacts]) -> None:
    with st.container(border=True):
        marks = [Badge(text=label(concern.aspect), tone=Tone.WARN, icon=":material/thumb_down:")]
        if concern.objection is not None:
            marks.append(Badge(text=label(concern.objection), tone=Tone.INFO))
        st.markdown(
            " ".join(ui.badge_text(mark) for mark in marks)
            + f" :gray[{fmt.moment(concern.at)} {fmt.plain(concern.who)}]"
        )
        if concern.words:
            st.markdown(fmt.plain(concern.words))
        for offer in concern.offers:
            _offered(offer.id, offer.title, offer.helped)
        offered = {offer.title for offer in concern.offers}
        fitting = [
            each for each in ranked(concern.aspect, concern.objection, library) if each.title not in offered
        ]
        if not fitting and not concern.offers:
            st.caption(_("The library has no solution for this yet."))
        for solution in fitting[:_MOST_SOLUTIONS]:
            _solution(concern.id, solution)


def _offered(offer_id: int, title: str, helped: bool | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/check: {fmt.plain(title)}", width="stretch")
        if helped is not None:
            tone = Tone.GOOD if helped else Tone.QUIET
            ui.badge(Badge(text=_("helped") if helped else _("did not help"), tone=tone))
            return
        for value, text in ((True, _("Helped")), (False, _("Did not help"))):
            ui.button(
                Action(
                    label=text,
                    key=f"intent.helped.{offer_id}.{int(value)}",
                    on_click=_mark,
                    args=(offer_id, value),
                )
            )


def _solution(feedback_id: int, solution: SolutionFacts) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        known = (
            _("helped {helped} of {used}", helped=solution.helped, used=solution.used)
            if solution.used
            else _("not tried yet")
        )
        st.markdown(
            f"**{fmt.plain(solution.title)}** :gray[{label(solution.kind)} · {known}]  \n{fmt.plain(solution.talk_track)}",
            width="stretch",
        )
        ui.button(
            Action(
                label=_("Recommended"),
                key=f"intent.offer.{feedback_id}.{solution.id}",
                on_click=_offer,
                args=(feedback_id, solution.id),
                icon=":material/check:",
            )
        )


def _offer(feedback_id: int, solution_id: int) -> None:
    """Stays in the card: what comes next is whether it helped."""
    store.run(operations.offer_solution, feedback_id=feedback_id, solution_id=solution_id)


def _mark(offer_id: int, helped: bool) -> None:
    store.run(operations.mark_solution, offer_id=offer_id, helped=helped)


def _form(card: CustomerCard) -> None:
    key = f"intent.feedback.{card.customer_id}"
    st.pills(_("Liked"), list(Aspect), format_func=label, selection_mode="multi", key=f"{key}.liked")
    disliked = st.pills(
        _("Did not like"), list(Aspect), format_func=label, selection_mode="multi", key=f"{key}.disliked"
    )
    if disliked:
        st.pills(
            _("What holds the customer back?"), list(Objection), format_func=label, key=f"{key}.objection"
        )
    st.text_input(_("In the customer's words"), key=f"{key}.words", placeholder=_("Optional"), max_chars=300)
    ui.button(
        Action(
            label=_("Save feedback"),
            key=f"{key}.save",
            on_click=_save,
            args=(card.customer_id, card.model_id),
            primary=True,
            icon=":material/forum:",
        )
    )


def _save(customer_id: int, model_id: int | None) -> None:
    """Callback: save and stay, so that the solutions are seen at once."""
    key = f"intent.feedback.{customer_id}"
    objection: Objection | None = state.given(f"{key}.objection")
    nothing: list[Aspect] = []
    disliked = state.widget(f"{key}.disliked", nothing)
    points = [
        Point(aspect=aspect, liked=True)
        for aspect in state.widget(f"{key}.liked", nothing)
        if aspect not in disliked
    ]
    points += [Point(aspect=aspect, liked=False, objection=objection) for aspect in disliked]
    saved = store.run(
        operations.record_feedback,
        customer_id=customer_id,
        said=Said(points=tuple(points), words=state.widget(f"{key}.words", ""), model_id=model_id),
    )
    if saved is not None:
        state.clear_widgets(*(f"{key}.{name}" for name in ("liked", "disliked", "objection", "words")))
