"""Consent and personal data: what a customer agreed to, what is kept of him, what has outlived its purpose (Rule Z3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from pages._panels import care_file
from pages._ui import clock, dialogs, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind, WorkItem
from salesops.access.permissions import Permission
from salesops.care import operations, queries
from salesops.care.operations import Anonymised
from salesops.care.queries import ExpiredProspects, FoundCustomer
from salesops.core.i18n import _, label, ngettext
from salesops.models.enums import ConsentChannel, ConsentPurpose
from salesops.planning.operations.consents import Choice, opt_out, record_consent
from salesops.planning.queries.consents import ConsentRow, consent_history

_PAGE = "care"
_KEY = "care.people"


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    words = state.widget(f"{_KEY}.words", "").strip()
    rows = read(queries.find_customers, words=words) if words else []
    with ui.panel(_("A customer's consent and data")):
        st.text_input(
            _("Search"),
            key=f"{_KEY}.words",
            placeholder=_("Name, number or pinyin"),
            icon=":material/search:",
            label_visibility="collapsed",
        )
        if rows:
            tables.work_rows(rows, _item, key=f"{_KEY}.found", size=6)
        elif words:
            ui.empty_state(_("No customer matches. Try part of the name, the number or the pinyin."))
        else:
            ui.empty_state(_("Search for a customer who agrees, refuses, or asks what is kept of him."))
    answer = _("Look up a customer to record consent, hand out his data or delete them")
    if store.actor().may(Permission.SEE_ALL_CUSTOMERS):
        expired = read(queries.expired_prospects, now=clock.minute())
        _retention(expired)
        if expired.count:
            answer = ngettext(
                "{n} prospect has outlived the retention time",
                "{n} prospects have outlived the retention time",
                expired.count,
            )
        else:
            answer = _(
                "No prospect is kept longer than {months} months without contact", months=expired.months
            )
    _open(read, rows)
    return answer


def _item(row: FoundCustomer) -> WorkItem:
    actions = [
        dialogs.opener(f"{_KEY}.consents", row.id, _("Consent"), icon=":material/verified_user:"),
        dialogs.opener(f"{_KEY}.birthday", row.id, _("Birthday"), icon=":material/cake:"),
        dialogs.opener(f"{_KEY}.file", row.id, _("His data"), icon=":material/folder_open:"),
    ]
    return WorkItem(
        title=row.customer,
        facts=(
            (_("Telephone"), row.phone),
            (_("Consultant"), row.owner),
            (_("Birthday"), _birthday(row)),
        ),
        badges=(Badge(text=_("owner"), tone=Tone.GOOD),)
        if row.bought
        else (Badge(text=_("prospect"), tone=Tone.QUIET),),
        actions=tuple(actions),
    )


def _birthday(row: FoundCustomer) -> str:
    if row.birthday is None:
        return ""
    day = fmt.day(row.birthday, weekday=False)
    return _("{day}, kept by the lunar calendar", day=day) if row.birthday_is_lunar else day


def _retention(found: ExpiredProspects) -> None:
    with ui.panel(
        _("Prospects who did not buy"),
        note=_(
            "Anonymised after {months} months without any contact: name, number and words go, the figures stay",
            months=found.months,
        ),
    ):
        if not found.count:
            ui.empty_state(
                _("Nobody has been without contact since {day}.", day=fmt.day(found.since, weekday=False))
            )
            return
        text = ngettext(
            "Nobody has spoken with {n} prospect since {day}.",
            "Nobody has spoken with {n} prospects since {day}.",
            found.count,
            day=fmt.day(found.since, weekday=False),
        )
        st.markdown(fmt.plain(text))
        with st.popover(_("Anonymise them"), icon=":material/person_off:"):
            st.markdown(_("This cannot be undone."))
            ui.button(
                Action(
                    label=_("Anonymise"),
                    key=f"{_KEY}.anonymise",
                    on_click=_anonymise,
                    icon=":material/person_off:",
                    primary=True,
                )
            )


def _anonymise() -> None:
    store.run(operations.anonymise_expired, done=_anonymised)


def _anonymised(result: Anonymised) -> str:
    return ngettext("{n} prospect was anonymised.", "{n} prospects were anonymised.", result.customers)


def _open(read: Reader, rows: Sequence[FoundCustomer]) -> None:
    what, row_id = dialogs.asked(_PAGE)
    row = next((each for each in rows if each.id == row_id), None)
    if row is None:
        return
    if what == "consents":
        _open_consents(row, read(consent_history, customer_id=row.id))
    elif what == "birthday":
        _open_birthday(row)
    elif what == "file":
        care_file.open_file(row)


def _open_consents(row: FoundCustomer, history: Sequence[ConsentRow]) -> None:
    @st.dialog(_("Consent of {name}", name=row.customer), width="large")
    def dialog() -> None:
        ui.dialog_feedback()
        _standing(history)
        _consent_form(row)
        if history:
            columns = [
                Column[ConsentRow](label=_("When"), value=lambda each: each.at, kind=Kind.MOMENT),
                Column[ConsentRow](label=_("Way"), value=lambda each: label(each.channel)),
                Column[ConsentRow](label=_("Purpose"), value=lambda each: label(each.purpose)),
                Column[ConsentRow](label=_("Agreed"), value=lambda each: each.granted, kind=Kind.YES_NO),
                Column[ConsentRow](label=_("Source"), value=lambda each: each.source),
                Column[ConsentRow](label=_("Recorded by"), value=lambda each: each.recorded_by),
            ]
            tables.table(history, columns, key=f"{_KEY}.history.{row.id}")

    dialog()


def _standing(history: Sequence[ConsentRow]) -> None:
    """What holds now: the last word on each way and purpose."""
    last = {(each.channel, each.purpose): each.granted for each in reversed(history)}
    for purpose in ConsentPurpose:
        agreed = [label(way) for way in ConsentChannel if last.get((way, purpose))]
        refused = [label(way) for way in ConsentChannel if last.get((way, purpose)) is False]
        ui.facts(
            [
                ("", label(purpose)),
                (_("agreed"), fmt.listed(agreed) if agreed else _("nothing")),
                (_("refused"), fmt.listed(refused) if refused else _("nothing")),
            ]
        )


def _consent_form(row: FoundCustomer) -> None:
    key = f"{_KEY}.consent.{row.id}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(_("Way"), list(ConsentChannel), format_func=label, key=f"{key}.channel", width=140)
        st.selectbox(_("Purpose"), list(ConsentPurpose), format_func=label, key=f"{key}.purpose", width=180)
        st.text_input(_("How he told you"), key=f"{key}.source", width="stretch")
    ui.actions(
        [
            Action(label=_("He agreed"), key=f"{key}.yes", on_click=_record, args=(row.id, key, True), icon=":material/thumb_up:", primary=True),
            Action(label=_("He refused"), key=f"{key}.no", on_click=_record, args=(row.id, key, False), icon=":material/thumb_down:"),
            Action(label=_("No advertising at all"), key=f"{key}.out", on_click=_opt_out, args=(row.id, key), icon=":material/block:"),
        ]
    )  # fmt: skip


def _record(customer_id: int, key: str, granted: bool) -> None:
    choice = Choice(
        channel=state.widget(f"{key}.channel", ConsentChannel.CALL),
        purpose=state.widget(f"{key}.purpose", ConsentPurpose.SERVICE),
        granted=granted,
        source=state.widget(f"{key}.source", ""),
    )
    store.run(record_consent, customer_id=customer_id, choice=choice, done=_("Consent recorded."))


def _opt_out(customer_id: int, key: str) -> None:
    store.run(
        opt_out,
        customer_id=customer_id,
        source=state.widget(f"{key}.source", ""),
        done=_("No advertising reaches this customer any more, on any way."),
    )


def _open_birthday(row: FoundCustomer) -> None:
    key = f"{_KEY}.born.{row.id}"

    @st.dialog(_("Birthday of {name}", name=row.customer))
    def form() -> None:
        ui.dialog_feedback()
        st.date_input(
            _("Date of birth (solar)"),
            value=row.birthday,
            min_value=date(1920, 1, 1),
            max_value=clock.today(),
            key=f"{key}.day",
            format="YYYY-MM-DD",
        )
        st.toggle(_("Kept by the lunar calendar"), value=row.birthday_is_lunar, key=f"{key}.lunar")
        ui.save(key, _save_birthday, row.id, key)

    form()


def _save_birthday(customer_id: int, key: str) -> None:
    store.run(
        operations.set_birthday,
        customer_id=customer_id,
        born=state.widget(f"{key}.day", None),
        lunar=state.widget(f"{key}.lunar", False),
        done=_("The birthday is saved."),
    )
