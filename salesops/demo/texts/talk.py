"""What customers say and consultants write down."""

from __future__ import annotations

from salesops.demo.world import Pair
from salesops.models.enums import (
    Aspect,
    ComplaintTopic,
    LossReason,
    Objection,
    TouchOutcome,
    UpkeepKind,
)

REMARKS: tuple[Pair, ...] = (
    ("想了解置换补贴怎么算", "How is the trade-in subsidy worked out?"),
    ("周末全家一起来看车", "The whole family will come at the weekend"),
    ("关注后排空间和后备箱", "Cares for rear space and the boot"),
    ("问冬季续航实测", "Asks for the range measured in winter"),
    ("希望首付低一点", "Would like a low down payment"),
    ("对比竞品中，重点看油耗", "Comparing rivals, mostly consumption"),
    ("公司用车，需要开专票", "Company car, needs a VAT invoice"),
    ("家里第二辆车，代步用", "Second car of the family, for short trips"),
    ("想要现车，越快越好", "Wants a car from stock, the sooner the better"),
    ("白色外观，浅色内饰", "White outside, light inside"),
    ("要金融方案，想做三年", "Wants a finance offer over three years"),
    ("小区有充电桩，想看纯电", "Has a charger at home, looks at battery cars"),
)
NOTES: dict[TouchOutcome, tuple[Pair, ...]] = {
    TouchOutcome.NO_ANSWER: (
        ("无人接听，已发短信", "No answer, sent a message"),
        ("响铃后挂断", "Rang, then was cut off"),
    ),
    TouchOutcome.WRONG_NUMBER: (
        ("空号", "The number does not exist"),
        ("机主说打错了", "Somebody else's number"),
    ),
    TouchOutcome.REACHED: (
        ("介绍了本月活动，客户要再考虑", "Explained this month's offer, he wants to think about it"),
        ("发送了参数表和试驾礼包", "Sent the spec sheet and the test-drive pack"),
        ("家人意见不统一，先看看", "The family does not agree yet"),
        ("问了保养费用和质保", "Asked about service costs and warranty"),
    ),
    TouchOutcome.INTERESTED: (
        ("对配置满意，想知道落地价", "Likes the equipment, wants the price on the road"),
        ("加了微信，发了实拍视频", "Added on WeChat, sent a video of the car"),
        ("想试驾，时间待定", "Wants to drive it, time open"),
        ("旧车要置换，发来行驶证照片", "Has a car to trade in, sent its papers"),
    ),
    TouchOutcome.APPOINTMENT: (
        ("约好到店看车，已发定位", "Agreed to come, sent the location"),
        ("约好试驾，提醒带驾照", "Agreed to a test drive, reminded of the licence"),
        ("带家人一起来", "Will bring the family"),
    ),
    TouchOutcome.LATER: (
        ("在开会，晚点回电", "In a meeting, will call back"),
        ("发了年终奖再定", "Decides after the bonus"),
        ("下个月再看", "Will look next month"),
    ),
    TouchOutcome.REFUSED: (
        ("已经买了别的车", "Bought another car already"),
        ("暂时不买了", "Does not buy for now"),
        ("不希望再联系", "Does not want to be called again"),
    ),
}
"""Notes on a touch, by what came of it."""

