"""What must always be true of the data, asked of the database itself."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, text

from salesops.core.i18n import N_, Message
from salesops.db import migrate

RULES: dict[str, str] = {
    N_("{n} leads whose touch count is not the number of their touches"): """
        SELECT count(*) FROM lead WHERE touch_count <> (SELECT count(*) FROM touch WHERE touch.lead_id = lead.id)""",
    N_("{n} leads with touches but without the time of the first"): """
        SELECT count(*) FROM lead WHERE touch_count > 0 AND first_touched_at IS NULL""",
    N_("{n} delivered orders without a day of delivery"): """
        SELECT count(*) FROM sales_order WHERE status = 'delivered' AND delivered_on IS NULL""",
    N_("{n} orders whose price is not the list price less the discount"): """
        SELECT count(*) FROM sales_order WHERE price <> list_price - discount""",
    N_("{n} sold cars without a day of sale"): """
        SELECT count(*) FROM vehicle WHERE status = 'sold' AND sold_on IS NULL""",
    N_("{n} cars allocated to more than one live order"): """
        SELECT count(*) FROM (SELECT vehicle_id FROM sales_order WHERE status <> 'cancelled' AND vehicle_id IS NOT NULL
        GROUP BY vehicle_id HAVING count(*) > 1) AS twice""",
    N_("{n} held bookings without their quarters of an hour"): """
        SELECT count(*) FROM booking WHERE status = 'held'
        AND NOT EXISTS (SELECT 1 FROM booking_slot WHERE booking_slot.booking_id = booking.id)""",
    N_("{n} customers with a negative balance of points"): """
        SELECT count(*) FROM (SELECT customer_id FROM referral_entry GROUP BY customer_id HAVING sum(points) < 0)
        AS negative""",
    N_("{n} import runs whose rows do not add up"): """
        SELECT count(*) FROM import_run WHERE finished_at IS NOT NULL AND rows <> created + merged + rejected""",
    N_("{n} visits greeted before they arrived"): """
        SELECT count(*) FROM visit WHERE greeted_at < arrived_at""",
}
"""Sentence about what is wrong → statement that counts the rows {n} of which it is true."""


def problems(engine: Engine) -> list[Message]:
    """A sentence per thing that is wrong; empty when all is well."""
    with engine.connect() as connection:
        found = _schema(connection)
        if found:
            return found
        if engine.dialect.name == "sqlite":
            found += _sqlite(connection)
        for sentence, statement in RULES.items():
            count = connection.scalar(text(statement))
            if count:
                found.append(Message(sentence, {"n": count}))
    return found


def _schema(connection: Connection) -> list[Message]:
    revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if revision != migrate.head():
        newer = N_("The schema is at {found}, this version needs {needed}: python -m salesops db upgrade")
        return [Message(newer, {"found": str(revision), "needed": migrate.head()})]
    return []


def _sqlite(connection: Connection) -> list[Message]:
    whole = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    damaged = [
        Message(N_("The file is damaged: {line}"), {"line": str(line)}) for line in whole if line != "ok"
    ]
    return damaged + [
        Message(
            N_("{table} row {row} points to a missing row of {parent}"),
            {"table": str(row[0]), "row": str(row[1]), "parent": str(row[2])},
        )
        for row in broken[:20]
    ]
