"""What chance alone does to small counts, in one number each (the tests are kpi's)."""

from __future__ import annotations

from collections.abc import Sequence
from math import log, sqrt

from salesops.kpi.statistics import Change, benjamini_hochberg, change_of_count, change_of_rate


def fewer(recent: float, recent_weight: float, before: float, before_weight: float) -> float:
    """How often chance alone brings so few, or fewer, at the rate of before; 1 when nothing can be compared."""
    return _p(change_of_count(round(recent), recent_weight, round(before), before_weight))


def more(recent: float, recent_weight: float, before: float, before_weight: float) -> float:
    """How often chance alone brings so many, or more, at the rate of before; 1 when nothing can be compared."""
    return _p(change_of_count(round(recent), recent_weight, round(before), before_weight, drop=False))


def fewer_of(hits: float, cases: float, hits_before: float, cases_before: float) -> float:
    """How often chance alone brings so few hits, or fewer, of so many cases (Fisher's exact test).

    Where a rate exceeds one (it counts events, not cases that end one way) the counts are taken as Poisson's.
    """
    if cases <= 0 or cases_before <= 0:
        return 1.0
    if hits > cases or hits_before > cases_before:
        return fewer(hits, cases, hits_before, cases_before)
    return _p(change_of_rate(round(hits), round(cases), round(hits_before), round(cases_before)))


def more_of(hits: float, cases: float, hits_before: float, cases_before: float) -> float:
    """How often chance alone brings so many hits, or more, of so many cases."""
    if hits > cases or hits_before > cases_before:
        return more(hits, cases, hits_before, cases_before)
    return _p(change_of_rate(round(hits), round(cases), round(hits_before), round(cases_before), drop=False))


def middle_of(hits: float, cases: float, hits_before: float, cases_before: float) -> float:
    """Like `fewer_of`, but the outcome itself counts half: what several of these are put together by."""
    from scipy.stats import binom, hypergeom

    x, n, before, m = round(hits), round(cases), round(hits_before), round(cases_before)
    if n <= 0 or m <= 0 or x + before <= 0:
        return 0.5
    known = binom(x + before, n / (n + m)) if x > n or before > m else hypergeom(n + m, x + before, n)
    return float(known.cdf(x) - known.pmf(x) / 2)


def together(chances: Sequence[float], weights: Sequence[float]) -> float:
    """How often chance alone brings several independent things together as unlikely as these (Stouffer, weighed)."""
    from scipy.stats import norm

    square = sum(weight * weight for weight in weights)
    if not square:
        return 1.0
    held = [min(max(chance, 1e-15), 1 - 1e-15) for chance in chances]
    found = sum(weight * norm.ppf(chance) for chance, weight in zip(held, weights, strict=True))
    return float(norm.cdf(found / sqrt(square)))


def alike(chances: Sequence[float]) -> float:
    """How often chance alone makes several independent things together so unlikely (Fisher's sum of logarithms)."""
    from scipy.stats import chi2

    return float(chi2.sf(-2 * sum(log(max(chance, 1e-300)) for chance in chances), 2 * len(chances)))


def adjusted(chances: Sequence[float]) -> list[float]:
    """The chances corrected for their number (Benjamini and Hochberg)."""
    return benjamini_hochberg(chances)


def _p(change: Change | None) -> float:
    return 1.0 if change is None else change.p_value
