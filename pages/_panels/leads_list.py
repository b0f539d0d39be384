"""Open leads to look through: filters, those kept under a name, and what is done with several at once (L3, L4)."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

import streamlit as st

from pages._panels import leads_rows as rows
from pages._panels.leads_give import described
from pages._ui import clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action
from pages._ui.tables import Column
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext
from salesops.leads import operations, queries
from salesops.leads.operations import Assigned
from salesops.leads.queries import Filter, LeadRow, SavedFilter
from salesops.models.enums import SetBy, Tier

_KEY = "leads.list"
_AFTER = f"{_KEY}.after"
_SIZE = 15
_MARKS = ("by_hand_only", "unowned_only", "untouched_only")


def show() -> None:
    """The filters, the leads, the actions for those that are ticked."""
    leads_others = store.actor().may(Permission.ASSIGN_LEADS)
    trail: tuple[int, ...] = state.get(_AFTER, ())
    with store.reading() as read:
        kept = read(queries.saved_filters)
        channels = {each.id: each.name for each in read(queries.channel_choices)}
        people = {each.id: described(each) for each in read(queries.rooms, now=clock.minute())}
        names = {each.id: each.name for each in read(queries.rooms, now=clock.minute())}
        wanted = _wanted()
        leads = read(
            queries.tier_leads, wanted=wanted, after_id=trail[-1] if trail else None, limit=_SIZE + 1
        )
    with ui.panel(_("Open leads, the newest first")):
        _kept(kept)
        _filters(channels, names if store.actor().may(Permission.SEE_ALL_CUSTOMERS) else {})
        if not leads:
            ui.empty_state(_("No open lead fits."))
            return
        shown = leads[:_SIZE]
        chosen = _ticked(shown)
        _turn(shown, trail, more=len(leads) > _SIZE)
        if chosen:
            _act(chosen, people if leads_others else {})


def _wanted() -> Filter:
    """What the widgets say now."""
    marks: Sequence[str] = state.widget(f"{_KEY}.marks", ())
    return Filter(
        tier=state.given(f"{_KEY}.tier"),
        owner_id=state.given(f"{_KEY}.owner"),
        channel_id=state.given(f"{_KEY}.channel"),
        **{name: name in marks for name in _MARKS},
    )


def _filters(channels: Mapping[int, str], people: Mapping[int, str]) -> None:
    words = {
        "by_hand_only": _("Set by hand only"),
        "unowned_only": _("Without consultant"),
        "untouched_only": _("Without first touch"),
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.pills(
            _("Tier"),
            list(Tier),
            format_func=lambda tier: tier.value,
            key=f"{_KEY}.tier",
            on_change=_first_page,
        )
        st.pills(
            _("Only"),
            _MARKS,
            format_func=lambda name: words.get(name, name),
            selection_mode="multi",
            key=f"{_KEY}.marks",
            on_change=_first_page,
        )
        _choice("channel", _("Channel"), channels)
        _choice("owner", _("Consultant"), people)


def _choice(name: str, title: str, options: Mapping[int, str]) -> None:
    if not options:
        return
    st.selectbox(
        title,
        list(options),
        index=None,
        format_func=lambda key: options.get(key, ""),
        key=f"{_KEY}.{name}",
        on_change=_first_page,
        placeholder=_("all"),
        width=200,
    )


def _kept(kept: Sequence[SavedFilter]) -> None:
    """The filters kept under a name: take one, keep the present one, drop one."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for each in kept:
            ui.button(
                Action(
                    label=each.name,
                    key=f"{_KEY}.take.{each.id}",
                    on_click=_take,
                    args=(each,),
                    primary=each.wanted == _wanted(),
                    icon=":material/filter_alt:",
                )
            )
        with st.popover(_("Keep or drop filters"), icon=":material/bookmark:"):
            ui.feedback()
            st.text_input(_("Name of the filter"), key=f"{_KEY}.name", placeholder=_("Untouched A leads"))
            ui.button(
                Action(label=_("Keep this filter"), key=f"{_KEY}.keep", on_click=_keep, args=(_wanted(),))
            )
            for each in kept:
                ui.button(
                    Action(
                        label=_("Drop {name}", name=each.name),
                        key=f"{_KEY}.drop.{each.id}",
                        on_click=_drop,
                        args=(each.id,),
                        icon=":material/delete:",
                    )
                )


def _take(each: SavedFilter) -> None:
    wanted = each.wanted
    state.set_widget(f"{_KEY}.tier", wanted.tier)
    state.set_widget(f"{_KEY}.owner", wanted.owner_id)
    state.set_widget(f"{_KEY}.channel", wanted.channel_id)
    state.set_widget(f"{_KEY}.marks", [name for name in _MARKS if getattr(wanted, name)])
    _first_page()


