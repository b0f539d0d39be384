"""Files in and out: import with preview and quarantine, export that is safe to open in a spreadsheet (L7, X3)."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from pages._ui import clock, nav, state, store, tables
from pages._ui import components as ui
from pages._ui import format as fmt
from pages._ui.components import Action, Tone
from pages._ui.uploads import upload
from salesops.core.i18n import _, label, ngettext, render
from salesops.db import unit_of_work
from salesops.intake import exports, fields, preview, quarantine, runs
from salesops.intake.cells import DateOrder
from salesops.intake.preview import Preview, Seen
from salesops.intake.quarantine import RunRow, WaitingRow
from salesops.intake.runs import Incoming, Outcome
from salesops.models.enums import ImportKind

_OUTCOME = "settings.import.outcome"
_MISSING = ""
_KINDS = ("csv", "xlsx", "xls", "txt", "tsv", "xml", "adf")


def show_import() -> None:
    """Choose a file, see how it will be read, bring it in; mend what was rejected."""
    with ui.panel(
        _("Import a file"),
        note=_("CSV in any encoding, XLSX, XLS or ADF/XML. Repeating an import changes nothing twice."),
    ):
        with st.container(horizontal=True, vertical_alignment="top"):
            kind = st.selectbox(
                _("What is in it"), list(ImportKind), format_func=label, key="settings.import.kind", width=220
            )
            file = upload(_("File"), _KINDS, key="settings.import.file", most_mb=50)
        if file is not None:
            _read(ImportKind(str(kind)), file.name, file.getvalue())
        _last_outcome()
    with store.reading() as read:
        waiting = read(quarantine.waiting_rows)
        history = read(quarantine.recent_runs)
    _quarantine(waiting)
    _history(history)


def _read(kind: ImportKind, name: str, content: bytes) -> None:
    found = _preview(kind, name, content)
    if found is None:
        ui.feedback()
        return
    st.markdown(
        ngettext(
            "**{n}** row in {encoding}.",
            "**{n}** rows in {encoding}.",
            found.count,
            encoding=found.encoding,
        )
    )
    mapping = _columns(kind, found) | _date_order(found)
    file = Incoming(kind=kind, name=name, content=content, mapping=mapping)
    _first_rows(file)
    with st.container(horizontal=True):
        if ui.button(Action(label=_("Check only"), key="settings.import.try", icon=":material/rule:")):
            _run(file, found.count, dry_run=True)
        if ui.button(
            Action(label=_("Import"), key="settings.import.go", icon=":material/upload:", primary=True)
        ):
            _run(file, found.count, dry_run=False)


def _preview(kind: ImportKind, name: str, content: bytes) -> Preview | None:
    return store.run_in_steps(partial(_ask_preview, kind, name, content))


def _ask_preview(kind: ImportKind, name: str, content: bytes, actor: Any, *, now: object) -> Preview:
    with unit_of_work.reading() as session:
        return preview.preview(session, actor, kind=kind, name=name, content=content)


def _date_order(found: Preview) -> dict[str, str]:
    """Whether the day or the month comes first, asked once for the whole file where its dates leave it open."""
    known = found.mapping.get(fields.DATE_ORDER)
    if not found.open_date:
        return {fields.DATE_ORDER: known} if known else {}
    chosen = st.segmented_control(
        _("How is {date} to be read? The answer holds for the whole file.", date=found.open_date),
        list(DateOrder),
        format_func=label,
        default=DateOrder(known) if known else None,
        key="settings.import.dates",
    )
    return {fields.DATE_ORDER: DateOrder(chosen).value} if chosen is not None else {}


def _first_rows(file: Incoming) -> None:
    """The first rows as they will be read, what stands against each in front."""
    seen = store.run_in_steps(partial(_ask_first_rows, file))
    if seen is None:
        ui.feedback()
        return
    names = {field.name: _(field.label) for field in fields.FIELDS[file.kind]}
    said = [name for name in names if any(row.values.get(name) for row in seen)]
    frame = pd.DataFrame(
        [
            {_("Line"): row.row_no, _("Rejected because"): "; ".join(render(each) for each in row.reasons)}
            | {names[name]: row.values.get(name, "") for name in said}
            for row in seen
        ]
    )
    st.caption(_("The first lines as they will be read"))
    st.dataframe(frame, hide_index=True, key="settings.import.preview")


def _ask_first_rows(file: Incoming, actor: Any, *, now: Any) -> tuple[Seen, ...]:
    with unit_of_work.reading() as session:
        return preview.first_rows(session, actor, now=now, file=file)


def _columns(kind: ImportKind, found: Preview) -> dict[str, str]:
    """The columns as proposed or remembered, each changeable; remembered for the next file of this source."""
    chosen: dict[str, str] = {}
    with st.expander(_("Columns"), icon=":material/view_column:"), st.grid(4, min_column_width=190):
        options = [_MISSING, *found.header]
        for field in fields.FIELDS[kind]:
            at = options.index(found.mapping[field.name]) if field.name in found.mapping else 0
            title = _(field.label) + (" *" if field.required else "")
            column = st.selectbox(
                title,
                options,
                index=at,
                format_func=lambda name: name or _("not in the file"),
                key=f"settings.column.{kind}.{field.name}",
            )
            if column:
                chosen[field.name] = str(column)
    return chosen


def _run(file: Incoming, count: int, *, dry_run: bool) -> None:
    bar = st.progress(0.0, text=_("Reading"))

    def advance(rows: int) -> None:
        share = min(1.0, rows / max(1, count))
        bar.progress(share, text=_("{rows} of {count} rows", rows=fmt.number(rows), count=fmt.number(count)))

    outcome = store.run_in_steps(runs.import_file, file=file, dry_run=dry_run, on_progress=advance)
    bar.empty()
    if outcome is None:
        ui.feedback()
        return
    state.put(_OUTCOME, (outcome, dry_run))
    st.rerun()


def _last_outcome() -> None:
    kept: tuple[Outcome, bool] | None = state.get(_OUTCOME, None)
    if kept is None:
        return
    outcome, dry_run = kept
    values = {
        "rows": fmt.number(outcome.rows),
        "created": fmt.number(outcome.created),
        "merged": fmt.number(outcome.merged),
        "rejected": fmt.number(outcome.rejected),
    }
    if dry_run:
        st.info(
            _(
                "Check: {rows} rows would give {created} new, {merged} merged, {rejected} rejected. Nothing was changed.",
                **values,
            ),
            icon=":material/rule:",
        )
    else:
        st.success(
            _("{rows} rows: {created} new, {merged} merged, {rejected} rejected.", **values),
            icon=":material/check_circle:",
        )
    if outcome.unexplained:
        text = ngettext(
            "{n} order is below the floor or the purchase cost: the manager has to say why.",
            "{n} orders are below the floor or the purchase cost: the manager has to say why.",
            outcome.unexplained,
        )
        ui.note(text, Tone.WARN)
        nav.link("intent", _("Prices"), query={"view": "prices"})
    for row in outcome.quarantine[:5]:
        why = fmt.listed([render(reason) for reason in row.reasons])
        st.caption(fmt.plain(_("Row {number}: {why}", number=row.row_no, why=why)))


def _quarantine(rows: list[WaitingRow]) -> None:
    if not rows:
        return
    title = ngettext("{n} rejected row waits to be mended", "{n} rejected rows wait to be mended", len(rows))
    opened: WaitingRow | None = None
    with ui.panel(title, note=_("Nothing is lost: mend a row and run it again, or give it up.")):
        for row in ui.page_of(rows, key="settings.quarantine", size=8):
            with st.container(border=True, horizontal=True, vertical_alignment="center"):
                place = _("{source}, row {number}", source=row.source, number=row.row_no)
                why = "  \n".join(fmt.plain(render(reason)) for reason in row.reasons)
                st.markdown(f"**{fmt.plain(place)}**  \n{why}", width="stretch")
                if ui.button(Action(label=_("Mend"), key=f"settings.mend.{row.id}", icon=":material/build:")):
                    opened = row
                ui.button(
                    Action(
                        label=_("Give up"),
                        key=f"settings.discard.{row.id}",
                        on_click=_discard,
                        args=(row.id,),
                    )
                )
        ui.pager(len(rows), key="settings.quarantine", size=8)  # exported as files to mend, below
        _together(rows)
    if opened is not None:
        _mend(opened)


def _together(rows: list[WaitingRow]) -> None:
    """All rejected rows of a file at once: mended elsewhere and imported again, or run again as they are."""
    files = {row.run_id: row.source for row in rows}
    chosen = st.selectbox(
        _("All rows of a file"),
        list(files),
        format_func=lambda run_id: files.get(run_id, ""),
        key="settings.quarantine.file",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            _("Download to mend"),
            data=store.later(_rejected_bytes, run_id=chosen),
            file_name=f"rejected-{chosen}.xlsx",
            key="settings.quarantine.download",
            icon=":material/download:",
            on_click="ignore",
            help=_(
                "Mend the cells, keep the first column, and import the file again: these rows are then settled."
            ),
        )
        ui.button(
            Action(
                label=_("Run all again"),
                key="settings.quarantine.all",
                on_click=_run_all,
                args=(chosen,),
                icon=":material/replay:",
                help=_("When the cause is gone, such as a consultant who was missing."),
            )
        )


def _rejected_bytes(session: Any, actor: Any, *, now: object, run_id: int) -> bytes:
    return quarantine.as_file(session, actor, run_id=run_id, suffix=".xlsx")


def _run_all(run_id: int) -> None:
    found = store.run_in_steps(quarantine.rerun_all, run_id=run_id)
    if found is not None:
        taken, left = found
        state.tell(state.FeedbackKind.DONE, _("{taken} rows are in, {left} wait on.", taken=taken, left=left))


def _mend(row: WaitingRow) -> None:
    @st.dialog(_("Mend the row"), width="large")
    def form() -> None:
        ui.dialog_feedback()
        ui.reasons([render(reason) for reason in row.reasons])
        with st.grid(3, min_column_width=200):
            for column, value in row.cells.items():
                st.text_input(column, value=value, key=f"settings.cell.{row.id}.{column}")
        ui.button(
            Action(
                label=_("Run again"),
                key=f"settings.rerun.{row.id}",
                on_click=_rerun,
                args=(row,),
                icon=":material/replay:",
                primary=True,
            )
        )

    form()


def _rerun(row: WaitingRow) -> None:
    cells = {
        column: state.widget(f"settings.cell.{row.id}.{column}", value) for column, value in row.cells.items()
    }
    store.run(quarantine.rerun, row_id=row.id, cells=cells, done=_("The row is in."))


def _discard(row_id: int) -> None:
    store.run(quarantine.discard, row_id=row_id, done=_("Given up; it stays on record."))


def _history(rows: list[RunRow]) -> None:
    if not rows:
        return
    columns = [
        tables.Column[RunRow](label=_("When"), value=lambda row: row.started_at, kind=tables.Kind.MOMENT),
        tables.Column[RunRow](label=_("What"), value=lambda row: label(row.kind)),
        tables.Column[RunRow](label=_("File"), value=lambda row: row.source),
        tables.Column[RunRow](label=_("Lines"), value=lambda row: row.rows, kind=tables.Kind.NUMBER),
        tables.Column[RunRow](label=_("New"), value=lambda row: row.created, kind=tables.Kind.NUMBER),
        tables.Column[RunRow](label=_("Merged"), value=lambda row: row.merged, kind=tables.Kind.NUMBER),
        tables.Column[RunRow](label=_("Rejected"), value=lambda row: row.rejected, kind=tables.Kind.NUMBER),
        tables.Column[RunRow](
            label=_("Still waiting"), value=lambda row: row.waiting, kind=tables.Kind.NUMBER
        ),
    ]
    with ui.panel(_("Imports so far")):
        tables.table(rows, columns, key="settings.runs")


def show_export() -> None:
    """Everything as XLSX or CSV, with headings that an import understands again."""
    names = {"leads": _("Leads"), "vehicles": _("Vehicles"), "orders": _("Orders"), "staff": _("People")}
    with ui.panel(
        _("Export"), note=_("Formulas in cells are made harmless. Each export is kept in the trail.")
    ):
        for kind in exports.KINDS:
            with st.container(border=True, horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{names.get(kind, kind)}**", width="stretch")
                for suffix in (".xlsx", ".csv"):
                    st.download_button(
                        suffix[1:].upper(),
                        data=store.later(_bytes, kind=kind, suffix=suffix),
                        file_name=f"{kind}-{clock.today():%Y%m%d}{suffix}",
                        key=f"settings.export.{kind}{suffix}",
                        icon=":material/download:",
                        on_click="ignore",
                    )


def _bytes(session: Any, actor: Any, *, now: Any, kind: str, suffix: str) -> bytes:
    return exports.export_bytes(session, actor, now=now, kind=kind, suffix=suffix)[0]
