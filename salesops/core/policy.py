"""Business numbers: frozen policies with defaults, units and bounds, which the manager edits."""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import (
    Any,
    ClassVar,
    Required,
    Self,
    TypedDict,
    TypeVar,
    Unpack,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from salesops.core.errors import NotFound, SalesOpsError
from salesops.core.i18n import N_, Message

T = TypeVar("T")
Bound = int | float | Decimal | time | date | None

_SETTING = "setting"
_REGISTRY: dict[str, type["Policy"]] = {}
_SPECS: dict[type["Policy"], tuple["SettingSpec", ...]] = {}


class BadSetting(SalesOpsError):
    """A value that a setting cannot take."""


class About(TypedDict, total=False):
    """What is said about a setting beside its default."""

    label: Required[str]
    """What it is called (a msgid, N_)."""
    unit: str
    """What its number counts (a msgid): minutes, days, yuan."""
    rule: str
    """The rule of the specification that it serves: L2."""
    help: str
    """A sentence on what changing it does (a msgid)."""
    minimum: Bound
    maximum: Bound
    """Inclusive; for a tuple they hold for each element."""


def setting(default: T, **about: Unpack[About]) -> T:
    """A field of a policy.

    The annotation may be int, float, Decimal, bool, str, time, date, an enum, or a tuple of one of
    these (`tuple[int, ...]`); durations are ints whose unit says which.
    """
    made: Any = field(default=default, metadata={_SETTING: about})
    return cast("T", made)  # a field now, a T on every instance


class Policy:
    """The base of every policy; a subclass is a frozen keyword-only dataclass and names its `prefix`."""

    prefix: ClassVar[str]
    title: ClassVar[str] = ""
    """What the group is called on the settings page (a msgid)."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        known = _REGISTRY.get(cls.prefix)
        if known is not None and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"{cls.__qualname__}: prefix {cls.prefix} belongs to {known.__qualname__}.")
        _REGISTRY[cls.prefix] = cls

    @classmethod
    def from_values(cls, values: Mapping[str, object]) -> Self:
        """The policy with stored values (JSON, by full key) over its defaults; keys of others are ignored."""
        given = {spec.name: spec.parse(values[spec.key]) for spec in specs(cls) if spec.key in values}
        return cls(**given)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingSpec:
    """What the settings page shows of one business number, and how its values are read and stored."""

    key: str
    name: str
    type: Any
    default: Any
    unit: str
    label: str
    rule: str
    help: str
    minimum: Bound
    maximum: Bound

    def parse(self, raw: object) -> Any:
        """The value of what was stored or typed; raises BadSetting with a sentence."""
        value = _read(self, self.type, raw)
        for each in value if isinstance(value, tuple) else (value,):
            self._check_bounds(each)
        return value

    def dump(self, value: object) -> object:
        """The value as JSON."""
        if isinstance(value, tuple | list):
            return [self.dump(each) for each in value]
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, time):
            return value.isoformat("minutes" if value.second == 0 else "seconds")
        if isinstance(value, date):
            return value.isoformat()
        return str(value) if isinstance(value, Decimal) else value

    def _check_bounds(self, value: Any) -> None:
        about = {"label": Message(self.label), "unit": Message(self.unit)}
        if self.minimum is not None and value < self.minimum:
            raise BadSetting(N_("{label}: at least {minimum} {unit}"), minimum=self.minimum, **about)
        if self.maximum is not None and value > self.maximum:
            raise BadSetting(N_("{label}: at most {maximum} {unit}"), maximum=self.maximum, **about)


def policies() -> tuple[type[Policy], ...]:
    """Every policy that was imported, by prefix."""
    return tuple(_REGISTRY[prefix] for prefix in sorted(_REGISTRY))


def specs(policy: type[Policy]) -> tuple[SettingSpec, ...]:
    """The settings of a policy, in the order they are written."""
    known = _SPECS.get(policy)
    if known is None:
        hints = get_type_hints(policy)
        declared: tuple[Field[Any], ...] = fields(cast("Any", policy))
        known = tuple(
            _spec(policy.prefix, each, hints[each.name]) for each in declared if _SETTING in each.metadata
        )
        _SPECS[policy] = known
    return known


def spec(key: str) -> SettingSpec:
    """The setting with the full key (`first_touch.minutes`); raises NotFound."""
    policy = _REGISTRY.get(key.rpartition(".")[0])
    found = next((each for each in specs(policy) if each.key == key), None) if policy else None
    if found is None:
        raise NotFound(N_("There is no setting {key}."), key=key)
    return found


def _spec(prefix: str, declared: Field[Any], kind: Any) -> SettingSpec:
    about: About = declared.metadata[_SETTING]
    return SettingSpec(
        key=f"{prefix}.{declared.name}",
        name=declared.name,
        type=kind,
        default=declared.default,
        unit=about.get("unit", ""),
        label=about["label"],
        rule=about.get("rule", ""),
        help=about.get("help", ""),
        minimum=about.get("minimum"),
        maximum=about.get("maximum"),
    )


def _read(spec: SettingSpec, kind: Any, raw: object) -> Any:
    if get_origin(kind) is tuple:
        if isinstance(raw, str):
            raw = [part for part in raw.replace("，", ",").split(",") if part.strip()]
        if not isinstance(raw, list | tuple):
            raise _bad(spec, raw)
        return tuple(_read(spec, get_args(kind)[0], each) for each in raw)
    try:
        return _read_one(kind, raw)
    except (ValueError, TypeError, InvalidOperation):
        raise _bad(spec, raw) from None


def _read_one(kind: Any, raw: object) -> Any:
    if kind is bool:
        return _read_bool(raw)
    if isinstance(raw, bool):  # a bool is an int to Python, but never a number to a manager
        raise TypeError
    if kind is str or issubclass(kind, Enum):
        return kind(raw)
    if isinstance(raw, kind) and kind is not float:
        return raw
    text = str(raw).strip()
    if kind in (time, date):
        return kind.fromisoformat(text)
    number = Decimal(text)
    if not number.is_finite() or (kind is int and number != number.to_integral_value()):
        raise ValueError
    return kind(number)


def _read_bool(raw: object) -> bool:
    text = str(raw).strip().lower()
    if text not in ("true", "false", "1", "0"):
        raise ValueError
    return text in ("true", "1")


def _bad(spec: SettingSpec, raw: object) -> BadSetting:
    return BadSetting(N_("{label}: “{value}” does not fit."), label=Message(spec.label), value=str(raw))
