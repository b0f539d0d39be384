"""Weekly trainings, role plays with scores, complaints, points redeemed (Rules T1, T2, T4)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from salesops.core.i18n import N_, Label, Message
from salesops.demo.rows import Row
from salesops.demo.texts import growth, talk
from salesops.demo.world import Die, World, pick
from salesops.models import (
    Complaint,
    ReferralEntry,
    Scenario,
    ScenarioScore,
    TrainingAttendance,
    TrainingSession,
)
from salesops.models.enums import (
    ComplaintTopic,
    LedgerKind,
    Objection,
    OrderStatus,
    PainSource,
    RequestStatus,
    TrainingStatus,
)

_OTHER_TOPICS = {
    ComplaintTopic.DELIVERY_DELAY: 0.25,
    ComplaintTopic.WAITING: 0.2,
    ComplaintTopic.FINANCE_TERMS: 0.15,
    ComplaintTopic.QUALITY: 0.2,
    ComplaintTopic.PRICE_PROMISE: 0.1,
    ComplaintTopic.SERVICE_ATTITUDE: 0.1,
}
_KEYS = {PainSource.COMPLAINT: ComplaintTopic, PainSource.OBJECTION: Objection}


def write_scenarios(world: World) -> None:
    """The role plays with their rubrics."""
    world.facts["scenarios"] = [
        world.rows.add(
            Scenario,
            title=world.say(title),
            situation=world.say(situation),
            rubric=[{"criterion": world.say(name), "points": points} for name, points in criteria],
            pass_mark=mark,
            figure=figure,
        )
        for title, situation, criteria, mark, figure, _ in growth.SCENARIOS
    ]


def plan(world: World, day: date) -> None:
    """Wednesday's training, Thursday's role plays, the complaints of the day."""
    if day.weekday() == 2:
        world.plan(world.at(day, 13 * 60 + 30), hold)
    elif day.weekday() == 4:
        world.plan(world.at(day, 16 * 60 + 20), plan_next)
    elif day.weekday() == 3:
        for number in range(3):
            world.plan(world.at(day, 14 * 60 + 12 * number), assess, number)
    _complaints(world, day)
    dice = world.dice(Die.TRAINING, day.toordinal())
    if dice.random() < 0.12:
        world.plan(world.at(day, dice.uniform(600, 1000)), redeem)


def plan_next(world: World, moment: datetime) -> None:
    """Friday: the next training is planned from the pain of the week."""
    day = world.day_of(moment) + timedelta(days=5)
    topic, source, key = growth.TRAININGS[day.toordinal() // 7 % len(growth.TRAININGS)]
    dice = world.dice(Die.TRAINING, day.toordinal(), 1)
    row = world.rows.add(
        TrainingSession,
        topic=topic,
        source=source,
        source_key=key,
        evidence=[_evidence(source, key, dice.randint(3, 9), dice.randint(1, 4)).as_dict()],
        day=day,
        starts_at=world.at(day, 13 * 60 + 30),
        trainer_id=dice.choice(world.team.supervisor_ids),
    )
    listed = [
        world.rows.add(TrainingAttendance, session_id=row["id"], staff_id=seller.id, present=False)
        for seller in world.team.sellers
    ]
    world.facts["sessions"][day] = (row, listed)


def _evidence(source: PainSource, key: str, count: int, before: int) -> Message:
    kind = _KEYS.get(source)
    what: object = Label.of(kind(key)) if kind else Label(source.name.title() + "Reason", key)
    if source is PainSource.CHECK:
        what = Label("InspectionArea", key)
    values = {"source": source, "what": what, "count": count, "before": before}
    return Message(N_("{source} “{what}” ×{count} (in the time before: {before})"), values)


def hold(world: World, moment: datetime) -> None:
    """The training is held; who is off today is not there."""
    day = world.day_of(moment)
    if day not in world.facts["sessions"]:
        return
    row, listed = world.facts["sessions"].pop(day)
    dice = world.dice(Die.TRAINING, day.toordinal(), 2)
    note = world.some(dice, growth.TRAINING_NOTES)
    world.rows.change(TrainingSession, row, status=TrainingStatus.HELD, note=note)
    present = {each.id for each in world.team.present(day) if dice.random() < 0.93}
    for each in listed:
        world.rows.change(TrainingAttendance, each, present=each["staff_id"] in present)


def assess(world: World, moment: datetime, number: int) -> None:
    """One role play: who is strong in the step scores well, who failed is tested again."""
    day = world.day_of(moment)
    week = day.toordinal() // 7
    sellers = world.team.sellers
    seller = sellers[(week * 3 + number) % len(sellers)]
    place = (week // 4 + number) % len(world.facts["scenarios"])
    scenario, strength = world.facts["scenarios"][place], growth.SCENARIOS[place % len(growth.SCENARIOS)][5]
    dice = world.dice(Die.TRAINING, seller.id, day.toordinal(), 3)
    skill = 0.80 + 0.12 * (min(getattr(seller, strength), 1.6) - 1)
    points = [
        max(0, min(each["points"], round(each["points"] * dice.gauss(skill, 0.11))))
        for each in scenario["rubric"]
    ]
    total = sum(points)
    world.rows.add(
        ScenarioScore,
        scenario_id=scenario["id"],
        staff_id=seller.id,
        assessor_id=dice.choice(world.team.supervisor_ids),
        day=day,
        at=moment,
        points=[
            {"criterion": each["criterion"], "points": given, "of": each["points"]}
            for each, given in zip(scenario["rubric"], points, strict=True)
        ],
        total=total,
        passed=total >= scenario["pass_mark"],
    )


def _complaints(world: World, day: date) -> None:
    dice = world.dice(Die.TRAINING, day.toordinal(), 4)
    late = world.story.complaints_of_delay(day)
    for number in range(late):
        world.plan(
            world.at(day, 541 + 3 * number + dice.random()), complain, ComplaintTopic.DELIVERY_DELAY, number
        )
    if not late and dice.random() < 0.16:
        world.plan(world.at(day, dice.uniform(560, 1060)), complain, pick(dice, _OTHER_TOPICS), 9)
    for row in list(world.facts["complaints"].values()):
        waits = (day - row["day"]).days
        if waits >= 1 and dice.random() < (0.12 if row["topic"] == ComplaintTopic.DELIVERY_DELAY else 0.4):
            world.plan(world.at(day, dice.uniform(640, 1040)), settle, row)


def complain(world: World, moment: datetime, topic: ComplaintTopic, number: int) -> None:
    """A customer complains; of late delivery, one who waits."""
    day = world.day_of(moment)
    dice = world.dice(Die.TRAINING, day.toordinal(), number, 5)
    order = _order_of(world, topic, number)
    if order is None:
        return
    row = world.rows.add(
        Complaint,
        customer_id=order["customer_id"],
        order_id=order["id"],
        staff_id=order["staff_id"],
        day=day,
        topic=topic,
        words=world.some(dice, talk.COMPLAINTS[topic]),
    )
    world.facts["complaints"][row["id"]] = row


def _order_of(world: World, topic: ComplaintTopic, number: int) -> Row | None:
    """Whose complaint it is: of delay who waits longest and has not complained yet, of the rest somebody served lately."""
    spoken = {row["order_id"] for row in world.facts["complaints"].values()}
    if topic is ComplaintTopic.DELIVERY_DELAY:
        waiting = [row for row in world.state.orders.values() if row["status"] == OrderStatus.OPEN]
        late = sorted(
            waiting, key=lambda row: (row["id"] in spoken, row["promised_on"] - row["eta_on"], row["id"])
        )
        return late[0] if late else None
    served = list(world.state.delivered.values())
    return served[-1 - number * 2 % len(served)] if served else None


def settle(world: World, moment: datetime, row: Row) -> None:
    """Something was done for the customer."""
    dice = world.dice(Die.TRAINING, row["id"], 6)
    if row["settled_on"] is None:
        world.rows.change(
            Complaint,
            row,
            status=RequestStatus.APPROVED,
            settled_on=world.day_of(moment),
            settled_by=dice.choice(world.team.supervisor_ids),
            settlement=world.some(dice, talk.SETTLEMENTS),
        )
    world.facts["complaints"].pop(row["id"], None)


def redeem(world: World, moment: datetime) -> None:
    """An owner takes a reward for his points; never more than he has (Rule T4)."""
    points = world.facts["points"]
    dice = world.dice(Die.TRAINING, world.day_of(moment).toordinal(), 7)
    rewards = [each for each in world.facts["rewards"] if not each["is_badge"]]
    owners = sorted(
        owner for owner, left in points.items() if left >= min(each["points"] for each in rewards)
    )
    if not owners:
        return
    owner = dice.choice(owners)
    reward = dice.choice([each for each in rewards if each["points"] <= points[owner]])
    points[owner] -= reward["points"]
    world.rows.add(
        ReferralEntry,
        customer_id=owner,
        at=moment,
        kind=LedgerKind.REDEEM,
        points=-reward["points"],
        reward_id=reward["id"],
        staff_id=world.team.reception_ids[0],
    )
