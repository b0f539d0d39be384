"""The dialog in which a digestion plan is composed, with its cost and effect while one types (Rules V2, Z2)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import streamlit as st

from pages._ui import clock, state, store
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Tone
from salesops.access.permissions import Permission
from salesops.core.i18n import _, label, ngettext
from salesops.inventory import operations, queries
from salesops.inventory.operations import PlanDraft
from salesops.inventory.queries import CarRow, ModelSupply
from salesops.inventory.rules.digestion import PlanEffect, PlanTerms, effect, under_cost
from salesops.models.enums import PlanKind, Role, VehicleStatus
from salesops.planning import queries as planning
from salesops.planning.queries import Person

_KEY = "inventory.compose"
_FIELDS = ("model", "cars", "kind", "title", "offer", "cost", "units", "owner", "from", "until", "reason")
_UNTOUCHED: list[int] = []
_PRESET = 8
"""The oldest cars of the model, to begin with."""
_SOLD_FROM = (VehicleStatus.IN_STOCK,)


def open_for(model_id: int | None, vehicle_ids: tuple[int, ...] = ()) -> None:
    """Open the dialog, with a model and its cars chosen when they are known."""
    _clear()
    if model_id is not None:
        state.set_widget(f"{_KEY}.model", model_id)
    if vehicle_ids:
        state.set_widget(f"{_KEY}.cars.{model_id}", list(vehicle_ids))

    @st.dialog(_("New digestion plan"), width="large")
    def compose() -> None:
        _compose()

    compose()


def _clear() -> None:
    state.clear_widgets(*(f"{_KEY}.{name}" for name in _FIELDS))


def _compose() -> None:
    ui.dialog_feedback()
    today = clock.today()
    free, people, supply = _read(today)
    models = {car.model_id: car.model for car in sorted(free, key=lambda each: -(each.age or 0))}
    if not models:
        st.markdown(_("Every free car in stock is in a plan already."))
        return
    model_id = st.selectbox(
        _("Model"), list(models), format_func=lambda each: models.get(each, ""), key=f"{_KEY}.model"
    )
    cars = [car for car in free if car.model_id == model_id]
    chosen = _choose_cars(cars)
    kind = st.segmented_control(
        _("Kind of offer"),
        list(PlanKind),
        format_func=label,
        default=PlanKind.BUNDLE,
        required=True,
        key=f"{_KEY}.kind",
    )
    st.text_input(_("Name of the plan"), key=f"{_KEY}.title", max_chars=80)
    st.text_area(
        _("What the customer gets, in full"),
        key=f"{_KEY}.offer",
        placeholder=_offer_hint(kind),
        help=_("Shown and printed as it stands: name every gift and condition."),
    )
    _numbers(today, len(chosen))
    names = {person.id: person.name for person in people}
    st.selectbox(_("Owner"), list(names), format_func=lambda each: names.get(each, ""), key=f"{_KEY}.owner")
    draft = _draft(int(model_id), kind, chosen)
    needs_reason = _preview(draft, chosen, next((row for row in supply if row.model_id == model_id), None))
    if needs_reason:
        st.text_input(_("Why a price under purchase cost is justified"), key=f"{_KEY}.reason")
    ui.button(
        Action(
            label=_("Start the plan"),
            key=f"{_KEY}.save",
            on_click=_save,
            args=(int(model_id), kind, tuple(car.id for car in chosen)),
            icon=":material/play_arrow:",
            primary=True,
        )
    )


def _read(today: date) -> tuple[list[CarRow], list[Person], list[ModelSupply]]:
    """Free cars that no running plan has, who can own a plan, and what sells."""
    with store.reading() as read:
        stock = read(queries.cars, today=today, wanted=queries.CarFilter(statuses=_SOLD_FROM))
        people = read(planning.people, day=today, roles=(Role.SUPERVISOR, Role.MANAGER, Role.CONSULTANT))
        supply = read(queries.model_supply, today=today)
        running = read(queries.plans, today=today)
    planned = {car.vehicle_id for plan in running if plan.running for car in plan.cars}
    free = [car for car in stock if car.free and car.id not in planned]
    return free, people, supply


def _offer_hint(kind: PlanKind) -> str:
    return {
        PlanKind.BUNDLE: _("3 years of basic maintenance (6 services) and floor mats"),
        PlanKind.FACTORY_SUBSIDY: _(
            "Factory subsidy of ¥2,000 a car, asked for against the age of the stock"
        ),
        PlanKind.TIMED_PRICE: _("¥5,000 off until the last day, and ¥3,000 more for a car traded in"),
    }[kind]


def _choose_cars(cars: list[CarRow]) -> list[CarRow]:
    by_id = {car.id: car for car in cars}
    key = f"{_KEY}.cars.{cars[0].model_id if cars else 0}"
    kept = state.widget(key, _UNTOUCHED)
    if kept is _UNTOUCHED:
        state.set_widget(key, [car.id for car in cars][:_PRESET])
    else:
        state.set_widget(key, [car_id for car_id in kept if car_id in by_id])
    chosen = st.multiselect(
        _("Cars of the plan"),
        list(by_id),
        format_func=lambda each: _car(by_id[each]) if each in by_id else "",
        key=key,
        placeholder=_("Choose cars"),
    )
    return [by_id[car_id] for car_id in chosen]


def _car(car: CarRow) -> str:
    return _(
        "{vin}, {colour}, {days} days", vin=car.vin[-6:], colour=car.colour or fmt.NOTHING, days=car.age or 0
    )


def _numbers(today: date, cars: int) -> None:
    with st.grid(2, min_column_width=200, gap="small"):
        st.number_input(_("Cost per car, yuan"), min_value=0, step=500, key=f"{_KEY}.cost")
        st.number_input(
            _("Cars expected to sell"),
            min_value=1,
            max_value=max(cars, 1),
            value=max(cars // 2, 1),
            step=1,
            key=f"{_KEY}.units",
        )
        st.date_input(_("First day"), value=today, key=f"{_KEY}.from", format="YYYY-MM-DD")
        st.date_input(
            _("Last day"), value=today + timedelta(days=20), key=f"{_KEY}.until", format="YYYY-MM-DD"
        )


def _draft(model_id: int, kind: PlanKind, cars: list[CarRow]) -> PlanTerms:
    today = clock.today()
    return PlanTerms(
        kind=kind,
        starts_on=state.widget(f"{_KEY}.from", today),
        ends_on=state.widget(f"{_KEY}.until", today),
        cars=len(cars),
        cost_per_car=Decimal(state.widget(f"{_KEY}.cost", 0)),
        expected_units=int(state.widget(f"{_KEY}.units", 1)),
    )


def _preview(terms: PlanTerms, cars: list[CarRow], supply: ModelSupply | None) -> bool:
    """What it costs and saves; True when the price would be under purchase cost."""
    carrying = [car.carrying_a_day for car in cars if car.carrying_a_day is not None]
    if not carrying or terms.ends_on < terms.starts_on:
        return False
    mean = sum(carrying, Decimal(0)) / len(carrying)
    found = effect(terms, sold_a_day=supply.demand.a_day if supply else 0.0, carrying_a_day=mean)
    with st.container(border=True):
        st.markdown(f"**{fmt.plain(_pace_sentence(terms, found))}**")
        ui.facts(
            (
                (_("Spent"), fmt.money(found.cost)),
                (_("Carrying cost saved"), fmt.money(found.carrying_saved)),
                (_("Net"), fmt.money(found.net)),
            )
        )
    if found.days_without is not None and found.days_without <= found.days_with:
        ui.note(_("The plan is no faster than the present pace: expect more cars or fewer days."), Tone.WARN)
    costs = [car.purchase_cost for car in cars if car.purchase_cost is not None]
    below = bool(costs) and under_cost(cars[0].list_price, max(costs), terms.cost_per_car)
    if below:
        ui.note(_("The price would be under purchase cost: a reason is recorded."), Tone.WARN)
    return below


def _pace_sentence(terms: PlanTerms, found: PlanEffect) -> str:
    if found.days_without is None:
        return _(
            "This model sells nothing at present; the plan wants {cars} in {days} days",
            cars=terms.expected_units,
            days=found.days_with,
        )
    return ngettext(
        "{n} car takes about {without} days at the present pace, {days} with the plan",
        "{n} cars take about {without} days at the present pace, {days} with the plan",
        terms.expected_units,
        without=fmt.number(found.days_without),
        days=found.days_with,
    )


def _save(model_id: int, kind: PlanKind, vehicle_ids: tuple[int, ...]) -> None:
    today = clock.today()
    draft = PlanDraft(
        model_id=model_id,
        kind=kind,
        title=state.widget(f"{_KEY}.title", ""),
        offer=state.widget(f"{_KEY}.offer", ""),
        cost_per_car=Decimal(state.widget(f"{_KEY}.cost", 0)),
        expected_units=int(state.widget(f"{_KEY}.units", 1)),
        owner_id=state.widget(f"{_KEY}.owner", None),
        starts_on=state.widget(f"{_KEY}.from", today),
        ends_on=state.widget(f"{_KEY}.until", today),
        vehicle_ids=vehicle_ids,
        under_cost_reason=state.widget(f"{_KEY}.reason", ""),
    )
    store.run(operations.compose_plan, draft=draft, done=_("The plan runs."))


def may_compose() -> bool:
    """Whether the viewer may make plans."""
    return store.actor().may(Permission.MANAGE_STOCK)
