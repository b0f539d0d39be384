"""What the manager keeps: targets, briefings, meetings, issues with actions, budgets, plans for slow cars."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from salesops.core.i18n import N_, Message
from salesops.demo import texts
from salesops.demo.catalogue import Model
from salesops.demo.people import Team
from salesops.demo.world import World
from salesops.models import (
    AuthorityBudget,
    BriefingItem,
    BriefingRead,
    Customer,
    Decision,
    DigestionCar,
    DigestionPlan,
    FactoryRequest,
    Forecast,
    ImprovementAction,
    Issue,
    Meeting,
    Order,
    ReceptionEvent,
    Target,
    Task,
    Vehicle,
    Visit,
)
from salesops.models.enums import (
    BriefingKind,
    FactoryRequestKind,
    IssueKind,
    Level,
    MeetingStep,
    Objection,
    PlanKind,
    PlanStatus,
    ReceptionEventKind,
    RequestStatus,
    Seniority,
    TaskKind,
    TaskStatus,
    VehicleStatus,
    Verdict,
)

_MONTH = {
    "leads": 1780,
    "visits": 620,
    "invitations": 440,
    "test_drives": 280,
    "touches": 6500,
    "orders": 108,
    "deliveries": 100,
}
_RATES = {
    "close_rate": 0.19,
    "lead_conversion": 0.065,
    "first_touch_on_time": 0.9,
    "invitation_rate": 0.06,
    "test_drive_rate": 0.5,
    "activation_rate": 0.85,
    "stock_turnover": 6.0,
}
_SHARE = {Seniority.TRAINEE: 0.6, Seniority.REGULAR: 1.0, Seniority.SENIOR: 1.35}
_BRIEFINGS: tuple[tuple[BriefingKind, int, int, tuple[str, str], tuple[str, str], tuple[str, str]], ...] = (
    (BriefingKind.POLICY, -20, 10, ("厂家置换补贴 8000 元", "Factory trade-in bonus of 8,000"), ("云驰全系置换另补 8000 元，与国家补贴可叠加，以当地审核为准。", "8,000 on top for any Yunchi against a trade-in, besides the national subsidy, subject to local approval."), ("先算总价再谈优惠：国补加厂补一起写在纸上。", "Add both subsidies on paper before talking of discounts.")),
    (BriefingKind.FINANCE, -12, 18, ("24 期 0 利率", "24 months at 0 %"), ("首付 30% 起，年化利率 0%，贴息由厂家承担。", "From 30 % down, APR 0 %, the factory bears the interest."), ("只讲三个数：首付、月供、总利息 0。", "Three numbers only: down payment, instalment, no interest.")),
    (BriefingKind.COMPETITOR, -3, 12, ("竞品混动轿车降价 5000", "A rival hybrid is 5,000 cheaper"), ("竞品主推款本周起直降 5000 元，不含礼包。", "The rival's main trim is 5,000 lower since this week, without gifts."), ("强调我们含四次保养和隔热膜，折算价值 4580 元。", "Ours includes four services and window film, worth 4,580.")),
    (BriefingKind.PRODUCT, -40, -5, ("国庆限时礼", "National-day gift"), ("活动已结束。", "This offer is over."), ("", "")),
    (BriefingKind.PRODUCT, -8, 30, ("极光 E3 新增白色内饰", "Jiguang E3 now with a white interior"), ("即日起可下订，交期四周。", "Can be ordered now, four weeks to delivery."), ("适合年轻客户，配合夜间试驾介绍。", "For young customers, shown on the night drive.")),
)  # fmt: skip


def run(world: World, team: Team, models: list[Model], *, scale: float, days: int) -> None:
    """Everything that the manager keeps."""
    _targets(world, team, scale)
    _briefings(world, team)
    _meetings(world, team, days)
    _issues(world, team)
    _stock_plans(world, team, models)
    _key_customers(world, team)
    _door(world, team)
    _tasks(world, team)
    month = world.today.replace(day=1)
    for level, discount, gift in (
        (Level.CONSULTANT, 30000, 24000),
        (Level.SUPERVISOR, 40000, 15000),
        (Level.MANAGER, 160000, 50000),
    ):
        world.add(AuthorityBudget, month=month, level=level, discount=Decimal(discount), gift=Decimal(gift))


def _targets(world: World, team: Team, scale: float) -> None:
    whole = sum(_SHARE[each.seniority] for each in team.sellers)
    for back in range(4):
        month = _first(world.today, back)
        figures = _MONTH | ({"orders": round(_ambition(world) / scale)} if back == 0 else {})
        for figure, value in figures.items():
            world.add(Target, month=month, staff_id=None, figure=figure, value=float(round(value * scale)))
            for seller in team.sellers:
                own = round(value * scale * _SHARE[seller.seniority] / whole)
                world.add(Target, month=month, staff_id=seller.staff_id, figure=figure, value=float(own))
        for figure, rate in _RATES.items():
            world.add(Target, month=month, staff_id=None, figure=figure, value=rate)


def _ambition(world: World) -> int:
    """This month's target of orders: a tenth above the pace so far, so that the morning meeting has something to do."""
    length = monthrange(world.today.year, world.today.month)[1]
    begin = world.today.replace(day=1) if world.today.day >= 10 else world.today - timedelta(days=60)
    signed = sum(1 for row in world.rows(Order) if row["ordered_on"] >= begin and row["cancelled_on"] is None)
    share = (world.today - begin).days + world.now.astimezone(world.zone).hour / 24
    return max(1, round(signed / max(share, 1) * length / 0.9))


