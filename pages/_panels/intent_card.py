"""The card of an intent customer: next step, what he said, the price, finance, the order, and his timeline (Rule I6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from pages._panels import intent_desk, intent_feedback, intent_finance, intent_sign
from pages._panels import intent_rows as rows
from pages._ui import clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind
from salesops.access.permissions import Permission
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import _, label, render
from salesops.intent import operations, queries
from salesops.intent.queries import CustomerCard, Happening, TimelineRow
from salesops.models.enums import Stage

_ICONS = {
    Happening.TOUCH: "call",
    Happening.VISIT: "storefront",
    Happening.TEST_DRIVE: "directions_car",
    Happening.FEEDBACK: "forum",
    Happening.PRICE: "request_quote",
    Happening.ORDER: "draw",
}
_CLOSED = (Stage.DELIVERED, Stage.LOST)


def show_open() -> None:
    """Open the card that somebody asked for, if any. Called from the body of the page."""
    opportunity_id: int | None = state.get(rows.OPEN, None)
    if opportunity_id is None:
        return
    try:
        with store.reading() as read:
            card = read(queries.customer_card, opportunity_id=opportunity_id, now=clock.minute())
    except SalesOpsError as refused:
        rows.close_card()
        st.error(render(refused.message))
        return
    _dialog(card)


def _dialog(card: CustomerCard) -> None:
    @st.dialog(rows.name_of(card.name), width="large", on_dismiss=rows.close_card)
    def opened() -> None:
        ui.dialog_feedback()
        _draw(card.id)

    opened()


def _draw(opportunity_id: int) -> None:
    """The card as it is now: what was changed inside it shows at once."""
    with store.reading() as read:
        card = read(queries.customer_card, opportunity_id=opportunity_id, now=clock.minute())
        _head(card)
        sections = _sections(card)
        if state.widget(rows.SECTION, "") not in sections:
            state.set_widget(rows.SECTION, next(iter(sections)))
        chosen = st.segmented_control(
            _("Section"),
            list(sections),
            format_func=lambda name: sections[name][0] if name in sections else "",
            key=rows.SECTION,
            required=True,
            label_visibility="collapsed",
        )
        sections[chosen or "timeline"][1](read, card)


Section = tuple[str, Callable[[Reader, CustomerCard], None]]
"""What a section is called, and what draws it."""


def _sections(card: CustomerCard) -> dict[str, Section]:
    """What the viewer may do with this customer: all with his own, look at the timeline of others'."""
    timeline: dict[str, Section] = {"timeline": (_("Timeline"), _timeline)}
    works = card.owner_id == store.actor().staff_id or store.actor().may(Permission.SEE_ALL_CUSTOMERS)
    if card.stage in _CLOSED or not works or not store.actor().may(Permission.RECORD_TOUCH):
        return timeline
    if card.stage is Stage.ORDERED:
        return {
            "sign": (_("Order"), intent_sign.show),
            "feedback": (_("Feedback"), intent_feedback.show),
            "price": (_("Price"), intent_desk.show),
            **timeline,
        }
    return {
        "step": (_("Next step"), _step),
        "feedback": (_("Feedback"), intent_feedback.show),
        "price": (_("Price"), intent_desk.show),
        "finance": (_("Finance"), intent_finance.show),
        "sign": (_("Order"), intent_sign.show),
        **timeline,
    }


def _head(card: CustomerCard) -> None:
    marks = [Badge(text=label(card.stage), tone=Tone.INFO, icon=":material/flag:")]
    marks += [Badge(text=label(card.profile), tone=Tone.QUIET, icon=":material/group:")]
    marks += [Badge(text=render(reason), tone=Tone.WARN) for reason in card.reasons]
    st.markdown(" ".join(ui.badge_text(mark) for mark in marks))
    ui.facts(
        (
            ("", card.phone),
            (_("Model"), card.model),
            (_("List price"), fmt.money(card.list_price) if card.list_price else ""),
            (_("Consultant"), card.owner or _("nobody")),
            (_("Next step"), rows.step_text(card.next_step, card.next_step_on)),
        )
    )
    if card.key_points:
        ui.note(card.key_points)


