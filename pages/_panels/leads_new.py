"""A lead taken down by hand: a call, a message, a card left at a partner store (Rule L7)."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from pages._panels import leads_rows as rows
from pages._ui import clock, state, store
from pages._ui import components as ui
from pages._ui.components import Action
from salesops.core import money
from salesops.core.errors import SalesOpsError
from salesops.core.i18n import _, label, render
from salesops.leads import operations, queries
from salesops.leads.operations import LeadResult, NewLead
from salesops.models.enums import ConsentChannel, Gender

_KEY = "leads.new"
_OPEN = "leads.new.open"
_FIELDS = ("phone", "name", "gender", "model", "budget", "days", "remark", "marketing")


def button() -> None:
    """The button that opens the form."""
    ui.button(
        Action(
            label=_("New lead"),
            key=f"{_KEY}.button",
            on_click=state.put,
            args=(_OPEN, True),
            icon=":material/person_add:",
        )
    )


def show_open() -> None:
    """The form, when it was asked for. Called from the body of the page."""
    if not state.get(_OPEN, False):
        return

    @st.dialog(_("New lead"), width="large", on_dismiss=_close)
    def form() -> None:
        ui.dialog_feedback()
        _fields()
        ui.button(
            Action(
                label=_("Save lead"),
                key=f"{_KEY}.save",
                on_click=_save,
                primary=True,
                icon=":material/check:",
            )
        )

    form()


def _fields() -> None:
    with store.reading() as read:
        channels = {each.id: each.name for each in read(queries.channel_choices)}
        models = {each.id: each.name for each in read(queries.model_choices)}
    with st.container(horizontal=True):
        st.text_input(_("Phone"), key=f"{_KEY}.phone", placeholder="138 0000 0000")
        st.text_input(_("Customer"), key=f"{_KEY}.name")
        st.selectbox(_("Form of address"), list(Gender), index=2, format_func=label, key=f"{_KEY}.gender")
    with st.container(horizontal=True):
        st.selectbox(
            _("Channel"), list(channels), format_func=lambda key: channels.get(key, ""), key=f"{_KEY}.channel"
        )
        st.selectbox(
            _("Model"),
            list(models),
            index=None,
            format_func=lambda key: models.get(key, ""),
            key=f"{_KEY}.model",
            placeholder=_("unknown"),
        )
    with st.container(horizontal=True):
        st.number_input(_("Buys within, days"), 0, 365, None, key=f"{_KEY}.days", placeholder=_("unknown"))
        st.text_input(_("Budget up to"), key=f"{_KEY}.budget", placeholder=_("such as 150,000"))
    st.text_input(_("Remark"), key=f"{_KEY}.remark")
    st.checkbox(_("Agreed to advertising by WeChat"), key=f"{_KEY}.marketing")


def _save() -> None:
    channel_id: int | None = state.widget(f"{_KEY}.channel", None)
    if channel_id is None:
        return
    try:
        budget = budget_of(state.widget(f"{_KEY}.budget", ""))
    except SalesOpsError as refused:
        state.tell(state.FeedbackKind.REFUSED, render(refused.message))
        return
    new = NewLead(
        channel_id=channel_id,
        received_at=clock.now(),
        phone=state.widget(f"{_KEY}.phone", ""),
        name=state.widget(f"{_KEY}.name", ""),
        gender=state.widget(f"{_KEY}.gender", Gender.UNKNOWN),
        model_id=state.widget(f"{_KEY}.model", None),
        horizon_days=state.widget(f"{_KEY}.days", None),
        budget_high=budget,
        remark=state.widget(f"{_KEY}.remark", ""),
        marketing_consent=(ConsentChannel.WECHAT,) if state.widget(f"{_KEY}.marketing", False) else (),
    )
    store.run(operations.create_or_merge_lead, new=new, done=_told)
    if rows.succeeded():
        state.clear_widgets(*(f"{_KEY}.{name}" for name in _FIELDS))
        _close()


def budget_of(text: str) -> Decimal | None:
    """The amount somebody typed, None for nothing. Raises NotMoney."""
    return money.parse_yuan(text) if text.strip() else None


def _told(result: LeadResult) -> str:
    return _("Lead saved") if result.created else _("Merged with the customer's open lead")


def _close() -> None:
    state.drop(_OPEN)
