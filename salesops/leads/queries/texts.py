"""The texts of a first touch for one lead, ready to copy (Rule L2)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesops.access.actors import Actor
from salesops.access.masking import sees_customer
from salesops.core.errors import NotAllowed, NotFound
from salesops.core.i18n import N_, Message
from salesops.leads.rules import texts
from salesops.models import CarModel, Customer, Lead, MessageTemplate, Staff, Store
from salesops.models.enums import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyText:
    """A text to copy: its name, and its lines (messages of the software, or the store's own words)."""

    name: Message | str
    lines: tuple[Message | str, ...]


def touch_texts(session: Session, viewer: Actor, *, lead_id: int) -> list[ReadyText]:
    """Spec sheet, test-drive pack and the store's own texts, the lead's model filled in. Raises NotFound."""
    row = session.execute(
        select(
            Lead.owner_id,
            Customer.name,
            Customer.profile,
            CarModel,
            Staff.name.label("owner"),
            Store.name.label("store"),
        )
        .join(Customer, Customer.id == Lead.customer_id)
        .join(Store, Store.id == Lead.store_id)
        .outerjoin(CarModel, CarModel.id == Lead.model_id)
        .outerjoin(Staff, Staff.id == Lead.owner_id)
        .where(Lead.store_id == viewer.store_id, Lead.id == lead_id)
    ).one_or_none()
    if row is None:
        raise NotFound(N_("This lead does not exist any more."))
    if not sees_customer(viewer, row.owner_id):
        raise NotAllowed(N_("This lead belongs to somebody else."))
    sender = texts.Sender(customer=row.name, consultant=row.owner or viewer.name, store=row.store)
    model = _model(row.CarModel, row.profile) if row.CarModel is not None else None
    return [
        ReadyText(name=Message(N_("Spec sheet")), lines=tuple(texts.spec_sheet(sender, model))),
        ReadyText(name=Message(N_("Test-drive pack")), lines=tuple(texts.drive_pack(sender, model))),
        *_own(session, viewer, sender, model),
    ]


def _own(session: Session, viewer: Actor, sender: texts.Sender, model: texts.Model | None) -> list[ReadyText]:
    """What the store wrote itself; a text whose braces do not fit is shown as it stands."""
    rows = session.execute(
        select(MessageTemplate.name, MessageTemplate.text)
        .where(MessageTemplate.store_id == viewer.store_id, MessageTemplate.kind == texts.TEMPLATE_KIND)
        .order_by(MessageTemplate.name)
        .limit(10)
    )
    values = {
        "name": sender.customer,
        "consultant": sender.consultant,
        "store": sender.store,
        "model": model.name if model is not None else "",
        "price": f"{model.price:,.0f}" if model is not None else "",
    }
    return [ReadyText(name=row.name, lines=(_filled(row.text, values),)) for row in rows]


def _filled(text: str, values: dict[str, str]) -> str:
    try:
        return text.format(**values)
    except (KeyError, IndexError, ValueError):
        return text


def _model(row: CarModel, profile: Profile) -> texts.Model:
    return texts.Model(
        name=row.name,
        price=row.list_price,
        power=row.power,
        seats=row.seats,
        length_m=row.length_m,
        fuel=row.fuel_l_per_100km,
        electricity=row.power_kwh_per_100km,
        electric_range=row.electric_range_km,
        points=_points(row, profile),
    )


def _points(row: CarModel, profile: Profile) -> tuple[str, ...]:
    """Selling points for the customer's profile first, then those for everybody."""
    found: list[str] = []
    for key in (profile.value, "any"):
        kept = row.selling_points.get(key)
        found += [kept] if isinstance(kept, str) else [str(each) for each in kept or ()]
    return tuple(found[:3])
