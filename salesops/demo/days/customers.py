"""Who customers are, and what they agree to (Rule Z3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from random import Random

from salesops.demo.rows import Row
from salesops.demo.texts import talk
from salesops.demo.world import World, pick, romanised
from salesops.leads.rules import names
from salesops.models import Consent, Customer
from salesops.models.enums import ConsentChannel, ConsentPurpose, Gender, Profile

_RANGES = ("134", "135", "137", "150", "151", "158", "159", "182", "187", "188")
_MANY = 99_999_989
"""A prime, so that each customer's number is his own."""

_PROFILES = {
    Profile.FAMILY: 0.42,
    Profile.YOUNG: 0.22,
    Profile.BUSINESS: 0.16,
    Profile.SENIOR: 0.08,
    Profile.FLEET: 0.02,
    Profile.UNKNOWN: 0.10,
}


def new_customer(world: World, dice: Random, moment: datetime) -> Row:
    """Somebody new, with a telephone number that nobody else has."""
    name = person_name(world, dice)
    customer = world.rows.add(
        Customer,
        name=name,
        pinyin=_pinyin(name) if world.story.chinese else names.pinyin_of(name),
        gender=Gender.MALE if dice.random() < 0.58 else Gender.FEMALE,
        city=world.say(dice.choices(talk.CITIES, (70, 12, 8, 6, 4))[0]),
        birthday=_born(world, dice) if dice.random() < 0.3 else None,
        birthday_is_lunar=dice.random() < 0.06,
        profile=pick(dice, _PROFILES),
        created_at=moment,
    )
    number = _free_number(world, customer["id"])
    customer |= {"phone": f"+86{number}", "phone_as_given": number}
    world.state.customers[customer["id"]] = customer
    return customer


@lru_cache(maxsize=1024)
def _syllable(letter: str) -> str:
    return names.pinyin_of(letter).partition(" ")[0]


def _pinyin(name: str) -> str:
    """As `names.pinyin_of` writes it, letter by letter: thousands of names are made of a few hundred."""
    syllables = [_syllable(letter) for letter in name]
    return f"{''.join(syllables)} {''.join(each[0] for each in syllables)}"


def _free_number(world: World, customer_id: int) -> str:
    """A number that nobody of the store has; people may have entered any."""
    number = phone_number(customer_id)
    while f"+86{number}" in world.phones:
        customer_id += 30_000_001
        number = phone_number(customer_id)
    return number


def phone_number(number: int) -> str:
    """A mobile number of its own for each number, without visible order."""
    mixed = (number * 7_654_321 + 1_357_911) % _MANY
    return f"{_RANGES[mixed % 10]}{mixed:08d}"


def person_name(world: World, dice: Random) -> str:
    """A name in the store's language."""
    name = dice.choice(talk.FAMILY_NAMES) + dice.choice(talk.GIVEN_NAMES)
    if len(name) == 2 and dice.random() < 0.55:
        name = name[0] + dice.choice(talk.SECOND_NAMES) + name[1]
    return name if world.story.chinese else romanised(name)


def _born(world: World, dice: Random) -> date:
    return world.story.anchor - timedelta(days=dice.randrange(23 * 365, 60 * 365))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a customer agrees to, or takes back, and where he said so."""

    channel: ConsentChannel
    purpose: ConsentPurpose
    source: str
    granted: bool = True


def consent(world: World, moment: datetime, customer_id: int, said: Said) -> None:
    """A customer agrees to something, or takes it back (Rule Z3)."""
    world.rows.add(
        Consent,
        customer_id=customer_id,
        channel=said.channel,
        purpose=said.purpose,
        granted=said.granted,
        at=moment,
        source=said.source,
    )
