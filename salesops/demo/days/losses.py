"""Leads are given up: asked for with a reason, decided by a supervisor, a sample called back (Rule L8)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from salesops.core.i18n import N_, Message
from salesops.demo.days import tasks
from salesops.demo.rows import Row
from salesops.demo.texts import talk
from salesops.demo.world import Die, World, pick
from salesops.leads.rules.losses import DETAILS, GROUP_OF, RIVALS, is_called_back, minimum_touches
from salesops.models import Lead, LossRequest, Opportunity
from salesops.models.enums import LeadStatus, LossReason, RequestStatus, Stage, TaskKind, Tier

_GIVES_UP = {Tier.A: 0.22, Tier.B: 0.24, Tier.C: 0.16}
_AFTER_VISIT = 0.62


def maybe_ask(world: World, moment: datetime, lead: Row, *, refused: bool) -> None:
    """Ask for the loss of a lead, once enough was tried."""
    dice = world.dice(Die.LOSS, lead["id"], lead["touch_count"])
    visited = lead["customer_id"] in world.state.visited
    share = 0.75 if refused else _AFTER_VISIT if visited else _GIVES_UP[lead["tier"]]
    if lead["customer_id"] in world.state.booked or dice.random() > share:
        return
    reason = _reason(world, moment, lead, dice)
    if lead["touch_count"] >= minimum_touches(lead["tier"], reason, world.loss_policy):
        _ask(world, moment, lead, reason, dice)


def _reason(world: World, moment: datetime, lead: Row, dice: Random) -> LossReason:
    tried = (world.day_of(moment) - world.day_of(lead["first_touched_at"])).days
    if lead["touch_count"] >= world.loss_policy.no_contact_touches and tried >= 10 and dice.random() < 0.25:
        return LossReason.LOST_CONTACT
    if world.model(lead["model_id"]).part == "scarce" and dice.random() < 0.3:
        return LossReason.LEAD_TIME
    return pick(dice, world.story.losses())


def _ask(world: World, moment: datetime, lead: Row, reason: LossReason, dice: Random) -> None:
    request = world.rows.add(
        LossRequest,
        lead_id=lead["id"],
        customer_id=lead["customer_id"],
        staff_id=lead["owner_id"],
        asked_at=moment,
        asked_on=world.day_of(moment),
        loss_group=GROUP_OF[reason],
        reason=reason,
        detail=world.some(dice, talk.LOSS_DETAILS[reason]) if reason in DETAILS else "",
        rival=world.some(dice, talk.RIVALS) if reason in RIVALS else "",
        tier_before=lead["tier"],
        after_visit=lead["customer_id"] in world.state.visited,
    )
    world.rows.change(Lead, lead, status=LeadStatus.LOSS_ASKED)
    world.state.losses[request["id"]] = request
    work = tasks.Work(
        kind=TaskKind.REVIEW_LOSS,
        title=Message(N_("Decide on a loss: {reason}"), {"reason": reason}),
        owner_id=None,
        due_at=moment,
        key=f"loss:{request['id']}",
        about={"customer_id": lead["customer_id"], "lead_id": lead["id"]},
    )
    tasks.give(world, moment, work)
    if world.minute_of(moment) < 1010 and dice.random() < 0.9:
        world.plan(world.at(request["asked_on"], dice.uniform(1020, 1062)), decide, request)


def plan(world: World, day: date) -> None:
    """What supervisors decide on a day, and whom they call back."""
    for request in list(world.state.losses.values()):
        if world.is_left_alone("lead", request["lead_id"]):
            continue
        dice = world.dice(Die.LOSS, request["id"], day.toordinal(), 3)
        if request["status"] == RequestStatus.PENDING:
            if dice.random() < 0.8:
                evening = request["asked_on"] == day
                world.plan(
                    world.at(day, dice.uniform(1020, 1062) if evening else dice.uniform(560, 640)),
                    decide,
                    request,
                )
        elif dice.random() < 0.2:
            world.plan(world.at(day, dice.uniform(840, 960)), call_back, request)


def decide(world: World, moment: datetime, request: Row) -> None:
    """Approve the loss, or send the lead back to work."""
    lead = world.state.leads.get(request["lead_id"])
    if request["status"] != RequestStatus.PENDING or lead is None:
        world.state.losses.pop(request["id"], None)
        return
    if _comes_after_all(world, request["customer_id"]):
        return
    dice = world.dice(Die.LOSS, request["id"], 4)
    approved = dice.random() < 0.91
    supervisor = dice.choice(world.team.supervisor_ids)
    day = world.day_of(moment)
    note = (
        ""
        if approved
        else world.say(("联系次数够但没谈试驾，再约一次", "No test drive was offered; try once more"))
    )
    world.rows.change(
        LossRequest,
        request,
        status=RequestStatus.APPROVED if approved else RequestStatus.REJECTED,
        decided_at=moment,
        decided_by=supervisor,
        decision_note=note,
    )
    tasks.finish(world, moment, f"loss:{request['id']}", supervisor)
    if not approved:
        world.rows.change(
            Lead,
            lead,
            status=LeadStatus.WORKING,
            next_touch_due_on=day + timedelta(days=1),
            last_progress_on=day,
        )
        world.state.losses.pop(request["id"])
        return
    close_lead(world, lead, day, request["reason"])
    if request["after_visit"] and dice.random() < 0.3:
        world.rows.change(
            LossRequest,
            request,
            lesson=world.some(dice, talk.LESSONS),
            lesson_by=world.team.manager_id,
            lesson_at=moment,
        )
    if not is_called_back(request["id"], world.loss_policy):
        world.state.losses.pop(request["id"])


def _comes_after_all(world: World, customer_id: int) -> bool:
    """Nobody is given up who is expected, or in the showroom now."""
    here = any(visit["customer_id"] == customer_id for visit in world.state.visits.values())
    return here or customer_id in world.state.booked


def close_lead(world: World, lead: Row, day: date, reason: LossReason) -> None:
    """The lead is lost, and with it its opportunity."""
    world.rows.change(
        Lead, lead, status=LeadStatus.LOST, loss_reason=reason, closed_on=day, next_touch_due_on=None
    )
    world.state.leads.pop(lead["id"], None)
    deal = world.state.deals.get(lead["customer_id"])
    if deal is not None:
        close_deal(world, deal, day)


def close_deal(world: World, deal: Row, day: date) -> None:
    """An intent customer is lost."""
    world.rows.change(Opportunity, deal, stage=Stage.LOST, closed_on=day, last_progress_on=day)
    world.state.deals.pop(deal["customer_id"], None)


def call_back(world: World, moment: datetime, request: Row) -> None:
    """What a lost customer says when he is called back."""
    dice = world.dice(Die.LOSS, request["id"], 5)
    confirms = dice.random() < 0.8
    said = (
        ("原因属实", "The reason is true")
        if confirms
        else ("客户说没人告诉他有现车", "Nobody told him of a car in stock")
    )
    world.rows.change(
        LossRequest,
        request,
        called_back_at=moment,
        call_back_confirms=confirms,
        call_back_note=world.say(said),
    )
    world.state.losses.pop(request["id"], None)
