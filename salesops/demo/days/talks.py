"""What customers say after a visit, and what is answered (Rule I1)."""

from __future__ import annotations

from datetime import datetime

from salesops.demo.days.touches import objection
from salesops.demo.rows import Row
from salesops.demo.texts import talk
from salesops.demo.world import Die, Seller, World, pick
from salesops.models import Feedback, SolutionOffer
from salesops.models.enums import Aspect, Objection, VisitKind

_LIKED = {
    Aspect.SPACE: 0.20,
    Aspect.COMFORT: 0.16,
    Aspect.SMART: 0.16,
    Aspect.LOOKS: 0.14,
    Aspect.DRIVING: 0.12,
    Aspect.FUEL: 0.10,
    Aspect.SAFETY: 0.06,
    Aspect.RANGE: 0.06,
}


def give_feedback(world: World, moment: datetime, visit: Row, seller: Seller) -> None:
    """One to three things that the party liked or disliked."""
    dice = world.dice(Die.VISIT, visit["id"], 7)
    if dice.random() < 0.2:
        return
    _say(world, moment, visit, seller, None)
    if dice.random() < 0.62:
        against = objection(world, visit["day"], dice, visit["model_id"])
        feedback = _say(world, moment, visit, seller, against)
        answers = [
            each
            for each in world.facts["solutions"]
            if each["objection"] == against
            or (each["objection"] is None and each["aspect"] == feedback["aspect"])
        ]
        if answers and dice.random() < 0.65:
            world.rows.add(
                SolutionOffer,
                solution_id=dice.choice(answers)["id"],
                feedback_id=feedback["id"],
                staff_id=seller.id,
                at=moment,
                helped=pick(dice, {True: 0.46, False: 0.29, None: 0.25}),
            )


def _say(world: World, moment: datetime, visit: Row, seller: Seller, against: Objection | None) -> Row:
    dice = world.dice(Die.VISIT, visit["id"], 8, 0 if against is None else 1)
    aspect = talk.ASPECT_OF[against] if against else pick(dice, _LIKED)
    again = visit["kind"] == VisitKind.RETURN
    drive = world.facts["drive_of"].get(visit["id"]) if again or against is None else None
    return world.rows.add(
        Feedback,
        customer_id=visit["customer_id"],
        visit_id=visit["id"],
        test_drive_id=drive,
        staff_id=seller.id,
        model_id=visit["model_id"],
        at=moment,
        day=visit["day"],
        aspect=aspect,
        liked=against is None,
        objection=against,
        words=world.some(dice, talk.DISLIKES[against] if against else talk.LIKES[aspect]),
    )
