"""Forms of the reception: a party arrives, a party is named, a visitor gets his next step (Rules I6, I8)."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages._panels import intent_rows as rows
from pages._ui import clock, state, store
from pages._ui import components as ui
from pages._ui.components import Action
from pages._ui.store import Reader
from salesops.core.i18n import _, label
from salesops.intent import operations, queries
from salesops.intent.operations import Party
from salesops.intent.queries import VisitorRow
from salesops.models.enums import Profile
from salesops.planning.queries import Person

_OPEN = "intent.arrival.open"
_NEW = "new"
_FIELDS = ("profile", "size", "name", "phone", "channel", "model", "staff")


def show_button() -> None:
    """The one button that reception needs most."""
    ui.button(
        Action(
            label=_("A party arrives"),
            key="intent.arrival.new",
            on_click=_open,
            args=(_NEW, 0),
            primary=True,
            icon=":material/person_add:",
        )
    )


def complete_action(visit_id: int) -> Action:
    """The button that names a party."""
    return Action(
        label=_("Say who it is"),
        key=f"intent.name.{visit_id}",
        on_click=_open,
        args=("name", visit_id),
        icon=":material/badge:",
    )


def step_action(row: VisitorRow) -> Action:
    """The button that gives a visitor his next step."""
    return Action(
        label=_("Next step"),
        key=f"intent.visitor.step.{row.id}",
        on_click=_open,
        args=("step", row.id),
        icon=":material/event_available:",
    )


def _open(what: str, visit_id: int) -> None:
    state.put(_OPEN, (what, visit_id))


def _close() -> None:
    state.drop(_OPEN)


def show_open(read: Reader, people: Sequence[Person]) -> None:
    """Draw the form that somebody opened."""
    nothing: tuple[str, int] = ("", 0)
    what, visit_id = state.get(_OPEN, nothing)
    if what in (_NEW, "name"):
        _party_dialog(people, visit_id)
    elif what == "step":
        found = read(queries.visitors, now=clock.minute())
        row = next((each for each in found if each.id == visit_id), None)
        if row is not None:
            _step_dialog(row)


def _party_dialog(people: Sequence[Person], visit_id: int) -> None:
    @st.dialog(_("Who is it?") if visit_id else _("A party arrives"), on_dismiss=_close)
    def form() -> None:
        ui.dialog_feedback()
        with store.reading() as read:
            _party_form(read, people, visit_id)

    form()


def _party_form(read: Reader, people: Sequence[Person], visit_id: int) -> None:
    key = "intent.arrival"
    st.pills(_("What are they like?"), list(Profile), format_func=label, key=f"{key}.profile")
    if not visit_id:
        st.pills(_("How many?"), [1, 2, 3, 4, 5, 6], default=2, key=f"{key}.size", required=True)
    with st.grid(2, min_column_width=200, gap="small"):
        st.text_input(_("Name"), key=f"{key}.name", placeholder=_("Can follow later"))
        st.text_input(_("Telephone"), key=f"{key}.phone", placeholder=_("Can follow later"))
        channels = {channel.id: channel.name for channel in read(queries.channel_choices)}
        st.selectbox(
            _("How did they hear of us?"),
            list(channels),
            format_func=lambda channel_id: channels.get(channel_id, ""),
            index=None,
            placeholder=_("Walk-in"),
            key=f"{key}.channel",
        )
        models = {model.id: model.name for model in read(queries.models)}
        st.selectbox(
            _("Which model?"),
            list(models),
            format_func=lambda model_id: models.get(model_id, ""),
            index=None,
            placeholder=_("Not known yet"),
            key=f"{key}.model",
        )
        names = {person.id: person.name for person in people if person.away is None}
        st.selectbox(
            _("Asked for somebody?"),
            list(names),
            format_func=lambda staff_id: names.get(staff_id, ""),
            index=None,
            placeholder=_("Next in line"),
            key=f"{key}.staff",
        )
    ui.actions(_party_actions(visit_id))


def _party_actions(visit_id: int) -> Sequence[Action]:
    if not visit_id:
        save = Action(
            label=_("Note the arrival"),
            key="intent.arrival.save",
            on_click=_arrive,
            primary=True,
            icon=":material/login:",
        )
        return (save,)
    return (
        Action(
            label=_("Save"),
            key="intent.arrival.name.save",
            on_click=_complete,
            args=(visit_id,),
            primary=True,
        ),
        Action(
            label=_("They only looked"),
            key="intent.arrival.looked",
            on_click=_only_looked,
            args=(visit_id,),
        ),
    )


def _party() -> Party:
    key = "intent.arrival"
    return Party(
        profile=state.widget(f"{key}.profile", Profile.UNKNOWN),
        party_size=state.widget(f"{key}.size", 2),
        name=state.widget(f"{key}.name", ""),
        phone=state.widget(f"{key}.phone", ""),
        channel_id=state.given(f"{key}.channel"),
        model_id=state.given(f"{key}.model"),
        staff_id=state.given(f"{key}.staff"),
    )


def _arrive() -> None:
    """Callback: note the party; what was typed stays when it is refused."""
    visit_id = store.run(
        operations.record_arrival, party=_party(), done=_("Arrival noted; the wait is running.")
    )
    if visit_id is not None:
        _clear()


def _complete(visit_id: int) -> None:
    party = _party()
    if not (party.phone.strip() or party.name.strip()):
        state.tell(
            state.FeedbackKind.REFUSED, _("Enter a name or a telephone number, or say that they only looked.")
        )
        return
    store.run(operations.complete_visit, visit_id=visit_id, party=party, done=_("Visit completed."))
    if rows.succeeded():
        _clear()


def _only_looked(visit_id: int) -> None:
    store.run(
        operations.complete_visit,
        visit_id=visit_id,
        party=Party(profile=state.widget("intent.arrival.profile", Profile.UNKNOWN)),
        done=_("Noted: they only looked."),
    )
    if rows.succeeded():
        _clear()


def _clear() -> None:
    state.clear_widgets(*(f"intent.arrival.{name}" for name in _FIELDS))
    _close()


def _step_dialog(row: VisitorRow) -> None:
    @st.dialog(rows.name_of(row.customer), on_dismiss=_close)
    def form() -> None:
        ui.dialog_feedback()
        rows.step_form("intent.visitor")
        ui.button(
            Action(
                label=_("Save next step"),
                key="intent.visitor.save",
                on_click=_save_step,
                args=(row.customer_id, row.model_id),
                primary=True,
            )
        )

    form()


def _save_step(customer_id: int, model_id: int | None) -> None:
    """Callback: on the board with this step, or the new step for who stands there; then what he said is asked."""
    saved = store.run(
        operations.lead_on,
        customer_id=customer_id,
        model_id=model_id,
        step=rows.read_step("intent.visitor"),
        done=_("On the board, with a next step."),
    )
    if saved is not None:
        rows.clear_step("intent.visitor")
        _close()
        rows.open_card(saved, "feedback")
