"""A film of a run without a window: boundary and loss at one moment after another, drawn by matplotlib."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from playground.export.films.formats import write_film
from playground.export.films.shown_film import BadFilm, Film, Picture
from playground.export.pictures.files import pixels_of
from playground.export.run_record import RunRecord
from playground.export.runs import SavedRun
from playground.files.reading import Cancelled, Progress, unheard, within
from playground.parts.counts import grouped
from playground.training.checkpoints import Snapshot

PICTURES, RATE = 60, 10
"""Pictures that are worth keeping of a run for a film, and how many a second."""
DRAWING = 0.8
"""The share of the work that drawing is; the rest is writing."""


def save_run_film(
    run: SavedRun,
    path: str | os.PathLike[str],
    first: int = 0,
    last: int | None = None,
    progress: Progress = unheard,
) -> None:
    """Film a run from its ``first`` epoch to its ``last``, or to its end, a picture for each snapshot.

    What is drawn the name says, as that of a plot does. Raises BadFilm, OSError, Cancelled; then what was
    there stays.
    """
    end = run.snapshots[-1].epochs if last is None else last
    shown = [snapshot for snapshot in run.snapshots if first <= snapshot.epochs <= end]
    if not shown:
        raise BadFilm(f"nothing of the run is kept from epoch {grouped(first)} to {grouped(end)}")
    drawn = _pictures(run, shown, path, within(progress, 0.0, DRAWING))
    opening = next(drawn)
    height, width, _ = opening.shape
    film = Film(width, height, RATE)
    write_film(path, chain([opening], drawn), film, within(progress, DRAWING, 1.0 - DRAWING))


def _pictures(
    run: SavedRun, shown: Sequence[Snapshot], path: str | os.PathLike[str], progress: Progress
) -> Iterator[Picture]:
    for place, snapshot in enumerate(shown):
        if not progress(place / len(shown)):
            raise Cancelled
        rows = tuple(row for row in run.rows if row.epoch <= snapshot.epochs)
        record = RunRecord.of(replace(run, rows=rows, snapshots=(snapshot,)))
        yield pixels_of(record, path, f"{run.experiment.title}, epoch {grouped(snapshot.epochs)}")