def _first(day: date, months_back: int) -> date:
    first = day.replace(day=1)
    for _ in range(months_back):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def _briefings(world: World, team: Team) -> None:
    for kind, start, end, title, body, talk in _BRIEFINGS:
        number = world.add(
            BriefingItem,
            kind=kind,
            title=world.word(title),
            body=world.word(body),
            talk_track=world.word(talk),
            source=world.word(("厂家通知", "Factory notice")),
            valid_from=world.today + timedelta(days=start),
            valid_until=world.today + timedelta(days=end),
            for_customers=kind in (BriefingKind.POLICY, BriefingKind.PRODUCT),
            created_by=team.manager_id,
        )
        for at, seller in enumerate(team.sellers):
            if (at + start) % 3:
                read = world.at(world.today + timedelta(days=max(start, -6) + at % 3 - 1), 8.8)
                if world.past(read) and start < 0:
                    world.add(BriefingRead, item_id=number, staff_id=seller.staff_id, read_at=read)


def _meetings(world: World, team: Team, days: int) -> None:
    done = Counter(("visits", row["staff_id"], row["day"]) for row in world.rows(Visit))
    done.update(("orders", row["staff_id"], row["ordered_on"]) for row in world.rows(Order))
    done.update(("deliveries", row["staff_id"], row["delivered_on"]) for row in world.rows(Order))
    for back in range(min(days, 30)):
        day = world.today - timedelta(days=back)
        started = world.at(day, 8.75)
        if not world.past(started + timedelta(minutes=12)):
            continue
        world.add(
            Meeting,
            day=day,
            started_at=started,
            ended_at=started + timedelta(minutes=11),
            staff_id=team.manager_id,
        )
        if back % 2 == 1:
            world.add(
                Decision,
                day=day,
                step=MeetingStep.MUST_DO,
                text=world.word(("每人今天多邀约一组到店", "Everybody invites one more party today")),
                at=started,
                staff_id=team.manager_id,
            )
        for seller in team.sellers:
            if not (seller.off_today and day == world.today):
                _forecast(world, seller.staff_id, day, done)


def _forecast(world: World, staff_id: int, day: date, done: Counter[tuple[str, int, date]]) -> None:
    came, sold, handed = (done[name, staff_id, day] for name in ("visits", "orders", "deliveries"))
    world.add(
        Forecast,
        day=day,
        staff_id=staff_id,
        visits=max(0, came + world.dice.choice((-1, 0, 0, 1, 2))),
        orders=max(0, sold + world.dice.choice((0, 0, 0, 1))),
        deliveries=handed,
        stated_at=world.at(day, 9.2),
    )


def _issues(world: World, team: Team) -> None:
    lines: tuple[tuple[int, tuple[str, str], Objection, tuple[str, str], str, float, int, Verdict | None], ...] = (
        (14, ("活动力度讲不清", "The offer is not told clearly"), Objection.OFFER_UNCLEAR, ("统一邀约话术，附一页活动图", "One invitation script with a picture of the offer"), "invitation_rate", 0.045, -4, Verdict.WORKED),
        (7, ("金融条款客户听不懂", "Customers do not understand the finance terms"), Objection.FINANCE_COMPLEX, ("一页纸金融方案，展厅每桌一份", "Finance on one page, one on every table"), "close_rate", 0.16, 0, None),
        (3, ("周末等待超过 15 分钟", "Waits over 15 minutes at the weekend"), Objection.NO_HURRY, ("周末下午两名主管补位接待", "Two supervisors step in on weekend afternoons"), "wait_over_limit", 0.12, 4, None),
    )  # fmt: skip
    for back, title, objection, action, figure, baseline, look_in, verdict in lines:
        day = world.today - timedelta(days=back)
        issue_id = world.add(
            Issue,
            day=day,
            kind=IssueKind.COMMON,
            title=world.word(title),
            evidence="",
            objection=objection,
            created_at=world.at(day, 17.4),
            created_by=team.manager_id,
        )
        world.add(
            ImprovementAction,
            issue_id=issue_id,
            title=world.word(action),
            owner_id=team.supervisor_ids[back % 2],
            due_on=day + timedelta(days=2),
            done_at=world.at(day + timedelta(days=2), 16) if back > 3 else None,
            figure=figure,
            baseline=baseline,
            baseline_numerator=baseline * 100,
            baseline_denominator=100.0,
            look_on=world.today + timedelta(days=look_in),
            verdict=verdict,
            result=0.061 if verdict else None,
            looked_at=world.at(world.today - timedelta(days=4), 17.2) if verdict else None,
        )


