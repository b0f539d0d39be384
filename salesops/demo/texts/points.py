"""What to stress of each model, by who looks at it (Rule M8)."""

from __future__ import annotations

from salesops.demo.world import Pair
from salesops.models.enums import Profile

_ANY: dict[str, tuple[Pair, ...]] = {
    "YCS3": (("百公里油耗 6.1 升，保养一年不到两千", "6.1 l per 100 km, service under 2,000 a year"),),
    "YCS5": (("1.5T 动力够用，全系标配 L2 辅助驾驶", "1.5T with assisted driving on every trim"),),
    "YCX5": (("2.0T 四驱，雨雪天和露营都放心", "2.0T with four driven wheels for snow and camping"),),
    "YCL6": (("混动 4.6 升，不充电也省油", "Hybrid, 4.6 l without ever charging"),),
    "YHS6": (("纯电 100 公里，上下班不用油", "100 km electric: no petrol on the way to work"),),
    "YHM7": (("纯电 120 公里，六座独立座椅", "120 km electric, six single seats"),),
    "YHX8": (("增程 180 公里，城市用电、长途用油", "Range extender: electric in town, petrol on trips"),),
    "YHM9": (("增程 210 公里，满电满油 1200 公里", "210 km electric, 1,200 km in all"),),
    "JGE3": (("520 公里续航，热泵空调，冬季实测 390 公里", "520 km, heat pump, 390 km measured in winter"),),
    "JGE7": (("680 公里续航，四驱 4.3 秒破百", "680 km, four driven wheels, 4.3 s to 100 km/h"),),
}
_BY_SIZE: dict[bool, dict[Profile, tuple[Pair, ...]]] = {
    False: {
        Profile.FAMILY: (
            ("二排腿部空间大，两个儿童座椅接口", "Roomy second row, two child-seat anchors"),
            ("后备箱放得下婴儿车和两个行李箱", "The boot takes a pram and two suitcases"),
        ),
        Profile.YOUNG: (
            ("智能座舱语音连续对话，支持手机互联", "Voice cockpit that holds a conversation, phone link"),
            ("运动外观，三种个性车色", "Sporty looks in three bold colours"),
        ),
        Profile.BUSINESS: (("隔音玻璃与后排遮阳帘，路上能安静通话", "Laminated glass and rear sunshades for quiet calls"),),
        Profile.SENIOR: (("坐垫高度合适，上下车不弯腰，自动泊车", "Easy to get in and out, parks by itself"),),
        Profile.FLEET: (("三年质保不限里程，批量有专属服务通道", "Three years without limit, a service lane for fleets"),),
    },
    True: {
        Profile.FAMILY: (
            ("三排都能坐成年人，二排可放儿童座椅", "Adults fit in all rows, child seats in the second"),
            ("二排独立空调和小桌板，长途不闹", "Own climate and tables in the second row"),
        ),
        Profile.BUSINESS: (
            ("二排零重力座椅，私密玻璃与遮阳帘", "Zero-gravity seats, privacy glass and sunshades"),
            ("后排 24 分贝静音，路上可以开会", "24 dB of quiet in the rear: meetings on the road"),
        ),
        Profile.YOUNG: (("露营模式与 3.3 千瓦外放电", "Camping mode and 3.3 kW for appliances"),),
        Profile.SENIOR: (("电动踏步，二排通道宽，带老人出行方便", "Electric steps and a wide aisle for the elderly"),),
        Profile.FLEET: (("商务接待首选，增值税专票抵扣", "For receiving guests; VAT can be deducted"),),
    },
}  # fmt: skip
_LARGE = frozenset({"YHM7", "YHX8", "YHM9"})


def of(code: str) -> dict[str, tuple[Pair, ...]]:
    """The selling points of a model, by profile; under "any" what suits everybody."""
    by_profile = {profile.value: texts for profile, texts in _BY_SIZE[code in _LARGE].items()}
    return by_profile | {"any": _ANY[code]}
