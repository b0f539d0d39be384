"""Dormant leads on the leads page: who sleeps, campaigns that wake them, what these achieved (Rule L6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from pages._panels import leads_rows as rows
from pages._ui import clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.copying import copy_button
from pages._ui.tables import Column, Kind
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext, render
from salesops.leads import operations, queries
from salesops.leads.operations import NewCampaign
from salesops.leads.queries import Campaign, Member, Segment, Sleepers
from salesops.models.enums import ConsentChannel, Tier
from salesops.planning.operations.consents import opt_out

_KEY = "leads.dormant"
_SOURCE = "wake-up campaign"
"""What the trail of consents names as the place where somebody refused."""
_CAMPAIGN = f"{_KEY}.campaign"


def show() -> None:
    """Who sleeps, then the campaigns."""
    segment = Segment(
        tier=state.given(f"{_KEY}.tier"),
        at_least_days=state.given(f"{_KEY}.days"),
        model_id=state.given(f"{_KEY}.model"),
        channel_id=state.given(f"{_KEY}.channel"),
    )
    with store.reading() as read:
        asleep = read(queries.sleepers, now=clock.minute(), segment=segment)
        campaigns = read(queries.campaigns)
    _sleepers(asleep)
    if store.actor().may(Permission.ASSIGN_LEADS) and asleep.total:
        _new_campaign(segment, asleep.total)
    if campaigns:
        _campaigns(campaigns)


def _sleepers(asleep: Sleepers) -> None:
    title = ngettext("{n} lead sleeps", "{n} leads sleep", asleep.total)
    with ui.panel(
        title,
        note=_("Without progress for longer than the settings allow; who fell asleep last stands first"),
    ):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.pills(_("Tier"), list(Tier), format_func=lambda tier: tier.value, key=f"{_KEY}.tier")
            st.pills(
                _("Asleep for"),
                [60, 90, 180],
                format_func=lambda days: _("{days} days and more", days=days),
                key=f"{_KEY}.days",
            )
            _segment_by()
        if not asleep.rows:
            ui.empty_state(_("No lead sleeps."))
            return
        chosen = tables.table(
            asleep.rows,
            [
                Column(label=_("Customer"), value=lambda lead: rows.name_of(lead.customer), pinned=True),
                Column(label=_("Tier"), value=lambda lead: lead.tier.value),
                Column(label=_("Days"), value=lambda lead: lead.days, kind=Kind.NUMBER),
                Column(label=_("Model"), value=lambda lead: lead.model),
                Column(label=_("Channel"), value=lambda lead: lead.channel),
                Column(label=_("Consultant"), value=lambda lead: lead.owner or _("nobody")),
                Column(label=_("Last progress"), value=lambda lead: lead.last_progress_on, kind=Kind.DAY),
            ],
            key=f"{_KEY}.table",
            select=True,
            height=330,
        )
        if chosen is not None:
            ui.button(
                Action(
                    label=_("Open {name}", name=rows.name_of(chosen.customer)),
                    key=f"{_KEY}.open",
                    on_click=rows.open_card,
                    args=(chosen.id,),
                    primary=True,
                )
            )


def _segment_by() -> None:
    """The segment by model wanted and by channel."""
    with store.reading() as read:
        models = {each.id: each.name for each in read(queries.model_choices)}
        channels = {each.id: each.name for each in read(queries.channel_choices)}
    for name, title, options in (("model", _("Model"), models), ("channel", _("Channel"), channels)):
        st.selectbox(
            title,
            list(options),
            index=None,
            format_func=partial(_named, options),
            key=f"{_KEY}.{name}",
            placeholder=_("all"),
            width=200,
        )


def _named(options: Mapping[int, str], key: int) -> str:
    return options.get(key, "")


def _draft(segment: Segment) -> None:
    """What the first one would read, and who may be written to at all, before anything starts."""
    text = state.widget(f"{_KEY}.text", "")
    with store.reading() as read:
        draft = read(queries.campaign_draft, now=clock.minute(), segment=segment, text=text)
    st.caption(
        _(
            "Agreed to advertising: {agreed}. Not asked yet: {not_asked}. Refused, stay out: {refused}.",
            agreed=draft.agreed,
            not_asked=draft.not_asked,
            refused=draft.refused,
        )
    )
    if text and draft.objection is not None:
        ui.note(render(draft.objection), Tone.WARN)
    elif draft.text:
        st.caption(_("The first one would read:"))
        st.code(draft.text, language=None, wrap_lines=True)


def _new_campaign(segment: Segment, total: int) -> None:
    with ui.panel(
        _("Start a wake-up campaign"),
        note=_("A part is held back, so that the effect can be told from chance. Nothing is sent by itself."),
    ):
        st.text_input(_("Name of the campaign"), key=f"{_KEY}.name", placeholder=_("Subsidy ends soon"))
        st.text_area(
            _("Text"),
            key=f"{_KEY}.text",
            height=100,
            placeholder=_(
                "Hello {name}, the subsidy for {model} ends this month. {consultant}, {store}. Reply R to refuse."
            ),
            help=_(
                "Filled in for each customer: {name}, {model}, {consultant}, {store}. A way to refuse is required."
            ),
        )
        _draft(segment)
        text = ngettext("Start with {n} lead", "Start with {n} leads", total)
        ui.button(
            Action(
                label=text,
                key=f"{_KEY}.start",
                on_click=_start,
                args=(segment,),
                primary=True,
                icon=":material/campaign:",
            )
        )


def _start(segment: Segment) -> None:
    campaign = NewCampaign(
        name=state.widget(f"{_KEY}.name", ""), text=state.widget(f"{_KEY}.text", ""), segment=segment
    )
    started = store.run(
        operations.start_campaign,
        campaign=campaign,
        done=lambda made: _(
            "Started: {contacted} to contact, {held_back} held back",
            contacted=made.contacted,
            held_back=made.held_back,
        ),
    )
    if started is not None:
        state.clear_widgets(f"{_KEY}.name", f"{_KEY}.text")
        state.set_widget(_CAMPAIGN, started.campaign_id)


def _campaigns(campaigns: Sequence[Campaign]) -> None:
    with ui.panel(_("Campaigns")):
        for each in campaigns:
            st.markdown(_campaign_line(each))
        names = {each.id: each.name for each in campaigns}
        chosen = st.selectbox(
            _("Whom to contact"),
            list(names),
            index=None,
            format_func=lambda campaign_id: names.get(campaign_id, ""),
            key=_CAMPAIGN,
            placeholder=_("Choose a campaign"),
        )
        if chosen is not None:
            _members(chosen)


def _campaign_line(each: Campaign) -> str:
    head = f"**{fmt.plain(each.name)}** :gray[{fmt.day(each.started_on)}] "
    groups = _(
        "{contacted} of {group} contacted, {answered} answered; held back: {held_answered} of {held}",
        contacted=each.contacted_so_far,
        group=each.contacted_group,
        answered=each.contacted_answered,
        held_answered=each.held_back_answered,
        held=each.held_back,
    )
    return f"{head}  \n{fmt.plain(groups)}  \n{fmt.plain(_effect(each))}"


def _effect(each: Campaign) -> str:
    effect = each.effect
    if effect.difference is None or effect.low is None or effect.high is None:
        return _("Nobody is held back: the effect cannot be told.")
    values = {
        "difference": fmt.points(effect.difference),
        "low": fmt.points(effect.low),
        "high": fmt.points(effect.high),
    }
    if effect.is_sure:
        return _("Effect {difference} (95 % between {low} and {high})", **values)
    return _("Effect {difference}, but chance explains it too (95 % between {low} and {high})", **values)


def _members(campaign_id: int) -> None:
    with store.reading() as read:
        members = read(queries.campaign_members, now=clock.minute(), campaign_id=campaign_id)
    columns = [
        Column[Member](label=_("Customer"), value=lambda row: rows.name_of(row.customer)),
        Column[Member](label=_("Telephone"), value=lambda row: row.phone),
        Column[Member](label=_("Consultant"), value=lambda row: row.owner),
        Column[Member](label=_("Contacted"), value=lambda row: row.contacted_at, kind=Kind.MOMENT),
        Column[Member](label=_("Answered"), value=lambda row: row.responded_at, kind=Kind.MOMENT),
    ]
    for member in ui.page_of(members, key=f"{_KEY}.members", size=5):
        _member(member)
    tables.foot(members, columns, key=f"{_KEY}.members", size=5)


def _member(member: Member) -> None:
    with st.container(border=True):
        marks = [Badge(text=label(member.by), tone=Tone.INFO)]
        if member.responded_at is not None:
            marks.append(Badge(text=_("answered"), tone=Tone.GOOD))
        elif member.contacted_at is not None:
            marks.append(
                Badge(text=_("contacted {time}", time=fmt.moment(member.contacted_at)), tone=Tone.QUIET)
            )
        text = " ".join(ui.badge_text(mark) for mark in marks)
        st.markdown(f"**{fmt.plain(rows.name_of(member.customer))}** {fmt.plain(member.phone)} {text}")
        if member.contacted_at is None and member.objection is not None:
            ui.note(render(member.objection), Tone.WARN)
            return
        ui.button(
            Action(
                label=_("Wants no advertising"),
                key=f"{_KEY}.refused.{member.id}",
                on_click=_refused,
                args=(member.customer_id,),
                icon=":material/do_not_disturb_on:",
                help=_("Holds at once and everywhere."),
            )
        )
        if member.contacted_at is None:
            st.code(member.text, language=None, wrap_lines=True)
            copy_button(member.text, key=f"{_KEY}.copy.{member.id}")
            ui.button(
                Action(
                    label=_("Sent"),
                    key=f"{_KEY}.sent.{member.id}",
                    on_click=_sent,
                    args=(member.id, member.by),
                    primary=True,
                )
            )
        elif member.responded_at is None:
            ui.button(
                Action(
                    label=_("Has answered"),
                    key=f"{_KEY}.answered.{member.id}",
                    on_click=_answered,
                    args=(member.id,),
                )
            )


def _sent(member_id: int, by: ConsentChannel) -> None:
    store.run(operations.record_wake_contact, member_id=member_id, by=by, done=_("Contact recorded"))


def _refused(customer_id: int) -> None:
    store.run(
        opt_out, customer_id=customer_id, source=_SOURCE, done=_("Noted: no advertising for this customer")
    )


def _answered(member_id: int) -> None:
    store.run(operations.record_wake_response, member_id=member_id, done=_("Answer recorded"))