def _stock_plans(world: World, team: Team, models: list[Model]) -> None:
    slow, scarce = models[0], next(each for each in models if each.scarce)
    started = world.today - timedelta(days=9)
    plan_id = world.add(
        DigestionPlan,
        model_id=slow.id,
        kind=PlanKind.BUNDLE,
        title=world.word(("云驰 S3 三年保养打包", "Yunchi S3 with three years of service")),
        offer=world.word(
            (
                "购车含三年六次基础保养，限本批次库存车",
                "Six basic services over three years, for the cars in stock",
            )
        ),
        cost_per_car=Decimal(1980),
        expected_units=8,
        owner_id=team.supervisor_ids[0],
        starts_on=started,
        ends_on=world.today + timedelta(days=12),
        status=PlanStatus.RUNNING,
        created_at=world.at(started, 15.5),
    )
    aged = [
        row
        for row in world.rows(Vehicle)
        if row["model_id"] == slow.id and row["status"] is VehicleStatus.IN_STOCK
    ]
    for row in sorted(aged, key=lambda each: each["arrived_on"])[:12]:
        world.add(DigestionCar, plan_id=plan_id, vehicle_id=row["id"])
    world.add(
        FactoryRequest,
        kind=FactoryRequestKind.EXPEDITE,
        model_id=scarce.id,
        quantity=6,
        reason=world.word(("订单排期超过两周，客户催交", "Orders run over two weeks, customers press")),
        asked_at=world.at(world.today - timedelta(days=4), 15.6),
        staff_id=team.manager_id,
        status=RequestStatus.PENDING,
    )


def _key_customers(world: World, team: Team) -> None:
    open_ones = [row for row in world.rows(Customer) if row["owner_id"]][-400::97]
    for row, points in zip(open_ones, texts.KEY_POINTS, strict=False):
        row |= {"is_key": True, "host_id": row["owner_id"], "key_points": world.word(points)}


def _door(world: World, team: Team) -> None:
    """Who came to work, and who took which visitor today; the order at the door follows from it."""
    for at, seller in enumerate(team.sellers):
        came = world.at(world.today, 8.6) + timedelta(minutes=2 * at)
        if world.past(came) and not seller.off_today:
            _event(world, ReceptionEventKind.CHECK_IN, seller.staff_id, came)
    for row in world.rows(Visit):
        if row["day"] != world.today or row["greeted_at"] is None:
            continue
        own = row["appointment_id"] is not None
        kind = ReceptionEventKind.APPOINTED if own else ReceptionEventKind.TAKE
        _event(world, kind, row["staff_id"], row["greeted_at"], visit_id=row["id"])
        if row["left_at"] is not None:
            _event(world, ReceptionEventKind.FREE, row["staff_id"], row["left_at"], visit_id=row["id"])


def _event(
    world: World, kind: ReceptionEventKind, staff_id: int, at: Any, visit_id: int | None = None
) -> None:
    world.add(
        ReceptionEvent,
        day=world.today,
        at=at,
        kind=kind,
        staff_id=staff_id,
        visit_id=visit_id,
        by_staff_id=staff_id,
    )


def _tasks(world: World, team: Team) -> None:
    lines = (
        (
            TaskKind.IMPROVEMENT,
            team.supervisor_ids[0],
            11.5,
            N_("Put the one-page finance offer on every table"),
        ),
        (TaskKind.DECISION, team.supervisor_ids[1], 16.0, N_("Send this week's offer to the partner stores")),
        (TaskKind.SHADOWING, team.manager_id, 14.0, N_("Shadow a reception by a consultant without orders")),
    )
    for kind, owner, hour, title in lines:
        world.add(
            Task,
            kind=kind,
            title=Message(title, {}).as_dict(),
            owner_id=owner,
            due_at=world.at(world.today, hour),
            due_on=world.today,
            status=TaskStatus.OPEN,
            created_at=world.at(world.today - timedelta(days=1), 17.5),
            created_by=team.manager_id,
        )
