"""What is checked in the showroom, and what is found (domain: 5S of the showroom)."""

from __future__ import annotations

from salesops.demo.world import Pair
from salesops.models.enums import InspectionArea as Area

ITEMS: tuple[tuple[Area, int, bool, Pair], ...] = (
    (Area.CAR_OUTSIDE, 2, True, ("车身无灰尘、指纹、水渍", "No dust, finger marks or water stains")),
    (Area.CAR_OUTSIDE, 1, True, ("轮毂标志摆正，轮胎清洁上蜡", "Wheel logos upright, tyres clean and waxed")),
    (
        Area.CAR_OUTSIDE,
        1,
        True,
        ("车门不锁，车窗按规范前降后升", "Doors unlocked, front windows down, rear up"),
    ),
    (Area.CAR_OUTSIDE, 2, True, ("展车电量充足或已接充电器", "Battery charged or connected")),
    (
        Area.CAR_INSIDE,
        2,
        True,
        ("座椅、方向盘在标准位置，安全带理顺", "Seats and wheel in position, belts tidy"),
    ),
    (Area.CAR_INSIDE, 1, True, ("脚垫平整，储物格无杂物", "Mats straight, boxes empty")),
    (
        Area.CAR_INSIDE,
        1,
        True,
        ("屏幕干净，演示模式打开，音量适中", "Screen clean, demo mode on, volume low"),
    ),
    (Area.CAR_INSIDE, 1, True, ("车内无异味", "No smell inside")),
    (Area.SPEC_CARD, 3, True, ("参数价格牌与当前车型资料一致", "Spec card agrees with the catalogue")),
    (Area.SPEC_CARD, 2, True, ("价格牌位置正确、当日有效", "Price board in its place and valid today")),
    (Area.LOUNGE, 2, False, ("饮品不少于三种，点心新鲜", "Three drinks at least, fresh snacks")),
    (Area.LOUNGE, 1, False, ("季节主题布置到位", "Season theme in place")),
    (Area.LOUNGE, 1, False, ("儿童区整洁安全", "Children's corner clean and safe")),
    (Area.HALL, 2, False, ("地面干燥，灯光完好", "Floor dry, all lamps work")),
    (Area.HALL, 1, False, ("温度 22–26 ℃，背景音乐适中", "22–26 °C, music low")),
    (Area.HALL, 3, False, ("消防通道畅通，灭火器在有效期", "Fire exits free, extinguishers in date")),
    (Area.HALL, 1, False, ("宣传单页为当月版本", "Leaflets are this month's")),
    (Area.TEST_CAR, 3, False, ("试驾车证照、保险齐全有效", "Papers and insurance of test cars in date")),
    (Area.TEST_CAR, 2, False, ("试驾车清洁，油量或电量过半", "Test cars clean, half full at least")),
    (Area.PEOPLE, 2, False, ("站岗在位，着装胸牌规范", "Post at the door filled, dress and badge in order")),
)
DEFECTS: dict[Area, tuple[Pair, ...]] = {
    Area.CAR_OUTSIDE: (
        ("引擎盖有指纹", "Finger marks on the bonnet"),
        ("左前轮毂标志未摆正", "Left front logo askew"),
    ),
    Area.CAR_INSIDE: (("后排脚垫歪斜", "Rear mat askew"), ("中控屏有油渍", "Grease on the screen")),
    Area.SPEC_CARD: (
        ("价格牌还是上月版本", "Price board of last month"),
        ("参数牌与新配置不符", "Spec card does not show the new equipment"),
    ),
    Area.LOUNGE: (("咖啡机缺豆", "No coffee beans"), ("积木散落在地", "Bricks on the floor")),
    Area.HALL: (
        ("靠窗一盏射灯不亮", "A lamp at the window is out"),
        ("门口地垫有水", "Water on the mat at the door"),
    ),
    Area.TEST_CAR: (("试驾车电量只剩 35%", "Test car at 35 %"), ("后座有纸屑", "Paper on the rear seat")),
    Area.PEOPLE: (("两点站岗空岗五分钟", "Nobody at the door for five minutes at two"),),
}
AREAS: tuple[tuple[str, Pair, tuple[float, float, float, float]], ...] = (
    ("reception", ("前台", "Reception"), (5.5, 2.8, 3.6, 2.4)),
    ("lounge", ("洽谈区", "Talks"), (15.5, 16.6, 6.5, 4.6)),
    ("wall", ("对比体验墙", "Comparison wall"), (8.0, 19.8, 5.5, 1.6)),
    ("delivery", ("交车区", "Handover"), (0.5, 18.6, 6.0, 3.0)),
)
"""Fixtures by zone, with their lower left corner, width and depth in metres."""
