"""Writes docs/figures.md, the table of every figure: python -m tests.tools.figures."""

from __future__ import annotations

from pathlib import Path

from salesops.core.i18n import _, label, speaking
from salesops.core.policy import specs
from salesops.kpi.figures import Figure
from salesops.kpi.policies import CadencePolicy, FigurePolicy, StockPolicy, WaitPolicy
from salesops.kpi.registry import FIGURES

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/figures.md"
HEAD = """# Figures

Every figure is defined once, in `salesops/kpi/definitions`, and measured by `salesops.kpi.measure`; pages, files and
`python -m salesops kpi --date D` ask there. This page is written by `python -m tests.tools.figures`; a test fails when it lags.

- **By period**: what happened in the days ÷ what happened in the days. Moves at once; may exceed 100 %.
- **By cohort**: what began in the days, followed for a set time. Marked *immature* while somebody still has time left.
- **As of the last evening**: how things stand when the last day ends; of a day that is not over, how they stand now.
- A rate shows its numerator and denominator, and is marked *small* under the store's minimum of cases; it is not hidden.
- Days are the store's own (its time zone); a month to date includes the day asked for.
- A figure split by consultant, channel, model or tier counts rows without one only in the whole.
- A figure with cost or profit in it is for those who may see cost.
"""


def page() -> str:
    """The page as it should be."""
    lines = [
        HEAD,
        "| id | name | unit | basis | formula | rows counted above | rows below | split by | cost |",
    ]
    lines.append("|---|---|---|---|---|---|---|---|---|")
    with speaking("en"):
        lines += [_row(figure) for figure in FIGURES.values()]
        lines += [
            "",
            "## Settings they depend on",
            "",
            "| setting | meaning | default | unit |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| `{spec.key}` | {_(spec.label)} | {spec.default} | {_(spec.unit) if spec.unit else ''} |"
            for policy in (FigurePolicy, WaitPolicy, StockPolicy, CadencePolicy)
            for spec in specs(policy)
        ]
    return "\n".join(lines) + "\n"


def _row(figure: Figure) -> str:
    with speaking("zh_CN"):
        chinese = _(figure.name)
    cells = (
        f"`{figure.id}`",
        f"{_(figure.name)} {chinese}",
        label(figure.unit),
        f"{label(figure.basis)}, {label(figure.better)}",
        _(figure.formula),
        _(figure.numerator.meaning),
        _(figure.denominator.meaning) if figure.denominator else "",
        ", ".join(sorted(label(each) for each in figure.dimensions)),
        "yes" if figure.sensitive else "",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
