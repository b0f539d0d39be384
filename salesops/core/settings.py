"""Settings of the installation, read from the environment (prefix SALESOPS_)."""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator
from pydantic_settings import BaseSettings, SettingsConfigDict

STORE_ZONE = ZoneInfo("Asia/Shanghai")
"""The zone of a store that names none, and of a SALESOPS_NOW without offset."""

DATA_DIRECTORY = Path(__file__).resolve().parents[2] / "data"


def _as_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=STORE_ZONE)
    return moment.astimezone(UTC)


class Settings(BaseSettings):
    """What may differ between installations; business numbers are policies instead."""

    model_config = SettingsConfigDict(
        env_prefix="SALESOPS_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    database_url: str = f"sqlite:///{DATA_DIRECTORY / 'salesops.db'}"
    """SQLAlchemy URL; the embedded file unless set."""

    now: Annotated[datetime, AfterValidator(_as_utc)] | None = None
    """Freezes the clock, for tests and demos (aware UTC once read)."""

    lang: Literal["auto", "zh", "en"] = "auto"
    """Language of the interface; auto follows the browser."""

    demo: Literal["auto", "off"] = "auto"
    """auto fills an empty database with the demo store."""

    print_font: Path | None = None
    """Font file for printed matter; found by itself where a Chinese font is installed."""


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process; tests call `settings.cache_clear()` after changing the environment."""
    return Settings()
