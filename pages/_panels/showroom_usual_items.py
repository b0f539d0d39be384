"""The usual list of a round (5S), in the language of whoever takes it over; from then on it is the store's own (S1)."""

from __future__ import annotations

from salesops.core.i18n import _
from salesops.models.enums import InspectionArea
from salesops.showroom.operations import ItemDraft


def items() -> tuple[ItemDraft, ...]:
    """The items to begin with."""
    outside, inside, card = InspectionArea.CAR_OUTSIDE, InspectionArea.CAR_INSIDE, InspectionArea.SPEC_CARD
    lounge, hall = InspectionArea.LOUNGE, InspectionArea.HALL
    test_car, people = InspectionArea.TEST_CAR, InspectionArea.PEOPLE
    listed = (
        (outside, _("No dust, fingerprints or water marks"), 3, True),
        (outside, _("Wheel logos upright, tyres clean, pads straight"), 1, True),
        (outside, _("Doors unlocked, windows as agreed, bonnet and tailgate open lightly"), 2, True),
        (outside, _("Battery kept charged, lamps work"), 2, True),
        (inside, _("No transport film, mats straight, belts tidy"), 2, True),
        (inside, _("Front seats in line with the pillar, steering wheel straight and high"), 1, True),
        (inside, _("Clock right, audio preset and low, screen clean"), 1, True),
        (inside, _("No smell, glovebox and boot empty"), 2, True),
        (card, _("Spec and price card on the right side, valid today"), 3, True),
        (lounge, _("Season theme and music as planned"), 1, False),
        (lounge, _("Three drinks at least, snacks filled, tables clean"), 2, False),
        (lounge, _("Children's area clean and safe"), 2, False),
        (hall, _("Light complete, 22 to 26 °C, floor dry"), 2, False),
        (hall, _("Brochures current, plants and glass clean"), 1, False),
        (hall, _("Fire exits free, extinguishers in date, cables safe"), 3, False),
        (hall, _("Toilets clean and filled"), 2, False),
        (test_car, _("Clean, fuel or charge enough, documents in the car"), 3, False),
        (test_car, _("Insurance and inspection in date, tyres, brakes and lights fine"), 3, False),
        (people, _("Uniform, badge and shoes right"), 1, False),
        (people, _("Standing post filled, no phones or eating at the door"), 2, False),
    )
    return tuple(
        ItemDraft(area=area, title=title, severity=severity, per_car=per_car)
        for area, title, severity, per_car in listed
    )
