"""Money: Decimal yuan in code, whole fen in the database, never float."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from salesops.core.errors import SalesOpsError
from salesops.core.i18n import N_

FEN: Final = Decimal("0.01")
_UNITS: Final = {"": 1, "万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000, "亿": 100_000_000}
_AMOUNT: Final = re.compile(
    r"(?P<sign>[-+]?)(?:¥|RMB|CNY)?(?P<sign2>-?)"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)"
    r"(?P<unit>[万wWkK千亿]?)(?:元|圆|人民币|RMB|CNY)?",
    re.IGNORECASE | re.ASCII,
)
_HALF_WIDTH: Final = str.maketrans("０１２３４５６７８９．，－＋￥", "0123456789.,-+¥")


class NotMoney(SalesOpsError):
    """A text that is no amount."""


def yuan_from_fen(fen: int) -> Decimal:
    """Whole fen as yuan with two decimals."""
    return Decimal(fen).scaleb(-2)


def fen_from_yuan(yuan: Decimal) -> int:
    """Yuan as whole fen, half a fen rounded away from zero."""
    return int(round_to_fen(yuan).scaleb(2))


def round_to_fen(yuan: Decimal) -> Decimal:
    """Yuan rounded to what can be paid, half a fen away from zero."""
    return yuan.quantize(FEN, rounding=ROUND_HALF_UP)


def parse_yuan(text: str) -> Decimal:
    """The amount that a person or a file wrote: `129,800`, `¥129800元`, `12.98万`, full-width digits."""
    cleaned = re.sub(r"\s", "", text.translate(_HALF_WIDTH))
    found = _AMOUNT.fullmatch(cleaned)
    if found is None:
        raise NotMoney(N_("“{text}” is not an amount of money."), text=text.strip())
    number = Decimal(found["number"].replace(",", ""))
    negative = (found["sign"] == "-") != (found["sign2"] == "-")
    yuan = number * _UNITS[found["unit"].lower()]
    return round_to_fen(-yuan if negative else yuan)
