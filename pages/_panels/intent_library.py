"""What the store offers: gifts with face value and true cost, solutions with talk track and success (Rules I1, I3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import streamlit as st

from pages._ui import clock, figures, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Tone
from pages._ui.store import Reader
from pages._ui.tables import Column, Kind
from salesops.core.i18n import _, label, ngettext, render
from salesops.intent import operations, queries
from salesops.intent.operations import GiftDraft, SolutionDraft
from salesops.intent.queries import GiftRow, SolutionRow
from salesops.intent.rules.solutions import effect_finding, effect_sentence
from salesops.kpi.effect import Group, SolutionEffect
from salesops.kpi.solutions import SolutionCase, solution_cases, solution_effects
from salesops.models.enums import Aspect, Objection, SolutionKind

_OPEN = "intent.library.open"
_NEW = 0


def show(read: Reader) -> str:
    """Draw both libraries and the open form; give the finding."""
    gifts = read(queries.gifts, all_of_them=True)
    solutions = read(queries.solutions)
    _solutions(solutions, read(solution_effects, now=clock.minute()), read)
    _gifts(gifts)
    _show_open(gifts, solutions)
    return _answer(solutions, gifts)


def _answer(solutions: Sequence[SolutionRow], gifts: Sequence[GiftRow]) -> str:
    tried = [row for row in solutions if row.active and row.used]
    used, helped = sum(row.used for row in tried), sum(row.helped for row in tried)
    if used:
        return _("Solutions helped in {helped} of {used} cases", helped=helped, used=used)
    return ngettext(
        "{n} solution, none tried yet", "{n} solutions, none tried yet", sum(row.active for row in solutions)
    )


def _solutions(found: Sequence[SolutionRow], effects: Mapping[int, SolutionEffect], read: Reader) -> None:
    with ui.panel(_("Solutions for concerns"), note=_("Those that help rise by themselves.")):
        chosen = tables.table(found, _columns(effects), key="intent.library.solutions", select=True)
        ui.note(
            _(
                "Marked: what the consultants say. Ordered: what the customers did, those shown it within a day against "
                "those with the same concern who were not. Who is shown a solution may differ: a connection, no proof."
            ),
            Tone.QUIET,
        )
        opened = chosen is not None and _effect(effects.get(chosen.id))
        _below("solution", chosen.id if chosen else None, chosen.title if chosen else "", _("New solution"))
    if chosen is not None and opened:
        cases = read(solution_cases, now=clock.minute(), solution_id=chosen.id)
        figures.rows_dialog(
            _("Customers with this concern"),
            cases,
            _case_columns(),
            definition=render(effect_sentence(effects[chosen.id])),
        )


def _effect(effect: SolutionEffect | None) -> bool:
    """Both groups of the solution that was chosen; True when its customers are asked for (Rule X7)."""
    if effect is None:
        return False
    ui.note(render(effect_sentence(effect)), Tone.INFO)
    return ui.button(
        Action(label=_("Show the customers"), key="intent.library.cases", icon=":material/list:")
    )


def _columns(effects: Mapping[int, SolutionEffect]) -> list[Column[SolutionRow]]:
    def share(row: SolutionRow, of: Callable[[SolutionEffect], Group]) -> str:
        effect = effects.get(row.id)
        return fmt.ratio(of(effect).ordered, of(effect).cases) if effect and of(effect).cases else ""

    return [
        Column[SolutionRow](label=_("Solution"), value=_title, width=200, pinned=True),
        Column[SolutionRow](
            label=_("Against"), value=lambda row: label(row.objection or row.aspect), width=120
        ),
        Column[SolutionRow](
            label=_("Marked as helping"),
            value=lambda row: fmt.ratio(row.helped, row.used) if row.used else "",
            width=110,
        ),
        Column[SolutionRow](
            label=_("Ordered, shown"), value=lambda row: share(row, lambda each: each.shown), width=110
        ),
        Column[SolutionRow](
            label=_("Ordered, not shown"), value=lambda row: share(row, lambda each: each.others), width=120
        ),
        Column[SolutionRow](
            label=_("Effect on orders"),
            value=lambda row: render(effect_finding(effects.get(row.id))),
            width=220,
        ),
    ]


def _case_columns() -> list[Column[SolutionCase]]:
    return [
        Column[SolutionCase](label=_("Day"), value=lambda row: row.day, kind=Kind.DAY),
        Column[SolutionCase](label=_("Customer"), value=lambda row: row.customer),
        Column[SolutionCase](label=_("Consultant"), value=lambda row: row.owner),
        Column[SolutionCase](label=_("Was shown it"), value=lambda row: row.shown, kind=Kind.YES_NO),
        Column[SolutionCase](label=_("Ordered"), value=lambda row: row.ordered_on, kind=Kind.DAY),
    ]


def _title(row: SolutionRow) -> str:
    return row.title if row.active else _("{title} (not in use)", title=row.title)


def _gifts(found: Sequence[GiftRow]) -> None:
    with ui.panel(
        _("Gifts"), note=_("Face value is shown to customers and must be true; the cost counts for approval.")
    ):
        columns = [
            Column[GiftRow](label=_("Gift"), value=lambda row: row.name),
            Column[GiftRow](label=_("Face value"), value=lambda row: row.face_value, kind=Kind.MONEY),
            Column[GiftRow](label=_("True cost"), value=lambda row: row.cost, kind=Kind.MONEY),
            Column[GiftRow](
                label=_("Taken up"),
                value=lambda row: None if row.redemption_percent is None else row.redemption_percent / 100,
                kind=Kind.PERCENT,
            ),
            Column[GiftRow](label=_("In use"), value=lambda row: row.active, kind=Kind.YES_NO),
        ]
        chosen = tables.table(found, columns, key="intent.library.gifts", select=True)
        _below("gift", chosen.id if chosen else None, chosen.name if chosen else "", _("New gift"))


def _below(what: str, row_id: int | None, name: str, new: str) -> None:
    actions = [
        Action(
            label=new,
            key=f"intent.library.new.{what}",
            on_click=_open,
            args=(what, _NEW),
            icon=":material/add:",
        )
    ]
    if row_id is not None:
        actions.insert(
            0,
            Action(
                label=_("Change “{name}”", name=name),
                key=f"intent.library.edit.{what}",
                on_click=_open,
                args=(what, row_id),
                primary=True,
            ),
        )
    ui.actions(actions)


def _open(what: str, row_id: int) -> None:
    state.clear_widgets(*(f"intent.{what}.{name}" for name in _FIELDS[what]))
    state.put(_OPEN, (what, row_id))


_FIELDS = {
    "gift": ("name", "face", "cost", "taken", "active"),
    "solution": ("aspect", "objection", "kind", "title", "talk", "active"),
}


def _close() -> None:
    state.drop(_OPEN)


def _show_open(gifts: Sequence[GiftRow], solutions: Sequence[SolutionRow]) -> None:
    nothing: tuple[str, int] = ("", _NEW)
    what, row_id = state.get(_OPEN, nothing)
    if what == "gift":
        _gift_dialog(next((row for row in gifts if row.id == row_id), None))
    elif what == "solution":
        _solution_dialog(next((row for row in solutions if row.id == row_id), None))


def _gift_dialog(row: GiftRow | None) -> None:
    @st.dialog(row.name if row else _("New gift"), on_dismiss=_close)
    def form() -> None:
        ui.dialog_feedback()
        st.text_input(
            _("Name of the gift"), value=row.name if row else "", key="intent.gift.name", max_chars=80
        )
        with st.grid(2, min_column_width=200, gap="small"):
            st.number_input(
                _("Face value, yuan"),
                min_value=0,
                step=100,
                value=int(row.face_value) if row else 0,
                key="intent.gift.face",
            )
            st.number_input(
                _("Cost, yuan"),
                min_value=0,
                step=50,
                value=int(row.cost or 0) if row else 0,
                key="intent.gift.cost",
            )
        st.slider(
            _("How many of a hundred are taken up"),
            min_value=0,
            max_value=100,
            step=5,
            value=(row.redemption_percent or 0) if row else 100,
            key="intent.gift.taken",
        )
        st.toggle(_("In use"), value=row.active if row else True, key="intent.gift.active")
        ui.button(
            Action(
                label=_("Save"),
                key="intent.gift.save",
                on_click=_save_gift,
                args=(row.id if row else None,),
                primary=True,
            )
        )

    form()


def _save_gift(gift_id: int | None) -> None:
    saved = store.run(
        operations.save_gift,
        draft=GiftDraft(
            name=state.widget("intent.gift.name", ""),
            face_value=Decimal(state.widget("intent.gift.face", 0)),
            cost=Decimal(state.widget("intent.gift.cost", 0)),
            redemption_percent=state.widget("intent.gift.taken", 100),
            active=state.widget("intent.gift.active", True),
        ),
        gift_id=gift_id,
        done=_("Gift saved."),
    )
    if saved is not None:
        _close()


def _solution_dialog(row: SolutionRow | None) -> None:
    @st.dialog(row.title if row else _("New solution"), width="large", on_dismiss=_close)
    def form() -> None:
        ui.dialog_feedback()
        st.pills(
            _("Aspect"),
            list(Aspect),
            format_func=label,
            default=row.aspect if row else Aspect.PRICE,
            key="intent.solution.aspect",
            required=True,
        )
        st.pills(
            _("Against which objection"),
            list(Objection),
            format_func=label,
            default=row.objection if row else None,
            key="intent.solution.objection",
        )
        st.pills(
            _("Kind"),
            list(SolutionKind),
            format_func=label,
            default=row.kind if row else SolutionKind.DEMONSTRATION,
            key="intent.solution.kind",
            required=True,
        )
        st.text_input(
            _("Solution"), value=row.title if row else "", key="intent.solution.title", max_chars=120
        )
        st.text_area(
            _("Talk track"), value=row.talk_track if row else "", key="intent.solution.talk", height=100
        )
        st.toggle(_("In use"), value=row.active if row else True, key="intent.solution.active")
        ui.button(
            Action(
                label=_("Save"),
                key="intent.solution.save",
                on_click=_save_solution,
                args=(row.id if row else None, row.model_id if row else None),
                primary=True,
            )
        )

    form()


def _save_solution(solution_id: int | None, model_id: int | None) -> None:
    saved = store.run(
        operations.save_solution,
        draft=SolutionDraft(
            aspect=state.widget("intent.solution.aspect", Aspect.PRICE),
            kind=state.widget("intent.solution.kind", SolutionKind.DEMONSTRATION),
            title=state.widget("intent.solution.title", ""),
            talk_track=state.widget("intent.solution.talk", ""),
            objection=state.given("intent.solution.objection"),
            model_id=model_id,
            active=state.widget("intent.solution.active", True),
        ),
        solution_id=solution_id,
        done=_("Solution saved."),
    )
    if saved is not None:
        _close()
