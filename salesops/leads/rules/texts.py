"""The words of a first touch: spec sheet and test-drive pack, with the lead's model filled in (Rule L2)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from salesops.core.i18n import N_, Message
from salesops.models.enums import Power

TEMPLATE_KIND = "first_touch"
"""Under this kind a store keeps texts of its own, with the variables of `FILLED`."""

FILLED = ("name", "model", "price", "consultant", "store")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What is said of a model."""

    name: str
    price: Decimal
    power: Power
    seats: int
    length_m: Decimal
    fuel: Decimal | None = None
    electricity: Decimal | None = None
    electric_range: int | None = None
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who writes to whom."""

    customer: str
    consultant: str
    store: str


def greeting(sender: Sender) -> Message:
    """The first line."""
    values = {"name": sender.customer, "consultant": sender.consultant, "store": sender.store}
    if not sender.customer:
        return Message(N_("Hello, this is {consultant} of {store}. Thank you for your enquiry."), values)
    return Message(N_("Hello {name}, this is {consultant} of {store}. Thank you for your enquiry."), values)


def spec_sheet(sender: Sender, model: Model | None) -> list[Message]:
    """The spec sheet, a line each. Without a model the customer is asked for it."""
    lines = [greeting(sender)]
    if model is None:
        lines.append(Message(N_("Which model may I send you the specification of?")))
        return lines
    lines.append(
        Message(
            N_("{model}: manufacturer's guide price ¥{price}, {power}, {seats} seats, {length} m long."),
            {
                "model": model.name,
                "price": model.price,
                "power": model.power,
                "seats": model.seats,
                "length": model.length_m,
            },
        )
    )
    if model.electric_range is not None:
        lines.append(Message(N_("Electric range {km} km."), {"km": model.electric_range}))
    if model.fuel is not None:
        lines.append(Message(N_("Fuel {litres} l per 100 km."), {"litres": model.fuel}))
    if model.electricity is not None:
        lines.append(Message(N_("Electricity {kwh} kWh per 100 km."), {"kwh": model.electricity}))
    if model.points:
        lines.append(Message(N_("What owners like: {points}."), {"points": model.points}))
    lines.append(Message(N_("Which points matter to you? I will prepare the details.")))
    return lines


def drive_pack(sender: Sender, model: Model | None) -> list[Message]:
    """The test-drive pack, a line each."""
    car = model.name if model is not None else Message(N_("the car of your choice"))
    return [
        greeting(sender),
        Message(
            N_("I can hold {model} for a test drive: about 30 minutes, town and fast road."), {"model": car}
        ),
        Message(N_("Please bring your driving licence; the drive is free of charge.")),
        Message(
            N_("Which time suits you: {first} or {second}?"),
            {"first": Message(N_("tomorrow at 10:00")), "second": Message(N_("tomorrow at 15:00"))},
        ),
    ]
