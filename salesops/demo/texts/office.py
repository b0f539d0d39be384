"""What is decided in the morning, briefed, noted in the evening, and read in the market."""

from __future__ import annotations

from salesops.demo.world import Pair
from salesops.models.enums import BriefingKind, MeetingStep, NoteKind

DECISIONS: dict[MeetingStep, tuple[Pair, ...]] = {
    MeetingStep.FIGURES: (
        ("昨天到店未试驾的客户，今天全部回访", "Call everybody who came yesterday and did not drive"),
        ("午前补齐昨天的客流登记", "Complete yesterday's visits before noon"),
    ),
    MeetingStep.DIAGNOSIS: (
        ("检查抖音私信接入和投放时段", "Check the connection and hours of the short-video channel"),
        ("联系厂家核对线索下发", "Ask the factory about the leads it sends"),
    ),
    MeetingStep.LOST_CASES: (("战败客户抽两组回访", "Call back two of the lost customers"),),
    MeetingStep.MUST_DO: (
        ("每人加邀 2 组周末到店", "Two more weekend invitations each"),
        ("B 级逾期线索中午前清零", "No overdue B lead after noon"),
    ),
    MeetingStep.ROTA: (("14 点到 16 点前台加一人", "One more at the door from two to four"),),
    MeetingStep.KEY_CUSTOMERS: (
        ("准备企业客户报价单和充电桩方案", "Prepare the fleet quote and wall boxes"),
    ),
    MeetingStep.BRIEFING: (("更新展厅价格牌和海报", "Change price boards and posters"),),
    MeetingStep.EXPECTED: (
        ("亲子客户多，儿童区先整理好", "Many families today: tidy the children's corner"),
    ),
}
BRIEFINGS: tuple[tuple[BriefingKind, int, int, bool, Pair, Pair, Pair, Pair, Pair], ...] = (
    (BriefingKind.POLICY, -12, 19, True, ("厂家置换补贴：远航系列 8000 元", "Factory trade-in bonus: 8,000 on the Yuanhang series"), ("本品置换 8000 元，他品置换 6000 元，凭注销或过户证明领取。", "8,000 for our own brand, 6,000 for others, on proof of transfer."), ("先报厂家补贴，再报店内优惠，不要合在一起说。", "Name the factory's part first, then ours, never in one sum."), ("他品置换补贴是多少？", "How much is it for other brands?"), ("6000 元", "6,000")),
    (BriefingKind.FINANCE, -8, 22, True, ("极光系列 24 期零利率", "Jiguang: 24 months without interest"), ("首付 30% 起，24 期 0 利率；36 期年化 2.99%。所有方案必须写明年化利率。", "From 30 % down, 24 months at 0 %; 36 months at 2.99 % a year. Every offer states the annual rate."), ("只讲首付、月供、年化三个数。", "Down payment, instalment, annual rate: three numbers."), ("36 期年化利率是多少？", "What is the annual rate over 36 months?"), ("2.99%", "2.99 %")),
    (BriefingKind.COMPETITOR, -1, 12, False, ("竞品 A 混动 SUV 限时降 5000 元", "Rival A cuts its hybrid SUV by 5,000"), ("活动到月底，不含终身质保。我们的云驰 L6 百公里低 0.8 升。", "Until the end of the month, without lifetime warranty. Our Yunchi L6 uses 0.8 l less."), ("不贬低对手：算三年油费和保值率。", "Do not run them down: work out three years of fuel and the residual value."), ("", ""), ("", "")),
    (BriefingKind.PRODUCT, -5, 40, False, ("极光 E3 冬季续航实测", "Jiguang E3: range measured in winter"), ("零下 5 度，开空调 22 度，高速与城市各半：390 公里。", "At −5 °C with 22 °C inside, half motorway, half town: 390 km."), ("先问每天里程，再放实测视频。", "Ask the daily distance first, then show the film."), ("实测续航是多少？", "What range was measured?"), ("390 公里", "390 km")),
    (BriefingKind.POLICY, -60, -20, True, ("上季度购车礼：全系送脚垫", "Last quarter's gift: mats with every car"), ("活动已结束。", "This has ended."), ("", ""), ("", ""), ("", "")),
    (BriefingKind.COMPETITOR, -30, -4, False, ("竞品 C 增程六座预售", "Rival C opens sales of its six-seater"), ("预售价 22.98 万起。", "From 229,800."), ("我们现车可试，不用等。", "Ours can be driven today."), ("", ""), ("", "")),
)  # fmt: skip
"""Kind, first and last day from the anchor, for customers too, title, body, talk track, question, answer."""