def _step(read: Reader, card: CustomerCard) -> None:
    key = f"intent.step.{card.id}"
    today = clock.today()
    rows.step_form(
        key,
        kind=card.next_step,
        note=card.note,
        on=card.next_step_on if card.next_step_on >= today else None,
    )
    ui.actions(
        (
            Action(
                label=_("Save next step"),
                key=f"{key}.save",
                on_click=_save_step,
                args=(card.id,),
                primary=True,
                icon=":material/event_available:",
            ),
        )
    )
    if not card.phone:
        _telephone(read, card)
    with st.expander(_("The customer will not buy"), icon=":material/person_off:"):
        st.text_input(_("Why?"), key=f"{key}.lost", placeholder=_("In a few words"))
        st.caption(_("The lead behind him is given up on the leads page, where a supervisor decides."))
        ui.button(Action(label=_("Close as lost"), key=f"{key}.lose", on_click=_lose, args=(card.id,)))


def _telephone(read: Reader, card: CustomerCard) -> None:
    """Who came with a name only can be called as soon as his telephone is known."""
    key = f"intent.telephone.{card.customer_id}"
    channels = {channel.id: channel.name for channel in read(queries.channel_choices)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Telephone"), key=f"{key}.number", max_chars=40, width=200)
        st.selectbox(
            _("How did they hear of us?"),
            list(channels),
            format_func=lambda channel_id: channels.get(channel_id, ""),
            key=f"{key}.channel",
            width=200,
        )
        ui.button(
            Action(
                label=_("Save the telephone"),
                key=f"{key}.save",
                on_click=_save_phone,
                args=(card.customer_id,),
            )
        )


def _save_phone(customer_id: int) -> None:
    key = f"intent.telephone.{customer_id}"
    channel_id: int | None = state.given(f"{key}.channel")
    if channel_id is None:
        return
    saved = store.run(
        operations.note_phone,
        customer_id=customer_id,
        phone=state.widget(f"{key}.number", ""),
        channel_id=channel_id,
    )
    if saved is not None:
        state.clear_widgets(f"{key}.number", f"{key}.channel")


def _save_step(opportunity_id: int) -> None:
    key = f"intent.step.{opportunity_id}"
    step = rows.read_step(key)
    store.run(
        operations.set_next_step,
        opportunity_id=opportunity_id,
        step=step,
        done=_("Next step: {step}", step=rows.step_text(step.kind, step.on)),
    )
    if rows.succeeded():
        rows.clear_step(key)
        rows.close_card()


def _lose(opportunity_id: int) -> None:
    key = f"intent.step.{opportunity_id}"
    store.run(
        operations.lose_opportunity,
        opportunity_id=opportunity_id,
        reason=state.widget(f"{key}.lost", ""),
        done=_("Closed as lost."),
    )
    if rows.succeeded():
        state.clear_widgets(f"{key}.lost")
        rows.close_card()


def _timeline(read: Reader, card: CustomerCard) -> None:
    found = read(queries.timeline, customer_id=card.customer_id)
    if not found:
        st.caption(_("Nothing has happened yet."))
        return
    _events(found)


def _events(found: Sequence[TimelineRow]) -> None:
    columns = [
        Column[TimelineRow](label=_("When"), value=lambda row: row.at, kind=Kind.MOMENT),
        Column[TimelineRow](label=_("What"), value=lambda row: render(row.what)),
        Column[TimelineRow](label=_("Who"), value=lambda row: row.who),
        Column[TimelineRow](label=_("Note"), value=lambda row: render(row.note)),
    ]
    for row in ui.page_of(found, key="intent.timeline", size=10):
        note = render(row.note)
        st.markdown(
            f":material/{_ICONS[row.kind]}: :gray[{fmt.moment(row.at)}] **{fmt.plain(render(row.what))}** "
            f":gray[{fmt.plain(row.who)}]" + (f"  \n{fmt.plain(note)}" if note else "")
        )
    tables.foot(found, columns, key="intent.timeline", size=10)
