"""Trainings, role plays, plans for slow cars, events with owners."""

from __future__ import annotations

from salesops.demo.world import Pair
from salesops.models.enums import EventKind, PainSource, PlanKind, Profile

TRAININGS: tuple[tuple[str, PainSource, str], ...] = (
    ("order_tracking", PainSource.COMPLAINT, "delivery_delay"),
    ("three_electric", PainSource.OBJECTION, "winter_range"),
    ("offers", PainSource.OBJECTION, "offer_unclear"),
    ("negotiation", PainSource.LOSS, "price_high"),
    ("trade_in", PainSource.OBJECTION, "trade_in_value"),
    ("standards", PainSource.CHECK, "spec_card"),
    ("invitation", PainSource.LOSS, "distance"),
    ("rivals", PainSource.LOSS, "comp_brand"),
    ("reception", PainSource.COMPLAINT, "waiting"),
    ("finance", PainSource.LOSS, "price_finance"),
    ("needs", PainSource.OBJECTION, "no_hurry"),
    ("follow_up", PainSource.LOSS, "slow_follow"),
    ("test_drive", PainSource.LOSS, "no_test_car"),
)
"""Topic, the pain that asked for it, and its key."""

TRAINING_NOTES: tuple[Pair, ...] = (
    ("两人一组演练，话术已发群", "Played in pairs, the script is in the group"),
    ("新人需要补一次", "The trainees need it once more"),
    ("以昨天的战败案例做拆解", "Taken apart on yesterday's lost case"),
)
SCENARIOS: tuple[tuple[Pair, Pair, tuple[tuple[Pair, int], ...], int, str, str], ...] = (
    (
        ("冬季续航打折", "Winter range drops"),
        ("一家人来看极光 E3，邻居说冬天续航只剩六成，他们准备去买别家的油车。", "A family looks at the Jiguang E3; a neighbour says the range drops to six tenths in winter, and they are about to buy a petrol car elsewhere."),
        ((("先问每天里程和充电条件", "Asks for daily distance and charging first"), 20), (("讲清电池、热泵、实测数据", "Explains battery, heat pump and measured figures"), 30), (("给出合适方案：充电计划、增程、混动", "Shows a way: charging plan, range extender, hybrid"), 30), (("约定有日期的下一步", "Ends with a dated next step"), 20)),
        70, "test_drive_rate", "closes",
    ),
    (
        ("金融条款太复杂", "Finance terms too complex"),
        ("年轻夫妻首付三成，桌上三个方案，说一句都看不懂，要全款买小一点的车。", "A young couple can pay a third now. Three offers lie on the table; they understand none and want to pay cash for a smaller car."),
        ((("问清每月能承受多少", "Finds out what they can pay each month"), 25), (("用两个方案讲清并说明年化利率", "Explains two offers with the annual rate"), 35), (("确认客户听懂", "Checks that it was understood"), 20), (("请客户做决定", "Asks for the decision"), 20)),
        70, "close_rate", "closes",
    ),
    (
        ("别的店便宜三千", "Another dealer is cheaper"),
        ("客户拿出截图：同款车别家便宜三千，要同价，否则走人。", "The customer shows a screenshot: the same car for 3,000 less elsewhere. The same price, or he goes."),
        ((("逐项对比包含内容", "Compares what is included, item by item"), 30), (("在权限内用礼包代替现金", "Offers gifts within his authority instead of cash"), 30), (("上报主管，不私自承诺", "Takes it to the supervisor instead of promising"), 20), (("请客户做决定", "Asks for the decision"), 20)),
        70, "close_rate", "closes",
    ),
    (
        ("电话邀约到店", "Invitation by telephone"),
        ("线索只肯在微信上问价格，不愿到店。", "The lead only asks for prices in chat and does not want to come."),
        ((("先回答问题再邀约", "Answers first, then invites"), 30), (("给出到店的具体理由", "Gives a concrete reason to come"), 30), (("二选一约定时间", "Offers two times"), 25), (("发送定位和提醒", "Sends location and reminder"), 15)),
        70, "invitation_rate", "invites",
    ),
)  # fmt: skip
"""Title, situation, criteria with points, pass mark, the figure that should move, the strength behind it."""

PLANS: tuple[tuple[PlanKind, int, int, int, Pair, Pair], ...] = (
    (PlanKind.BUNDLE, -9, 18, 1900, ("云驰 X5 送三年保养", "Yunchi X5 with three years of service"), ("购云驰 X5 现车送三年 6 次基础保养（标价 2400 元）和全车隔热膜。活动期内下订有效。", "Yunchi X5 from stock with six basic services in three years (worth 2,400) and window film, for orders within the dates.")),
    (PlanKind.TIMED_PRICE, -58, -38, 3000, ("云驰 X5 限时直降 3000 + 置换", "Yunchi X5: 3,000 off with trade-in, limited"), ("限时优惠 3000 元，置换另补 2000 元。", "3,000 off for a limited time, 2,000 more with a trade-in.")),
)  # fmt: skip
"""Kind, first and last day from the anchor, cost of a car, title, offer."""

EVENTS: tuple[tuple[EventKind, int, int, int, Profile, Pair, Pair], ...] = (
    (EventKind.FAMILY_DAY, -45, 600, 12, Profile.FAMILY, ("亲子体验日：儿童座椅与后备箱挑战", "Family day: child seats and boot challenge"), ("来了 9 组，后备箱挑战最受欢迎", "Nine families came; the boot challenge was liked best")),
    (EventKind.OWNER_DINNER, -31, 1110, 20, Profile.UNKNOWN, ("秋季车主答谢晚宴", "Owners' dinner"), ("现场收集转介绍线索 6 条", "Six referrals were noted")),
    (EventKind.NIGHT_DRIVE, -17, 1140, 8, Profile.BUSINESS, ("夜间试驾与茶歇", "Night drive and tea"), ("隔音体验打动商务客户", "The quiet convinced the business guests")),
    (EventKind.FAMILY_DAY, -10, 600, 12, Profile.FAMILY, ("亲子体验日", "Family day"), ("8 组到场，2 组当场下订", "Eight came, two ordered on the spot")),
    (EventKind.NIGHT_DRIVE, 3, 1140, 8, Profile.BUSINESS, ("夜间试驾与茶歇", "Night drive and tea"), ("", "")),
    (EventKind.FAMILY_DAY, 5, 600, 12, Profile.FAMILY, ("周末亲子体验日", "Weekend family day"), ("", "")),
    (EventKind.ROAD_TRIP, 12, 500, 15, Profile.FAMILY, ("车主自驾：太湖一日", "Owners' trip to the lake"), ("", "")),
)  # fmt: skip
"""Kind, day from the anchor, minute of the day, places, for whom, title, result."""

WAKE: tuple[Pair, Pair] = (
    ("置换补贴截止唤醒", "Wake-up: the subsidy ends"),
    (
        "{name}您好，{model}的置换补贴月底截止，需要帮您算一下吗？{consultant}，{store}。拒收请回复R",
        "Hello {name}, the trade-in subsidy on the {model} ends this month. Shall I work it out for you? {consultant}, {store}. Reply R to refuse.",
    ),
)
"""Name and text of a wake-up campaign."""
