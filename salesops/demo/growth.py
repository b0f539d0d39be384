"""People and owners: trainings, scores, coaching, complaints, referral points, care, events, the market."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from salesops.demo.catalogue import Model
from salesops.demo.people import Team
from salesops.demo.world import World
from salesops.models import (
    CoachingPlan,
    Complaint,
    EventGuest,
    MarketNote,
    Opportunity,
    Order,
    ReferralEntry,
    ReferralReward,
    Scenario,
    ScenarioScore,
    StoreEvent,
    TrainingAttendance,
    TrainingSession,
)
from salesops.models.enums import (
    ComplaintTopic,
    EventKind,
    FunnelStep,
    GuestStatus,
    LedgerKind,
    NoteKind,
    OrderStatus,
    PainSource,
    Profile,
    RequestStatus,
    TrainingStatus,
)

_TOPICS = (
    (("活动话术统一", "One script for the offer"), PainSource.OBJECTION, "offer_unclear"),
    (
        ("三电系统与冬季续航", "Battery, motor, control and winter range"),
        PainSource.OBJECTION,
        "winter_range",
    ),
    (("首次到店接待流程", "Reception of a first visit"), PainSource.CHECK, "people"),
    (("置换报价怎么讲", "How to tell a trade-in price"), PainSource.LOSS, "trade_value"),
)
_SCENARIOS = (
    (("冬季续航下降", "Winter range drops"), ("客户说：冬天续航打六折，我不买电车。", "“In winter the range is down to 60 %, I do not buy an electric car.”"), "test_drive_rate"),
    (("竞品便宜三千", "A rival is 3,000 cheaper"), ("客户拿出竞品报价单要求同价。", "The customer shows a rival's quote and wants the same price."), "close_rate"),
    (("邀约到店", "Inviting to the store"), ("线索只肯加微信，不肯到店。", "The lead would only chat, not come."), "invitation_rate"),
)  # fmt: skip
_CRITERIA = (
    ("先问清顾虑", "Asks for the concern first"),
    ("给出证据而非形容", "Gives evidence, not adjectives"),
    ("推进到下一步", "Leads to a next step"),
    ("语气自然", "Sounds natural"),
)


def run(world: World, team: Team, models: list[Model]) -> None:
    """Everything about growing people and keeping owners."""
    _trainings(world, team)
    _scenarios(world, team)
    _coaching(world, team)
    _complaints(world, models)
    _points(world)
    _events(world, team)
    _market(world, team)


def _trainings(world: World, team: Team) -> None:
    for week in range(8):
        topic, source, key = _TOPICS[week % len(_TOPICS)]
        day = world.today - timedelta(days=(world.today.weekday() - 2) % 7 + 7 * week)
        starts = world.at(day, 13.5)
        held = world.past(starts + timedelta(minutes=40))
        number = world.add(
            TrainingSession,
            topic=world.word(topic),
            source=source,
            source_key=key,
            day=day,
            starts_at=starts,
            minutes=30,
            trainer_id=team.supervisor_ids[week % 2],
            status=TrainingStatus.HELD if held else TrainingStatus.PLANNED,
        )
        for seller in team.sellers if held else ():
            world.add(
                TrainingAttendance, session_id=number, staff_id=seller.staff_id, present=world.chance(0.85)
            )


def _scenarios(world: World, team: Team) -> None:
    rubric = [{"criterion": world.word(name), "points": 25} for name in _CRITERIA]
    for title, situation, figure in _SCENARIOS:
        number = world.add(
            Scenario,
            title=world.word(title),
            situation=world.word(situation),
            rubric=rubric,
            pass_mark=70,
            figure=figure,
        )
        for at, seller in enumerate(team.sellers):
            skill = seller.invites if figure == "invitation_rate" else seller.closes
            for attempt in range(1 + (skill < 0.8)):
                day = world.today - timedelta(days=30 - 12 * attempt + at % 5)
                given = [
                    min(25, max(6, round(world.dice.gauss(17 + 3 * skill + 2 * attempt, 3))))
                    for _ in _CRITERIA
                ]
                world.add(
                    ScenarioScore,
                    scenario_id=number,
                    staff_id=seller.staff_id,
                    assessor_id=team.supervisor_ids[at % 2],
                    day=day,
                    at=world.at(day, 14.2),
                    points=[
                        {"criterion": line["criterion"], "points": points, "of": 25}
                        for line, points in zip(rubric, given, strict=True)
                    ],
                    total=sum(given),
                    passed=sum(given) >= 70,
                )


def _coaching(world: World, team: Team) -> None:
    weak = next(each for each in team.sellers if each.closes < 0.5)
    quiet = next(each for each in team.sellers if each.referrals < 0.5)
    for seller, step, figure, goal, drills, opened in (
        (weak, FunnelStep.CLOSE, "close_rate", 0.15, (("成交信号识别演练", "Spotting buying signals"), ("主管陪谈两组", "Two talks with the supervisor")), 12),
        (quiet, FunnelStep.REFERRAL, "referral_rate", 0.12, (("交车时邀请车主推荐", "Ask for a referral at the handover"),), 5),
    ):  # fmt: skip
        day = world.today - timedelta(days=opened)
        world.add(
            CoachingPlan,
            staff_id=seller.staff_id,
            coach_id=team.manager_id,
            step=step,
            figure=figure,
            baseline=0.07,
            baseline_numerator=5.0,
            baseline_denominator=71.0,
            goal=goal,
            drills=[{"drill": world.word(drill), "done_on": None} for drill in drills],
            opened_on=day,
            check_on=day + timedelta(days=14),
        )


def _complaints(world: World, models: list[Model]) -> None:
    scarce = {model.id for model in models if model.scarce}
    late = [
        row for row in world.rows(Order) if row["model_id"] in scarce and row["status"] is OrderStatus.OPEN
    ]
    words = (
        ("说好两周，已经三周多了", "Two weeks were promised, now it is over three"),
        ("没人告诉我车到哪里了", "Nobody tells me where my car is"),
    )
    for at, row in enumerate(late[:7]):
        _complain(world, row, ComplaintTopic.DELIVERY_DELAY, world.some(words), back=at % 6)
    others = [row for row in world.rows(Order) if row["status"] is OrderStatus.DELIVERED][-60::9]
    for at, row in enumerate(others):
        topic = (ComplaintTopic.WAITING, ComplaintTopic.FINANCE_TERMS, ComplaintTopic.QUALITY)[at % 3]
        _complain(world, row, topic, world.word(("希望改进", "Please do better")), back=9 + 6 * at)


def _complain(world: World, row: dict[str, object], topic: ComplaintTopic, words: str, *, back: int) -> None:
    day = world.today - timedelta(days=back)
    settled = back > 8
    world.add(
        Complaint,
        customer_id=row["customer_id"],
        order_id=row["id"],
        staff_id=row["staff_id"],
        day=day,
        topic=topic,
        words=words,
        status=RequestStatus.APPROVED if settled else RequestStatus.PENDING,
        settled_on=day + timedelta(days=3) if settled else None,
    )


def _points(world: World) -> None:
    for zh, en, points, cost, badge in (
        ("一次基础保养", "One basic service", 800, 220, False),
        ("全车深度清洁", "Deep cleaning", 500, 120, False),
        ("金牌车主徽章", "Gold owner badge", 1500, 0, True),
    ):
        world.add(
            ReferralReward, name=world.word((zh, en)), points=points, cost=Decimal(cost), is_badge=badge
        )
    for row in world.rows(Order):
        if row["referrer_id"]:
            world.add(
                ReferralEntry,
                customer_id=row["referrer_id"],
                at=row["ordered_at"],
                kind=LedgerKind.EARN,
                points=1000,
                order_id=row["id"],
                key=f"order:{row['id']}",
            )


def _events(world: World, team: Team) -> None:
    open_deals = [row for row in world.rows(Opportunity) if row["closed_on"] is None]
    owners = [row for row in world.rows(Order) if row["delivered_on"]]
    for kind, ahead, title, capacity, profile, people in (
        (
            EventKind.NIGHT_DRIVE,
            2,
            ("夜间试驾加茶歇", "Night drive and tea"),
            8,
            Profile.BUSINESS,
            open_deals,
        ),
        (EventKind.FAMILY_DAY, 5, ("亲子体验日", "Family day"), 12, Profile.FAMILY, open_deals),
        (EventKind.OWNER_DINNER, 9, ("车主答谢晚宴", "Owners' dinner"), 20, Profile.UNKNOWN, owners),
        (EventKind.FAMILY_DAY, -16, ("亲子体验日", "Family day"), 12, Profile.FAMILY, open_deals),
    ):
        day = world.today + timedelta(days=ahead)
        number = world.add(
            StoreEvent,
            kind=kind,
            title=world.word(title),
            day=day,
            starts_at=world.at(day, 18.5 if kind is not EventKind.FAMILY_DAY else 10),
            capacity=capacity,
            profile=profile,
        )
        for customer in {row["customer_id"]: row for row in people[-40::7]}:
            status = world.dice.choice((GuestStatus.INVITED, GuestStatus.ACCEPTED))
            if ahead < 0:
                status = world.dice.choice((GuestStatus.CAME, GuestStatus.CAME, GuestStatus.NO_SHOW))
            world.add(
                EventGuest, event_id=number, customer_id=customer, staff_id=team.manager_id, status=status
            )


def _market(world: World, team: Team) -> None:
    for back, kind, title, tags, trend in (
        (1, NoteKind.COMPETITOR_PRICE, ("竞品混动轿车直降 5000", "A rival hybrid drops by 5,000"), (("混动", "hybrid"), ("竞品", "rival")), ("", "")),
        (3, NoteKind.REPORT, ("增程车型份额连续三月上升", "Range extenders gain for three months"), (("增程", "range-extender"),), ("增程会热", "Range extenders will be hot")),
        (6, NoteKind.SUBSIDY, ("置换补贴年底到期", "The trade-in subsidy ends with the year"), (("补贴", "subsidy"),), ("", "")),
        (11, NoteKind.NEWS, ("城东新增两座快充站", "Two new fast chargers nearby"), (("充电", "charging"),), ("", "")),
    ):  # fmt: skip
        world.add(
            MarketNote,
            day=world.today - timedelta(days=back),
            kind=kind,
            title=world.word(title),
            tags=[world.word(tag) for tag in tags],
            source=world.word(("行业媒体", "Trade press")),
            trend=world.word(trend),
            staff_id=team.supervisor_ids[0],
        )