def _keep(wanted: Filter) -> None:
    kept = store.run(
        operations.save_filter, name=state.widget(f"{_KEY}.name", ""), wanted=wanted, done=_("Filter kept")
    )
    if kept is not None:
        state.clear_widgets(f"{_KEY}.name")


def _drop(filter_id: int) -> None:
    store.run(operations.drop_filter, filter_id=filter_id, done=_("Filter dropped"))


def _ticked(leads: Sequence[LeadRow]) -> list[LeadRow]:
    """The ticked leads. Other leads make another table, so that a tick never moves to somebody else's line."""
    mark = zlib.crc32(repr([(lead.id, lead.owner_id) for lead in leads]).encode())
    return tables.pick(leads, _main_columns(), key=f"{_KEY}.table.{mark}", filed=[_grounds()])


def columns() -> list[Column[LeadRow]]:
    """What a line of a list of leads says."""
    return [*_main_columns(), _grounds()]


def _main_columns() -> list[Column[LeadRow]]:
    return [
        Column(label=_("Customer"), value=lambda lead: rows.name_of(lead.customer), pinned=True),
        Column(label=_("Tier"), value=_tier_word, width=60),
        Column(label=_("Consultant"), value=lambda lead: lead.owner or _("nobody"), width=80),
        Column(label=_("Next touch"), value=_next_touch, width=74),
        Column(label=_("Model"), value=lambda lead: lead.model),
    ]


def _grounds() -> Column[LeadRow]:
    return Column(label=_("Grounds"), value=lambda lead: rows.because(lead.reasons))


def _next_touch(lead: LeadRow) -> str:
    """When it is touched next; a lead without that day says how it stands."""
    return label(lead.status) if lead.next_touch_due_on is None else fmt.near_day(lead.next_touch_due_on)


def _tier_word(lead: LeadRow) -> str:
    mark = "*" if lead.set_by is SetBy.PERSON else ""
    return f"{lead.tier.value}{mark} ({lead.grade.value})"


def _turn(shown: Sequence[LeadRow], trail: tuple[int, ...], *, more: bool) -> None:
    ui.actions(
        [
            Action(
                label=_("Newer"),
                key=f"{_KEY}.back",
                on_click=state.put,
                args=(_AFTER, trail[:-1]),
                disabled=not trail,
                icon=":material/chevron_left:",
            ),
            Action(
                label=_("Older"),
                key=f"{_KEY}.on",
                on_click=state.put,
                args=(_AFTER, (*trail, shown[-1].id)),
                disabled=not more,
                icon=":material/chevron_right:",
            ),
        ]
    )


def _act(chosen: Sequence[LeadRow], people: Mapping[int, str]) -> None:
    """One ticked lead opens; several are given to somebody, or go back to the pool."""
    ids = tuple(lead.id for lead in chosen)
    if len(chosen) == 1:
        ui.facts([(_("Grounds"), rows.because(chosen[0].reasons))])
    with st.container(border=True, horizontal=True, vertical_alignment="bottom"):
        if len(chosen) == 1:
            name = rows.name_of(chosen[0].customer)
            ui.button(
                Action(
                    label=_("Open {name}", name=name),
                    key=f"{_KEY}.open",
                    on_click=rows.open_card,
                    args=(ids[0], "lead"),
                    primary=True,
                )
            )
        if not people:
            return
        st.selectbox(
            _("To whom?"),
            list(people),
            index=None,
            format_func=lambda staff_id: people.get(staff_id, ""),
            key=f"{_KEY}.to",
            placeholder=_("Choose a consultant"),
            width=320,
        )
        st.text_input(_("Reason"), key=f"{_KEY}.reason", placeholder=_("Optional"), width=220)
        text = ngettext("Give {n} lead", "Give {n} leads", len(ids))
        ui.button(Action(label=text, key=f"{_KEY}.give", on_click=_give, args=(ids,), primary=True))
        ui.button(Action(label=_("Back to the pool"), key=f"{_KEY}.pool", on_click=_pool, args=(ids,)))


def _give(ids: tuple[int, ...]) -> None:
    staff_id: int | None = state.widget(f"{_KEY}.to", None)
    if staff_id is None:
        state.tell(state.FeedbackKind.REFUSED, _("Choose a consultant"))
        return
    store.run(
        operations.assign_many,
        lead_ids=ids,
        staff_id=staff_id,
        reason=state.widget(f"{_KEY}.reason", ""),
        done=_given,
    )
    if rows.succeeded():
        state.clear_widgets(f"{_KEY}.to", f"{_KEY}.reason")


def _given(result: Assigned) -> str:
    return ngettext("{n} lead assigned", "{n} leads assigned", result.given)


def _pool(ids: tuple[int, ...]) -> None:
    reason = state.widget(f"{_KEY}.reason", "")
    store.run(operations.unassign_many, lead_ids=ids, reason=reason, done=_("Back in the pool"))
    if rows.succeeded():
        state.clear_widgets(f"{_KEY}.reason")


def _first_page() -> None:
    state.drop(_AFTER)
