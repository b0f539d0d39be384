"""Staff from a file: known by employee number."""

from __future__ import annotations

from sqlalchemy import select

from salesops.core import phone
from salesops.core.i18n import N_, Message
from salesops.intake import cells
from salesops.intake.rows import Context, RowReader
from salesops.models import Staff
from salesops.models.enums import Role, Seniority

ROLES = {
    "经理": Role.MANAGER, "销售经理": Role.MANAGER, "manager": Role.MANAGER,
    "主管": Role.SUPERVISOR, "销售主管": Role.SUPERVISOR, "supervisor": Role.SUPERVISOR,
    "顾问": Role.CONSULTANT, "销售顾问": Role.CONSULTANT, "consultant": Role.CONSULTANT,
    "前台": Role.RECEPTION, "接待": Role.RECEPTION, "reception": Role.RECEPTION,
}  # fmt: skip
SENIORITIES = {
    "新人": Seniority.TRAINEE, "实习": Seniority.TRAINEE, "trainee": Seniority.TRAINEE,
    "中级": Seniority.REGULAR, "普通": Seniority.REGULAR, "regular": Seniority.REGULAR,
    "资深": Seniority.SENIOR, "高级": Seniority.SENIOR, "senior": Seniority.SENIOR,
}  # fmt: skip


def take(context: Context, row: RowReader) -> bool:
    """Put one member of staff in; True when he is new. Raises RowRejected."""
    zone = context.actor.zone
    number, name = row.required("employee_no"), row.required("name")
    row.required("role")
    email = row.text("email")
    values = {
        "name": name,
        "role": row.choose("role", ROLES, Role.CONSULTANT),
        "seniority": row.choose("seniority", SENIORITIES, Seniority.REGULAR),
        "phone": row.read("phone", lambda cell: phone.parse(cell).e164 or cell),
        "email": email or None,
        "started_on": row.day("started_on", zone),
        "left_on": row.day("left_on", zone),
        "daily_lead_cap": row.read("daily_lead_cap", cells.whole),
        "monthly_lead_cap": row.read("monthly_lead_cap", cells.whole),
    }
    if email and "@" not in email:
        row.wrong("email", Message(N_("“{value}” is not an e-mail address."), {"value": email}))
    row.done()
    known = context.session.scalars(
        select(Staff).where(Staff.store_id == context.actor.store_id, Staff.employee_no == number)
    ).one_or_none()
    person = known or Staff(store_id=context.actor.store_id, employee_no=number)
    for field, value in values.items():
        setattr(person, field, value)
    person.receives = person.role is Role.CONSULTANT
    context.session.add(person)
    context.session.flush()
    context.staff |= {person.name: person.id, number: person.id}
    return known is None
