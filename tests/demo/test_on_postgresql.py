"""Rule X5: the demo store on a real PostgreSQL, whose own count of ids goes on where ours ended."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from salesops import demo
from salesops.cli.integrity import problems
from salesops.db.engine import make_engine
from salesops.models import Channel
from salesops.models.enums import ChannelGroup, ChannelKind
from tests.demo.conftest import ZONE, Filled, make
from tests.postgres import TestServer


@pytest.mark.postgres
def test_fill_live_on_and_go_on_counting(postgres: TestServer) -> None:
    now = datetime(2026, 11, 24, 10, 30, tzinfo=ZONE)
    with postgres.fresh() as url:
        engine = make_engine(url)
        store: Filled = make(engine, now, days=12, scale=0.3)
        with Session(engine) as session, session.begin():
            demo.extend(session, now=now + timedelta(hours=26))
            channel = Channel(
                store_id=store.store_id, name="Mine", group=ChannelGroup.ONLINE, kind=ChannelKind.PRIVATE
            )
            session.add(channel)
            session.flush()
            assert channel.id > 10
        assert problems(engine) == []
        with Session(engine) as session, session.begin():
            demo.reset(session)
        assert store.count("SELECT count(*) FROM lead") == 0
        engine.dispose()
