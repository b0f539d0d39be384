"""Home: the rail with what is owed, the figures against the target, the viewer's tasks."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from salesops.core.i18n import N_, Message
from salesops.models import Store, Target
from salesops.models.enums import Role, TaskKind
from salesops.planning.operations.tasks import add_task
from salesops.planning.queries import tasks_of_day
from tests.builders import NOON, TODAY, StoreFixture, a_visit
from tests.pages.conftest import OpenPage


def test_home_opens_in_both_languages(open_page: OpenPage, language: str) -> None:
    """Rule X1."""
    app = open_page(language=language)
    assert app.title[0].value == ("11月24日 周二" if language == "zh" else "Tue 24 Nov")


def test_every_role_has_a_home(open_page: OpenPage) -> None:
    """Rule X2."""
    for role in Role:
        if role is not Role.WALL:
            assert open_page(role=role.value).title


def test_figures_stand_against_the_target_and_open_their_rows(
    session: Session, demo: StoreFixture, open_page: OpenPage
) -> None:
    """Rules M1, X7."""
    session.add(Target(store_id=demo.id, month=TODAY.replace(day=1), figure="visits", value=10))
    a_visit(session, demo, arrived_at=NOON - timedelta(hours=1))
    session.commit()
    app = open_page()
    month = [metric for metric in app.metric if metric.label == "Showroom visits"][1]
    assert (month.value, month.delta) == ("1", "9 to go")
    app.button(key="home.month.visits.rows").click().run()
    assert len((*app.table, *app.dataframe)[0].value) == 1


def test_a_task_is_done_from_here(session: Session, demo: StoreFixture, open_page: OpenPage) -> None:
    owner = demo.manager.staff_id
    task = add_task(
        session,
        demo.manager,
        now=NOON,
        kind=TaskKind.OTHER,
        owner_id=owner,
        due_at=NOON + timedelta(hours=1),
        title=Message(N_("Nothing was changed.")),
    )
    session.commit()
    app = open_page()
    app.button(key=f"home.done.{task}").click().run()
    assert app.success[0].value == "Task done."
    session.expire_all()
    assert [row.done_at for row in tasks_of_day(session, demo.manager, now=NOON, owner_id=owner)] == [NOON]


def test_the_demo_leads_to_a_store_of_ones_own(
    session: Session, demo: StoreFixture, open_page: OpenPage
) -> None:
    """Rule X6: afterwards the demo is gone, and the new manager signs in."""
    for again, said in (
        ("something else", "The two passwords differ."),
        ("long enough", "You are signed out. Sign in to go on."),
    ):
        app = open_page()
        app.button(key="first.start").click().run()
        typed = {"name": "East", "code": "S01", "manager": "Wang Li", "username": "wang"}
        for name, value in (typed | {"password": "long enough", "again": again}).items():
            app.text_input(key=f"first.{name}").set_value(value)
        app.button(key="first.save").click().run()
        assert said in [each.value for each in (*app.error, *app.info)]
    session.expire_all()
    assert [store.name for store in session.query(Store)] == ["East"]