LIKES: dict[Aspect, tuple[Pair, ...]] = {
    Aspect.SPACE: (
        ("后排腿部空间满意", "Rear leg room is good"),
        ("后备箱比想象的大", "The boot is larger than expected"),
    ),
    Aspect.FUEL: (("油耗比现在的车低两升", "Two litres less than the present car"),),
    Aspect.PRICE: (("价格在预算内", "Within the budget"),),
    Aspect.RANGE: (("续航够一周通勤", "Range for a week of commuting"),),
    Aspect.COMFORT: (("座椅舒服，隔音不错", "Seats are comfortable, it is quiet"),),
    Aspect.DRIVING: (("加速平顺，转向轻", "Smooth acceleration, light steering"),),
    Aspect.SMART: (("语音识别很快", "Voice control is quick"),),
    Aspect.LOOKS: (("喜欢新车色", "Likes the new colour"),),
    Aspect.SAFETY: (("看重八气囊和碰撞成绩", "Values the eight airbags and the crash test"),),
}
DISLIKES: dict[Objection, tuple[Pair, ...]] = {
    Objection.OFFER_UNCLEAR: (("活动力度说不清，算不出到底便宜多少", "Cannot tell what the offer really saves"),),
    Objection.PRICE: (("比预期高一点", "A little above what he expected"), ("别家便宜三千", "3,000 less elsewhere")),
    Objection.FINANCE_COMPLEX: (("金融条款太复杂，看不懂总利息", "Finance terms too complex, total interest unclear"), ("费率和年化分不清", "Cannot tell the flat rate from the annual rate")),
    Objection.WINTER_RANGE: (("担心冬天续航打折", "Fears the range drops in winter"), ("邻居说冬天只剩六成", "A neighbour gets six tenths in winter")),
    Objection.FUEL_USE: (("市区油耗希望更低", "Would like lower consumption in town"),),
    Objection.SPACE: (("第三排有点挤", "The third row is tight"),),
    Objection.DELIVERY_TIME: (("等车要一个多月，太久", "More than a month to wait is too long"),),
    Objection.TRADE_IN_VALUE: (("旧车估价低于预期", "The old car is valued below expectation"),),
    Objection.DISTANCE: (("店有点远", "The store is far away"),),
    Objection.COMPETITOR: (("还要看看竞品", "Wants to look at a rival too"),),
    Objection.NO_HURRY: (("不着急，明年再说", "No hurry, next year perhaps"),),
}  # fmt: skip
ASPECT_OF: dict[Objection, Aspect] = {
    Objection.OFFER_UNCLEAR: Aspect.PRICE,
    Objection.PRICE: Aspect.PRICE,
    Objection.FINANCE_COMPLEX: Aspect.PRICE,
    Objection.WINTER_RANGE: Aspect.RANGE,
    Objection.FUEL_USE: Aspect.FUEL,
    Objection.SPACE: Aspect.SPACE,
    Objection.DELIVERY_TIME: Aspect.PRICE,
    Objection.TRADE_IN_VALUE: Aspect.PRICE,
    Objection.COMPETITOR: Aspect.DRIVING,
    Objection.NO_HURRY: Aspect.SMART,
    Objection.DISTANCE: Aspect.COMFORT,
}
LOSS_DETAILS: dict[LossReason, tuple[Pair, ...]] = {
    LossReason.PRICE_HIGH: (("我们 14.4 万，客户想要 13.9 万", "Ours 144,000, he wanted 139,000"),),
    LossReason.COMP_BRAND: (
        ("对方现车加送五年保养", "They had a car in stock and gave five years of service"),
    ),
    LossReason.COMP_DEALER: (("邻店同款便宜 2500", "Another dealer was 2,500 lower"),),
    LossReason.PROD_CONFIG: (("没有座椅通风", "No seat ventilation"),),
    LossReason.PROD_SPACE: (("第三排坐不下老人", "The third row does not fit the grandparents"),),
    LossReason.PROD_RANGE: (("冬季续航达不到每周一充", "Winter range does not last the week"),),
    LossReason.PROD_BRAND: (("家里只认合资品牌", "The family trusts only joint-venture brands"),),
    LossReason.STOCK_COLOUR: (("要绿色外观配棕色内饰，无现车", "Green with brown interior, not in stock"),),
    LossReason.STOCK_NONE: (("要四驱顶配现车", "Wanted the top trim from stock"),),
    LossReason.LEAD_TIME: (("报 35 天，客户最多等 15 天", "Quoted 35 days, he would wait 15"),),
    LossReason.TRADE_VALUE: (("我们 4.2 万，客户要 5 万", "We offered 42,000, he wanted 50,000"),),
    LossReason.DISTANCE: (("住在城西，单程一小时", "Lives in the west, an hour each way"),),
}
RIVALS: tuple[Pair, ...] = (
    ("竞品 A 混动 SUV", "Rival A hybrid SUV"),
    ("竞品 B 纯电轿车", "Rival B battery saloon"),
    ("竞品 C 增程六座", "Rival C six-seat range extender"),
    ("邻市同品牌店", "Our brand's dealer in the next town"),
)
LESSONS: tuple[Pair, ...] = (
    ("首次报价前先确认置换和金融，避免只谈裸车价", "Clear trade-in and finance before the first price"),
    ("客户问交期当天就给书面时间表", "Give a written schedule on the day he asks for delivery"),
    ("试驾安排在首次到店，不要留到下次", "Drive at the first visit, do not leave it for the next"),
    ("冬季续航先放实测视频，再谈充电方案", "Show the winter test first, then the charging plan"),
    (
        "金融方案只讲首付、月供、年化三个数",
        "Of finance tell three numbers: down payment, instalment, annual rate",
    ),
)
COMPLAINTS: dict[ComplaintTopic, tuple[Pair, ...]] = {
    ComplaintTopic.DELIVERY_DELAY: (
        ("说好月中交车，到现在没有准信", "Promised for mid-month, still no firm date"),
        ("第三次打电话问车到哪了，没人说得清", "Third call to ask where the car is; nobody can tell"),
        ("交车日改了两次，没人提前通知", "Delivery moved twice without a word in advance"),
        ("旧车已经卖了，现在天天打车", "The old car is sold, taxi every day now"),
    ),
    ComplaintTopic.SERVICE_ATTITUDE: (("打电话没人回", "Nobody calls back"),),
    ComplaintTopic.PRICE_PROMISE: (("口头答应的脚垫没有兑现", "The mats that were promised did not come"),),
    ComplaintTopic.QUALITY: (("右后门有异响", "A noise in the right rear door"),),
    ComplaintTopic.FINANCE_TERMS: (("月供比当初说的多了八十", "The instalment is 80 above what was said"),),
    ComplaintTopic.WAITING: (
        ("到店等了二十多分钟没人理", "Waited more than twenty minutes in the showroom"),
    ),
}
SETTLEMENTS: tuple[Pair, ...] = (
    ("主管回电致歉，给出新的交期", "The supervisor called, apologised and gave a new date"),
    ("补送脚垫一套", "A set of mats was given"),
    ("已约时间检查，当天处理完毕", "Checked and mended the same day"),
)
UPKEEP: dict[UpkeepKind, tuple[Pair, ...]] = {
    UpkeepKind.CONTACT: (("到店沟通，约定下周客户活动", "Called on them, agreed on an event next week"),),
    UpkeepKind.MATERIALS: (("更换展架和单页", "Changed stand and leaflets"),),
    UpkeepKind.FAULT: (("留资表单打不开，已报修", "The form did not open, reported"), ("客服离线两小时", "Chat was offline for two hours")),
    UpkeepKind.CHANGE: (("更新车型报价和首图", "New prices and lead picture"), ("调整投放时段到晚上", "Moved the budget to the evening")),
}  # fmt: skip
MATERIALS: tuple[Pair, ...] = (
    ("本月置换政策单页 50 份、展架 1 个", "50 leaflets on trade-in, 1 stand"),
    ("新车色卡 30 份、试驾券 20 张", "30 colour cards, 20 test-drive vouchers"),
)
PRICE_REASONS: tuple[Pair, ...] = (
    ("客户今天可付定金，对比竞品差 3000", "Pays a deposit today; a rival is 3,000 lower"),
    ("置换客户，旧车价低于预期", "Trade-in below what he expected"),
    ("老客户转介绍，希望有礼包", "Referred by an owner, hopes for a gift"),
    ("库存超过 60 天，申请额外优惠", "More than 60 days in stock, asks for more"),
    ("已试驾两次，就差价格", "Drove twice, only the price is left"),
)
DECISIONS: tuple[Pair, ...] = (
    ("毛利在底线之上，同意", "Profit is above the floor, agreed"),
    ("改用礼包替代现金", "Gifts instead of cash"),
    ("让利太多，先谈置换", "Too much, talk trade-in first"),
)
KEY_POINTS: tuple[Pair, ...] = (
    ("在意后排私密：展示遮阳帘和隔音玻璃", "Cares for rear privacy: show sunshades and sound insulation"),
    ("企业采购五台：准备大客户方案和充电桩安装", "Fleet of five: prepare fleet terms and wall boxes"),
    ("二胎家庭：演示三个儿童座椅并排", "Two children: show three child seats abreast"),
    (
        "对比过竞品三次：准备油耗对比和残值数据",
        "Compared rivals three times: consumption and residual values",
    ),
    ("老人同行：安排休息区和电动踏步演示", "Comes with the elderly: lounge and electric steps"),
    ("曾因交期投诉：每三天主动报进度", "Complained of delay: report progress every three days"),
)
CITIES: tuple[Pair, ...] = (
    ("上海", "Shanghai"), ("苏州", "Suzhou"), ("嘉兴", "Jiaxing"), ("昆山", "Kunshan"), ("太仓", "Taicang"),
)  # fmt: skip
FAMILY_NAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"
GIVEN_NAMES = [
    "伟",
    "芳",
    "娜",
    "敏",
    "静",
    "丽",
    "强",
    "磊",
    "军",
    "洋",
    "勇",
    "艳",
    "杰",
    "娟",
    "涛",
    "明",
    "超",
    "霞",
    "平",
    "刚",
    "志强",
    "建华",
    "文博",
    "宇轩",
    "欣怡",
    "浩然",
    "佳琪",
    "俊杰",
    "晓东",
    "海燕",
    "丽华",
    "国庆",
    "春梅",
    "立新",
    "诗涵",
    "一鸣",
    "天宇",
    "嘉懿",
    "煜城",
    "博文",
    "鸿煊",
    "智宸",
    "正豪",
    "昊然",
    "明杰",
    "雅婷",
    "思雨",
    "梦琪",
    "雪梅",
    "玉兰",
    "红梅",
    "建军",
    "志明",
    "文静",
    "晓峰",
    "振宇",
    "家豪",
    "子轩",
    "雨欣",
]
SECOND_NAMES = "文志晓思雨佳子俊海丽国春建明振永庆学红玉雅雪嘉天宇欣"


def horizon(days: int | None) -> Pair:
    """A purchase window in words."""
    if days is None:
        return ("", "")
    for limit, text in (
        (3, ("3天内", "within 3 days")),
        (7, ("一周内", "within a week")),
        (14, ("两周内", "within two weeks")),
        (30, ("1个月内", "within a month")),
        (90, ("1-3个月", "1 to 3 months")),
    ):
        if days <= limit:
            return text
    return ("3个月以上", "more than 3 months")
