"""What the store keeps at hand: gifts, answers to concerns, message texts, rewards."""

from __future__ import annotations

from salesops.demo.world import Pair
from salesops.models.enums import Aspect, Objection, SolutionKind

GIFTS: tuple[tuple[Pair, int, int, int], ...] = (
    (("全车隔热膜", "Window film"), 2980, 900, 100),
    (("四次基础保养", "Four basic services"), 1600, 880, 75),
    (("充电桩安装", "Wall box installation"), 3800, 2600, 80),
    (("车机升级包", "Head-unit upgrade"), 1980, 420, 100),
    (("一年洗车卡", "A year of car washes"), 1200, 360, 60),
    (("交车仪式礼", "Delivery ceremony gift"), 500, 150, 100),
    (("儿童安全座椅", "Child seat"), 1280, 560, 100),
)
"""Name, face value, cost, and how many of a hundred are taken up."""

SOLUTIONS: tuple[tuple[Aspect, Objection | None, SolutionKind, str, Pair, Pair], ...] = (
    (Aspect.RANGE, Objection.WINTER_RANGE, SolutionKind.DEMONSTRATION, "JGE3", ("冬季续航实测视频与热泵演示", "Winter range video and heat pump"), ("先问每天里程，再放实测视频：每天 60 公里只用两成电", "Ask the daily distance first: 60 km take a fifth of the battery")),
    (Aspect.RANGE, Objection.WINTER_RANGE, SolutionKind.MODEL, "YHM9", ("推荐增程版本", "Offer the range extender"), ("城里用电、长途用油，冬天不用找桩", "Electric in town, petrol on trips, no chargers to look for in winter")),
    (Aspect.RANGE, None, SolutionKind.DEMONSTRATION, "", ("节能模式实测", "Eco mode measured"), ("切到节能模式，现场看表显续航变化", "Switch to eco mode and watch the range change")),
    (Aspect.FUEL, Objection.FUEL_USE, SolutionKind.MODEL, "YCL6", ("推荐混动版本", "Offer the hybrid"), ("百公里省两升半，三年差价回本", "Two and a half litres less pay back in three years")),
    (Aspect.FUEL, Objection.FUEL_USE, SolutionKind.COMPARISON, "", ("竞品油耗对比表", "Consumption against rivals"), ("三款同级实测对比，算一年油费差", "Three rivals measured alike; work out a year's fuel")),
    (Aspect.PRICE, Objection.PRICE, SolutionKind.OFFER, "", ("礼包替代现金优惠", "Gifts in place of cash"), ("同样的感受价值，用隔热膜和保养代替让价", "The same felt value by film and services")),
    (Aspect.PRICE, Objection.OFFER_UNCLEAR, SolutionKind.OFFER, "", ("一张纸算清优惠", "The offer on one sheet"), ("厂家补贴、店内优惠、置换各一行，最后写落地价", "Factory, store and trade-in a line each, then the price on the road")),
    (Aspect.PRICE, Objection.FINANCE_COMPLEX, SolutionKind.OFFER, "", ("一页纸金融方案", "Finance on one page"), ("只讲首付、月供、年化利率三个数", "Down payment, instalment and annual rate: three numbers")),
    (Aspect.PRICE, Objection.TRADE_IN_VALUE, SolutionKind.DEMONSTRATION, "", ("当面评估旧车", "Value the old car together"), ("和客户一起看检测单，逐项说清", "Go through the inspection sheet with the customer")),
    (Aspect.PRICE, Objection.DELIVERY_TIME, SolutionKind.OFFER, "", ("书面交期和补偿清单", "Written date and compensation"), ("写下节点和日期，晚了有什么补偿先说清", "Write down steps and dates, and what a delay brings")),
    (Aspect.SPACE, Objection.SPACE, SolutionKind.DEMONSTRATION, "YHM7", ("后备箱装载挑战", "Boot-loading challenge"), ("请客户自己装婴儿车和行李箱", "Let the customer load a pram and suitcases")),
    (Aspect.COMFORT, None, SolutionKind.DEMONSTRATION, "", ("隔音静音体验", "Quietness demonstration"), ("关窗放音乐，对比开窗", "Music with windows shut, then open")),
    (Aspect.DRIVING, Objection.COMPETITOR, SolutionKind.COMPARISON, "", ("同路线对比试驾", "The same route against a rival"), ("选含高架的路线，体验加速和变道", "The elevated road: acceleration and lane change")),
    (Aspect.SMART, Objection.NO_HURRY, SolutionKind.DEMONSTRATION, "", ("语音与自动泊车演示", "Voice and parking demonstration"), ("让客户自己说一句，再看自动泊车", "Let the customer speak, then show parking")),
    (Aspect.COMFORT, Objection.DISTANCE, SolutionKind.OFFER, "", ("上门试驾", "Test drive at home"), ("把试驾车开到小区，省客户一趟", "Bring the car to the customer")),
)  # fmt: skip
TEMPLATES: tuple[tuple[str, Pair, Pair, bool], ...] = (
    ("first_touch", ("参数表", "Spec sheet"), ("{name}您好，我是{store}的{consultant}。您关注的{model}指导价 {price} 元，参数表发您，方便时给我回个电话。", "Hello {name}, this is {consultant} of {store}. The {model} lists at {price}; here is its spec sheet. Call me when it suits you."), False),
    ("first_touch", ("试驾礼包", "Test-drive pack"), ("{name}您好，{model}试驾车已备好，约 30 分钟，请带驾照。今天下午和明天上午都有空档，您看哪个时间？", "Hello {name}, the {model} is ready for a drive of about 30 minutes; please bring your licence. This afternoon or tomorrow morning?"), False),
    ("wake_up", ("补贴截止提醒", "Subsidy ends soon"), ("{name}您好，{model}的置换补贴月底截止，需要帮您算一下吗？{consultant}，{store}。拒收请回复R", "Hello {name}, the trade-in subsidy on the {model} ends this month. Shall I work it out for you? {consultant}, {store}. Reply R to refuse."), True),
    ("late_order", ("交期变更", "New delivery date"), ("{name}您好，您的爱车新的预计到店日已更新，给您添麻烦了，补偿方案随后发您。{consultant}", "Hello {name}, the expected date of your car has changed. We are sorry and will send you what we offer for it. {consultant}"), False),
)  # fmt: skip
REWARDS: tuple[tuple[Pair, int, int, bool], ...] = (
    (("精洗一次", "One detailed wash"), 300, 60, False),
    (("基础保养一次", "One basic service"), 1000, 220, False),
    (("全车打蜡", "Wax for the whole car"), 1500, 260, False),
    (("两年延保抵扣 800 元", "800 off the extended warranty"), 2500, 800, False),
    (("推荐达人徽章", "Badge: referrer"), 1000, 0, True),
    (("金牌推荐人徽章", "Badge: golden referrer"), 3000, 20, True),
)
