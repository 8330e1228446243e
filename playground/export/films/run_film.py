"""A film of a run without a window: boundary and loss at one moment after another, drawn by matplotlib."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from playground.export.films.formats import write_film
from playground.export.films.shown_film import BadFilm, Film, Picture
from playground.export.pictures.files import points_of
from playground.export.run_record import RunRecord
from playground.export.runs import SavedRun
from playground.parts.counts import grouped

PICTURES, RATE = 60, 10
"""Pictures of a film at most, and how many a second."""


def save_run_film(run: SavedRun, path: str | os.PathLike[str], rate: int = RATE) -> None:
    """Film a run, a picture for each of its snapshots; what is drawn the name says, as that of a plot does.

    Raises BadFilm, OSError; then what was there stays.
    """
    drawn = _pictures(run, path)
    first = next(drawn, None)
    if first is None:
        raise BadFilm("a film needs a picture")
    height, width, _ = first.shape
    write_film(path, chain([first], drawn), Film(width, height, rate))


def _pictures(run: SavedRun, path: str | os.PathLike[str]) -> Iterator[Picture]:
    for snapshot in run.snapshots:
        rows = tuple(row for row in run.rows if row.epoch <= snapshot.epochs)
        record = RunRecord.of(replace(run, rows=rows, snapshots=(snapshot,)))
        yield points_of(record, path, f"{run.experiment.title}, epoch {grouped(snapshot.epochs)}")
