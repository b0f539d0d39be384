"""The inspection: one tap for each item, defects with owner and due, a second look, spec cards (Rule S1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from pages._panels import showroom_defects as defects
from pages._ui import charts, clock, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Badge, Tone
from pages._ui.store import Reader
from pages._ui.tables import WorkItem
from salesops.core.i18n import _, label, ngettext
from salesops.models.enums import CheckResult, InspectionArea, Role
from salesops.planning import queries as planning
from salesops.planning.queries import Person
from salesops.showroom import operations, queries
from salesops.showroom.queries import Check, Defect, OldCard, Round, RoundScore

_OWNER = "showroom.owner"
_ROLES = (Role.RECEPTION, Role.CONSULTANT, Role.SUPERVISOR, Role.MANAGER)


def show(read: Reader) -> str:
    """Draw the view and give its finding."""
    now, today = clock.minute(), clock.today()
    found = read(queries.round_of_day, today=today)
    open_ones = read(queries.open_defects, today=today)
    cards = read(queries.old_cards)
    people = read(planning.people, day=today, roles=_ROLES)
    if found is None or found.finished_at is not None:
        _begin(found)
    else:
        _round(found, people)
    defects.show(open_ones, now, people)
    if cards:
        with ui.panel(ngettext("{n} spec card is out of date", "{n} spec cards are out of date", len(cards))):
            _cards(cards)
    _scores(read(queries.scores, today=today))
    return _answer(found, open_ones, now)


def _answer(found: Round | None, open_ones: Sequence[Defect], now: datetime) -> str:
    overdue = sum(
        each.fixed_at is None and each.due_at is not None and each.due_at < now for each in open_ones
    )
    if overdue:
        return ngettext("{n} defect is overdue", "{n} defects are overdue", overdue)
    if found is None:
        return _("Today's round is still to be done.")
    if found.finished_at is None:
        return ngettext(
            "{n} item of today's round is left", "{n} items of today's round are left", found.left
        )
    share = fmt.percent(found.score.share, 0)
    if open_ones:
        return ngettext(
            "Today's round scored {share}; {n} defect is open",
            "Today's round scored {share}; {n} defects are open",
            len(open_ones),
            share=share,
        )
    return _("Today's round scored {share}, nothing is open.", share=share)


def _begin(found: Round | None) -> None:
    if found is None:
        sentence = _("No round was made today.")
    else:
        sentence = _(
            "{who} finished a round at {time} with {share}.",
            who=found.by,
            time=fmt.clock_time(found.finished_at),
            share=fmt.percent(found.score.share, 0),
        )
    start = Action(
        label=_("Start the round") if found is None else _("Start another round"),
        key="showroom.start",
        on_click=_start,
        icon=":material/checklist:",
        primary=found is None,
    )
    ui.empty_state(sentence, action=start)


def _start() -> None:
    store.run(operations.start_round)


def _round(found: Round, people: Sequence[Person]) -> None:
    areas = [area for area in InspectionArea if any(check.item.area is area for check in found.checks)]
    judged = len(found.checks) - found.left
    title = _("Today's round: {done} of {all} judged", done=judged, all=len(found.checks))
    with ui.panel(title):
        st.progress(judged / max(len(found.checks), 1))
        first = next((area for area in areas if _left(found, area)), areas[0])
        area = st.segmented_control(
            _("Part"),
            areas,
            format_func=lambda each: _area(found, each),
            default=first,
            required=True,
            key="showroom.area",
            label_visibility="collapsed",
        )
        names = {person.id: person.name for person in people}
        st.selectbox(
            _("Defects go to"),
            list(names),
            format_func=lambda each: names.get(each, ""),
            index=list(names).index(store.actor().staff_id or 0) if store.actor().staff_id in names else 0,
            key=_OWNER,
            width=260,
        )
        for check in found.checks:
            if check.item.area is area:
                _check(found, check)
        if not found.left:
            ui.button(
                Action(
                    label=_("Finish the round"),
                    key="showroom.finish",
                    on_click=_finish,
                    args=(found.id,),
                    icon=":material/done_all:",
                    primary=True,
                )
            )


def _left(found: Round, area: InspectionArea) -> int:
    return sum(check.result is None for check in found.checks if check.item.area is area)


def _area(found: Round, area: InspectionArea) -> str:
    left = _left(found, area)
    return f"{label(area)} · {left}" if left else f"{label(area)} ✓"


def _check(found: Round, check: Check) -> None:
    item = check.item
    key = f"showroom.check.{found.id}.{item.id}"
    state.set_widget(key, check.result)
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
        marks = [Badge(text=_("grave"), tone=Tone.WARN)] if item.severity == 3 else []
        if item.per_car:
            marks.append(Badge(text=_("every car"), tone=Tone.QUIET, icon=":material/directions_car:"))
        if check.defects > 1:
            marks.append(Badge(text=ngettext("{n} defect", "{n} defects", check.defects), tone=Tone.URGENT))
        words = " ".join([fmt.plain(item.title), *(ui.badge_text(mark) for mark in marks)])
        st.markdown(words, width="stretch")
        st.segmented_control(
            item.title,
            list(CheckResult),
            format_func=label,
            key=key,
            label_visibility="collapsed",
            on_change=_judge,
            args=(found.id, item.id, key),
        )


def _judge(inspection_id: int, item_id: int, key: str) -> None:
    result: CheckResult | None = state.widget(key, None)
    if result is None:
        return
    store.run(
        operations.record_check,
        inspection_id=inspection_id,
        item_id=item_id,
        result=result,
        owner_id=state.widget(_OWNER, store.actor().staff_id),
    )


def _finish(inspection_id: int) -> None:
    store.run(operations.finish_round, inspection_id=inspection_id, done=_("The round is finished."))


def _cards(cards: Sequence[OldCard]) -> None:
    items = [
        WorkItem(
            title=f"{card.code} · {card.car}",
            facts=(
                (_("Card of"), fmt.day(card.card_on, weekday=False) if card.card_on else _("no card")),
                (_("Catalogue changed"), fmt.day(card.changed_on, weekday=False)),
            ),
            badges=(Badge(text=_("out of date"), tone=Tone.WARN),),
            actions=(
                Action(
                    label=_("Card renewed"),
                    key=f"showroom.card.{card.vehicle_id}",
                    on_click=_renew,
                    args=((card.vehicle_id,),),
                    icon=":material/check:",
                ),
            ),
        )
        for card in cards
    ]
    tables.work_list(items, key="showroom.cards", size=5)
    if len(cards) > 1:
        ui.button(
            Action(
                label=_("All renewed"),
                key="showroom.all_cards",
                on_click=_renew,
                args=(tuple(card.vehicle_id for card in cards),),
                icon=":material/done_all:",
            )
        )


def _renew(vehicle_ids: tuple[int, ...]) -> None:
    store.run(
        operations.renew_spec_cards,
        vehicle_ids=vehicle_ids,
        done=lambda count: ngettext("{n} spec card renewed.", "{n} spec cards renewed.", count),
    )


def _scores(scores: Sequence[RoundScore]) -> None:
    known = [each for each in scores if each.score.share is not None]
    if len(known) < 2:
        return
    change = (known[-1].score.share or 0.0) - (known[0].score.share or 0.0)
    title = _("Score of the rounds over 30 days: {change}", change=fmt.points(change))
    with ui.panel(_("How the rounds went")):
        charts.line(
            title,
            [each.day for each in known],
            [charts.Series(name=_("Score"), values=[each.score.share for each in known])],
            key="showroom.scores",
            look=charts.Look(share=True, target=0.95, height=220),
        )
