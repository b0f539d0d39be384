"""The dialog of one care task: change the words, another way, put off, skip, record consent (Rules C1, Z3)."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from pages._ui import clock, state, store
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Tone
from salesops.care import operations
from salesops.care.operations import Sent
from salesops.care.queries import CareItem
from salesops.core.i18n import _, label, render
from salesops.models.enums import ConsentChannel, ConsentPurpose
from salesops.planning.operations.consents import Choice, opt_out, record_consent

_KEY = "care.more"


def open_more(item: CareItem) -> None:
    """Everything that can be done with one care task."""

    @st.dialog(_("{name}: {kind}", name=item.customer, kind=item.kind), width="large")
    def dialog() -> None:
        ui.dialog_feedback()
        ui.facts([("", item.model), ("", render(item.why)), (_("Telephone"), item.phone)])
        if item.permit.objection is not None:
            ui.note(render(item.permit.objection), Tone.WARN)
        parts = {"send": _("Send"), "later": _("Put off or skip"), "consent": _("Consent")}
        chosen = st.segmented_control(
            _("What to do"),
            list(parts),
            format_func=lambda part: parts.get(part, part),
            default="send" if item.permit.allowed else "later",
            required=True,
            key=f"{_KEY}.part.{item.id}",
            label_visibility="collapsed",
        )
        {"send": _send, "later": _later, "consent": _consent}[chosen](item)

    dialog()


def _send(item: CareItem) -> None:
    key = f"{_KEY}.{item.id}"
    if not item.permit.allowed:
        ui.empty_state(_("This may not be sent now. Put it off, skip it, or record the customer's consent."))
        return
    ways = list(item.permit.ways)
    st.text_area(_("Text"), value=item.text, key=f"{key}.text", height=140)
    st.pills(_("Way"), ways, format_func=label, default=ways[0], key=f"{key}.way", required=True)
    st.text_input(_("What the customer said"), key=f"{key}.note")
    ui.button(
        Action(
            label=_("It is done"),
            key=f"{key}.done",
            on_click=_finish,
            args=(item,),
            icon=":material/check:",
            primary=True,
        )
    )


def _finish(item: CareItem) -> None:
    key = f"{_KEY}.{item.id}"
    sent = Sent(
        channel=state.widget(f"{key}.way", item.permit.ways[0]),
        text=state.widget(f"{key}.text", item.text),
        note=state.widget(f"{key}.note", ""),
    )
    store.run(
        operations.finish_care, task_id=item.id, sent=sent, done=_("{name} is cared for.", name=item.customer)
    )


def _later(item: CareItem) -> None:
    key = f"{_KEY}.{item.id}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input(
            _("Put off to"),
            value=clock.today() + timedelta(days=1),
            min_value=clock.today() + timedelta(days=1),
            key=f"{key}.day",
            format="YYYY-MM-DD",
        )
        ui.button(
            Action(
                label=_("Put off"),
                key=f"{key}.snooze",
                on_click=_snooze,
                args=(item,),
                icon=":material/snooze:",
            )
        )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Reason"), key=f"{key}.reason", width="stretch")
        ui.button(
            Action(
                label=_("Skip it"),
                key=f"{key}.skip",
                on_click=_skip,
                args=(item,),
                icon=":material/skip_next:",
            )
        )


def _snooze(item: CareItem) -> None:
    day = state.widget(f"{_KEY}.{item.id}.day", clock.today())
    store.run(
        operations.snooze_care, task_id=item.id, to_day=day, done=_("Put off to {day}.", day=fmt.day(day))
    )


def _skip(item: CareItem) -> None:
    store.run(
        operations.skip_care,
        task_id=item.id,
        reason=state.widget(f"{_KEY}.{item.id}.reason", ""),
        done=_("Skipped, with the reason."),
    )


def _consent(item: CareItem) -> None:
    key = f"{_KEY}.{item.id}"
    st.caption(
        _("Write down what the customer said, in his own time: a refusal counts at once and everywhere.")
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(_("Way"), list(ConsentChannel), format_func=label, key=f"{key}.channel", width=140)
        st.selectbox(
            _("Purpose"),
            list(ConsentPurpose),
            index=list(ConsentPurpose).index(
                ConsentPurpose.MARKETING if item.marketing else ConsentPurpose.SERVICE
            ),
            format_func=label,
            key=f"{key}.purpose",
            width=180,
        )
        st.text_input(_("How he told you"), key=f"{key}.source", width="stretch")
    ui.actions(
        [
            Action(
                label=_("He agreed"),
                key=f"{key}.agree",
                on_click=_record,
                args=(item, True),
                icon=":material/thumb_up:",
                primary=True,
            ),
            Action(
                label=_("He refused"),
                key=f"{key}.refuse",
                on_click=_record,
                args=(item, False),
                icon=":material/thumb_down:",
            ),
            Action(
                label=_("No advertising at all"),
                key=f"{key}.opt_out",
                on_click=_opt_out,
                args=(item,),
                icon=":material/block:",
            ),
        ]
    )


def _record(item: CareItem, granted: bool) -> None:
    key = f"{_KEY}.{item.id}"
    choice = Choice(
        channel=state.widget(f"{key}.channel", ConsentChannel.CALL),
        purpose=state.widget(f"{key}.purpose", ConsentPurpose.SERVICE),
        granted=granted,
        source=state.widget(f"{key}.source", ""),
    )
    store.run(record_consent, customer_id=item.customer_id, choice=choice, done=_("Consent recorded."))


def _opt_out(item: CareItem) -> None:
    store.run(
        opt_out,
        customer_id=item.customer_id,
        source=state.widget(f"{_KEY}.{item.id}.source", ""),
        done=_("No advertising reaches this customer any more, on any way."),
    )