NOTES: tuple[tuple[NoteKind, int, Pair, Pair, tuple[Pair, ...], Pair, Pair], ...] = (
    (NoteKind.COMPETITOR_PRICE, 1, ("竞品 A 混动 SUV 直降 5000", "Rival A's hybrid SUV drops by 5,000"), ("活动到月底，现车充足。", "Until the end of the month, cars in stock."), (("混动", "hybrid"), ("竞品", "rival")), ("", ""), ("云驰 L6 送两次保养，强调油耗和保值", "Two services with the Yunchi L6; stress consumption and residual value")),
    (NoteKind.REPORT, 3, ("增程车型份额连续三月上升", "Range extenders gain for the third month"), ("六座增程在家庭用户里增长最快。", "Six-seat range extenders grow fastest with families."), (("增程", "range extender"), ("家庭", "families")), ("增程会热", "Range extenders will be hot"), ("", "")),
    (NoteKind.SUBSIDY, 6, ("本市置换补贴名额剩余约三成", "About a third of the city's trade-in quota is left"), ("以当地审核为准，不做承诺。", "Local approval decides; promise nothing."), (("补贴", "subsidy"),), ("", ""), ("", "")),
    (NoteKind.NEWS, 11, ("城东新增两座快充站", "Two new fast chargers in the east"), ("距店 1.5 公里，8 枪。", "1.5 km from the store, eight plugs."), (("充电", "charging"),), ("", ""), ("", "")),
    (NoteKind.REPORT, 24, ("冬季续航成为电车首要顾虑", "Winter range is the first worry about battery cars"), ("问卷里 46% 提到冬季续航。", "46 % of those asked name it."), (("续航", "range"), ("纯电", "battery")), ("冬季续航先讲实测", "Tell winter range by measured figures"), ("", "")),
    (NoteKind.NEWS, 40, ("周末车展在会展中心举办", "Motor show at the exhibition centre"), ("同城三家新能源品牌参展。", "Three new-energy brands take part."), (("车展", "motor show"),), ("", ""), ("", "")),
)  # fmt: skip
"""Kind, days before the anchor, title, body, tags, trend, response."""

EVENING: tuple[Pair, ...] = (
    (
        "到店正常，成交略低，明天盯试驾回访",
        "Visits as usual, closing a little low: follow up the drives tomorrow",
    ),
    (
        "周末客流高峰接待及时，等待超时两组",
        "The weekend rush was received in time, two parties waited too long",
    ),
    ("线索跟进及时，邀约率偏低", "Leads were followed in time, invitations were few"),
    ("", ""),
)
ISSUES: dict[str, tuple[Pair, Pair]] = {
    "finance": (("客户普遍反映金融条款太复杂", "Customers find the finance terms too complex"), ("制作一页纸金融方案并逐人过关", "Put finance on one page and test everybody on it")),
    "wait": (("周末下午等待超过 15 分钟", "Waits of more than 15 minutes on weekend afternoons"), ("14–16 点前台增加一名顾问", "One more consultant at the door from two to four")),
    "channel": (("抖音线索断崖下降", "Leads of the short-video channel have collapsed"), ("核对账号授权、重投晚间时段", "Check the account's rights, move the budget to the evening")),
    "winter": (("冬季续航顾虑上升", "Worries about winter range are rising"), ("每组电车客户先放实测视频", "Show every battery-car customer the winter film")),
    "dry": (("连续三天未开单", "Three days without an order"), ("经理跟岗，看邀约和试驾两环", "The manager goes along: invitations and drives")),
}  # fmt: skip
"""Title and action of an issue."""
