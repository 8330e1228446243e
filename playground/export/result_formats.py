"""Every format of what came of a run, and does not come back: its report, its history, TensorBoard's."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from textwrap import fill, indent

from playground.export import event_file, histories
from playground.export.report import SECTIONS
from playground.export.report import writing as reports
from playground.export.run_record import RunRecord, check_data
from playground.export.runs import SavedRun
from playground.files.reading import Progress

WIDTH, IN = 72, "    "
"""Columns of a preview in sentences, and what stands before those that belong to a heading."""
FIRST = 200
"""Rows of a history that a preview shows."""


@dataclass(frozen=True)
class ResultFormat:
    """One format, as menus call it."""

    title: str
    save: Callable[[SavedRun, str, Path, Progress], None]
    """Write a run that ended for a reason. Raises OSError, ValueError in whose place nothing can be written,
    Cancelled.
    """
    preview: Callable[[SavedRun], Iterator[str]]
    """Yield lines that say what will be written; columns are parted by tabs. Raises ImportError where a
    package is missing, ValueError where the data are.
    """
    in_folder: bool = False
    """Whether it goes into a folder, under the name that it is known by, and not into a file of any name."""


def _save_history(run: SavedRun, reason: str, path: Path, progress: Progress) -> None:
    histories.save(run.experiment, run.rows, path)


def _preview_history(ending: str, run: SavedRun) -> Iterator[str]:
    text = io.StringIO()
    histories.FORMATS[ending].write(run.experiment, run.rows[:FIRST], text)
    yield from text.getvalue().splitlines()
    if len(run.rows) > FIRST:
        yield "…"


def _save_report(run: SavedRun, reason: str, path: Path, progress: Progress) -> None:
    check_data(run.experiment)
    reports.save(RunRecord.of(run, reason), path, progress)


def _save_events(run: SavedRun, reason: str, path: Path, progress: Progress) -> None:
    event_file.save(run, path, progress)


def _preview_events(run: SavedRun) -> Iterator[str]:
    check_data(run.experiment)
    yield from event_file.preview(run)


def _preview_report(run: SavedRun) -> Iterator[str]:
    check_data(run.experiment)
    yield f"{run.experiment.title}, on one page for any browser."
    yield "Nothing else is needed, nothing in it runs, and it prints well."
    yield ""
    for section in SECTIONS:
        if section.suits(run.experiment):
            yield section.title
            yield from indent(fill((section.__doc__ or "").splitlines()[0], WIDTH), IN).splitlines()


RESULT_FORMATS: dict[str, ResultFormat] = {
    reports.ENDING: ResultFormat("Report", _save_report, _preview_report),
    **{
        ending: ResultFormat(each.title, _save_history, partial(_preview_history, ending))
        for ending, each in histories.FORMATS.items()
    },
    event_file.NAME: ResultFormat("TensorBoard", _save_events, _preview_events, in_folder=True),
}
"""The formats by the endings of their files; what goes into a folder, by its name there."""
