"""The share card: what a customer is told of his order, without anything that names him (Rules T5, Z3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

from salesops.core.i18n import _, language
from salesops.core.wording import Wording, written
from salesops.training.rules.progress import OrderStanding, Progress, step_name


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """What the card may say: the car's model, the dates and the store. There is no place for a name."""

    model: str
    store: str
    progress: Progress
    promised_on: date
    eta_on: date
    told_on: date


def card_text(facts: CardFacts) -> str:
    """The card as a message to copy, in the present language."""
    lines = [_("Your {model}: where your order stands on {day}", model=facts.model, day=facts.told_on)]
    lines += [f"{_mark(done=done)} {line}" for done, line in _steps(facts)]
    lines += [_("{name}: {value}", name=name, value=value) for name, value in _dates(facts)]
    lines += [*_notes(facts), facts.store]
    return "\n".join(lines)


def card_html(facts: CardFacts) -> str:
    """The card as a page of its own, for a file that the customer opens on a telephone."""
    title = escape(_("Where your order stands"))
    steps = "".join(
        f'<li class="{"done" if done else "open"}">{escape(line)}</li>' for done, line in _steps(facts)
    )
    dates = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in _dates(facts))
    notes = "".join(f"<p>{escape(note)}</p>" for note in _notes(facts))
    return _PAGE.format(
        language=language().replace("_", "-"),
        title=title,
        model=escape(facts.model),
        day=escape(_day(facts.told_on)),
        steps=steps,
        dates=dates,
        notes=notes,
        store=escape(facts.store),
    )


def _steps(facts: CardFacts) -> list[tuple[bool, str]]:
    found = []
    for place, step in enumerate(facts.progress.steps):
        done = place < facts.progress.done
        day = step.done_on if done else step.planned_on
        if done and day is None:
            line = _("{step}, done", step=step_name(step.kind))
        elif done:
            line = _("{step}, done on {day}", step=step_name(step.kind), day=day)
        else:
            line = _("{step}, planned for {day}", step=step_name(step.kind), day=day)
        found.append((done, line))
    return found


def _dates(facts: CardFacts) -> list[tuple[str, str]]:
    found = [(_("Promised for"), _day(facts.promised_on))]
    if facts.eta_on != facts.promised_on:
        found.append((_("Expected on"), _day(facts.eta_on)))
    return found


def _notes(facts: CardFacts) -> list[str]:
    if facts.progress.standing is OrderStanding.LATE:
        return [
            _("We are sorry that it takes longer. Your consultant will tell you at once when the date moves.")
        ]
    return [_("Your consultant will tell you at once when something changes.")]


def _mark(*, done: bool) -> str:
    return "●" if done else "○"


def _day(day: date) -> str:
    return written(day, Wording(locale=language(), say=lambda _value: None))


_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ margin: 0; background: #f2f5f8; color: #1b2430;
  font-family: "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }}
main {{ max-width: 26rem; margin: 1.5rem auto; padding: 1.5rem; background: #fff; border-radius: 0.75rem; }}
h1 {{ font-size: 1.25rem; margin: 0 0 0.25rem; }}
.day, footer {{ color: #566270; font-size: 0.9rem; }}
ol {{ list-style: none; margin: 1.25rem 0; padding: 0; border-left: 3px solid #d5dce4; }}
li {{ position: relative; padding: 0.4rem 0 0.4rem 1.25rem; color: #566270; }}
li::before {{ content: ""; position: absolute; left: -0.55rem; top: 0.75rem; width: 0.8rem; height: 0.8rem;
  border-radius: 50%; background: #d5dce4; }}
li.done {{ color: #1b2430; }}
li.done::before {{ background: #1f5fa8; }}
dl {{ display: grid; grid-template-columns: auto 1fr; gap: 0.25rem 1rem; }}
dt {{ color: #566270; }}
dd {{ margin: 0; font-weight: 600; }}
</style>
</head>
<body>
<main>
<h1>{model}</h1>
<p class="day">{title} · {day}</p>
<ol>{steps}</ol>
<dl>{dates}</dl>
{notes}
<footer>{store}</footer>
</main>
</body>
</html>
"""
