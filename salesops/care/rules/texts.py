"""The words of care: templates, what they fill in, and what the law asks of them (Rules C1, Z4)."""

from __future__ import annotations

from collections.abc import Mapping

from salesops.core.i18n import N_, Message, _, pgettext
from salesops.leads.rules.dormant import OPT_OUTS
from salesops.models.enums import CareKind, Gender

VARIABLES = ("name", "store", "consultant", "model", "festival")
"""What a template may fill in: `{name}`."""

_TEMPLATES: Mapping[CareKind, str] = {
    CareKind.THANKS: N_(
        "Dear {name}, thank you for choosing {model} at {store}. I am {consultant}, and I stay your contact for "
        "everything around the car."
    ),
    CareKind.SATISFACTION: N_(
        "Dear {name}, this is {consultant} of {store}. How have the first days with your {model} been? If anything about "
        "the handover fell short, tell me and I will see to it."
    ),
    CareKind.USAGE_TIPS: N_(
        "Dear {name}, a few tips for the first weeks with your {model}: drive gently for the first 1,000 km, keep the "
        "tyres at the pressure on the door frame, and connect the phone app to see range and servicing. Questions? Ask "
        "{consultant} of {store} at any time."
    ),
    CareKind.FIRST_SERVICE: N_(
        "Dear {name}, the first service of your {model} is coming up. Tell me which day suits you and I will book it, "
        "so that you need not wait. {consultant}, {store}"
    ),
    CareKind.BIRTHDAY: N_(
        "Dear {name}, all of us at {store} wish you a happy birthday! {consultant}. Reply R to refuse such messages."
    ),
    CareKind.FESTIVAL: N_(
        "Dear {name}, {store} wishes you and your family a happy {festival}! {consultant}. Reply R to refuse such messages."
    ),
    CareKind.INSURANCE: N_(
        "Dear {name}, the insurance of your {model} is due for renewal soon. {store} can compare several insurers' "
        "offers for you. {consultant}. Reply R to refuse such messages."
    ),
}
_SERVICE_ONLY: Mapping[CareKind, str] = {
    CareKind.FESTIVAL: N_(
        "Dear {name}, over {festival} the workshop of {store} keeps an emergency duty. If your {model} needs help on the "
        "road, call {consultant}."
    ),
    CareKind.INSURANCE: N_(
        "Dear {name}, a reminder: the compulsory insurance of your {model} runs out soon. Please see that it is renewed in "
        "time. {consultant}, {store}"
    ),
}
"""Words without an offer, for customers who agreed to service messages only (Rule Z4)."""

_COMPOUND = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "夏侯")


def default_template(kind: CareKind) -> str:
    """The words that come with the product, in the present language."""
    return _(_TEMPLATES[kind])


def service_template(kind: CareKind) -> str | None:
    """Words of this kind that are service only, in the present language; None where there can be none."""
    text = _SERVICE_ONLY.get(kind)
    return _(text) if text else None


def fill(template: str, values: Mapping[str, str]) -> str:
    """The text with its variables filled in."""
    return template.format(**{name: values.get(name, "") for name in VARIABLES})


def has_refusal(text: str) -> bool:
    """Whether a text says how to refuse more of its kind (Rule Z4)."""
    return any(word.lower() in text.lower() for word in (*OPT_OUTS, "refuse"))


def template_objection(text: str, *, marketing: bool) -> Message | None:
    """Why a template cannot be used, or None."""
    if not text.strip():
        return Message(N_("Write the text first."))
    try:
        text.format(**dict.fromkeys(VARIABLES, ""))
    except (KeyError, IndexError, ValueError, AttributeError):
        return Message(
            N_("The text may use {names} and no other braces."),
            {"names": ", ".join(f"{{{name}}}" for name in VARIABLES)},
        )
    return sent_objection(text, marketing=marketing)


def sent_objection(text: str, *, marketing: bool) -> Message | None:
    """Why a text cannot be sent, or None: it is empty, or it advertises without a way to refuse (Rule Z4)."""
    if not text.strip():
        return Message(N_("Write the text first."))
    if marketing and not has_refusal(text):
        return Message(
            N_("An advertising text needs a way to refuse, such as “{words}”."), {"words": OPT_OUTS[0]}
        )
    return None


def salutation(name: str, gender: Gender) -> str:
    """How a customer is addressed, in the present language: 张先生, Mr Zhang; the name itself when unsure."""
    name = name.strip()
    if gender is Gender.UNKNOWN or not name:
        return name
    family = _family_name(name)
    if gender is Gender.MALE:
        return pgettext("salutation", "Mr {name}", name=family)
    return pgettext("salutation", "Ms {name}", name=family)


def _family_name(name: str) -> str:
    if name.isascii():
        return name.split(maxsplit=1)[0]
    return name[:2] if name.startswith(_COMPOUND) else name[:1]
