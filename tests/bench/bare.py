"""A page that reads nothing and decides nothing: as many elements of each kind as its address says (?shape=…)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

TEXT = "A line of text as a page has it, with **one** word in bold."
OPTIONS = ["one", "two", "three", "four"]
TABLE = pd.DataFrame({name: list(range(20)) for name in ("first", "second", "third", "fourth", "fifth")})
LAST = date(2026, 11, 24)


piece = st.components.v2.component(
    "bench_piece",
    html="<span class='piece'>A piece of its own</span>",
    js="export default function (component) { component.parentElement.title = String(component.data.n) }",
)


def chart(n: int) -> None:
    figure = go.Figure(go.Bar(x=list(range(30)), y=list(range(30))))
    st.plotly_chart(figure, key=f"chart{n}")


KINDS: dict[str, Callable[[int], Any]] = {
    "markdown": lambda n: st.markdown(TEXT),
    "heading": lambda n: st.subheader("A heading"),
    "text": lambda n: st.text(TEXT),
    "html": lambda n: st.html("<span>A line of text</span>"),
    "alert": lambda n: st.info(TEXT),
    "metric": lambda n: st.metric("A figure", 12, "3", chart_data=list(range(14))),
    "button": lambda n: st.button("Press", key=f"button{n}"),
    "download_button": lambda n: st.download_button("Save", "text", key=f"save{n}"),
    "link_button": lambda n: st.link_button("Go", "https://example.com"),
    "page_link": lambda n: st.page_link("https://example.com", label="Go", icon=":material/call:"),
    "checkbox": lambda n: st.checkbox("Choose", key=f"check{n}"),
    "radio": lambda n: st.radio("Choose", OPTIONS, key=f"radio{n}"),
    "selectbox": lambda n: st.selectbox("Choose", OPTIONS, key=f"select{n}"),
    "multiselect": lambda n: st.multiselect("Choose", OPTIONS, key=f"multi{n}"),
    "button_group": lambda n: st.segmented_control("Choose", OPTIONS, key=f"group{n}"),
    "slider": lambda n: st.slider("Choose", 0, 10, key=f"slider{n}"),
    "number_input": lambda n: st.number_input("Number", key=f"number{n}"),
    "text_input": lambda n: st.text_input("Text", key=f"text{n}"),
    "text_area": lambda n: st.text_area("Text", key=f"area{n}"),
    "date_input": lambda n: st.date_input("Day", LAST, key=f"day{n}"),
    "time_input": lambda n: st.time_input("Time", time(9), key=f"time{n}"),
    "date_time_input": lambda n: st.datetime_input("When", datetime(2026, 11, 24, 9), key=f"when{n}"),  # noqa: DTZ001 - the widget's own
    "file_uploader": lambda n: st.file_uploader("File", key=f"file{n}"),
    "progress": lambda n: st.progress(0.5),
    "dataframe": lambda n: st.dataframe(TABLE, hide_index=True, key=f"table{n}"),
    "table": lambda n: st.table(TABLE),
    "plotly_chart": chart,
    "space": lambda n: st.space(),
    "empty": lambda n: st.empty(),
    "pagination": lambda n: st.pagination(5, key=f"pages{n}"),
    "bidi_component": lambda n: piece(key=f"piece{n}", data={"n": n}),
}
BLOCKS: dict[str, Callable[[int], Any]] = {
    "flex_container": lambda n: st.container(border=n % 2 == 0, horizontal=n % 3 == 0),
    "grid_container": lambda n: st.grid(4),
    "expandable": lambda n: st.expander("More"),
    "form": lambda n: st.form(f"form{n}"),
    "popover": lambda n: st.popover("More"),
}


def draw(shape: str) -> None:
    """Draw `kind:count,kind:count`; blocks become containers, and unknown kinds a line of text."""
    for part in shape.split(","):
        kind, _, count = part.partition(":")
        for n in range(int(count or 0)):
            if kind.startswith("block_"):
                BLOCKS.get(kind.removeprefix("block_"), BLOCKS["flex_container"])(n)
            else:
                KINDS.get(kind, KINDS["markdown"])(n)


draw(st.query_params.get("shape", ""))
