"""The history of a run as a file: a row or a line of JSON for every recorded epoch."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.files import strict_json
from playground.files.writing import text_of, writing
from playground.parts.text import name_of

Rows = Iterable[Figures]


def _names(experiment: Experiment) -> list[str]:
    """Return what figures are called; losses say where they are of scaled targets."""
    of = f"_{experiment.loss_of.replace(' ', '_')}" if experiment.loss_of else ""
    return [name + of if name.endswith("_loss") else name for name in Figures.names()]


def _csv(experiment: Experiment, rows: Rows, text: TextIO) -> None:
    """A cell is empty where there is no figure."""
    writer = csv.writer(text)
    writer.writerow(_names(experiment))
    writer.writerows(["" if value is None else value for value in row.values()] for row in rows)


def _json_lines(experiment: Experiment, rows: Rows, text: TextIO) -> None:
    """A figure is null where there is none, and where it is beyond all bounds, for which JSON has no word."""
    names = _names(experiment)
    for row in rows:
        plain = dict(zip(names, row.values(), strict=True))
        text.write(json.dumps(strict_json.finite(plain), allow_nan=False) + "\n")


@dataclass(frozen=True)
class HistoryFormat:
    """One format, as menus call it."""

    title: str
    write: Callable[[Experiment, Rows, TextIO], None]


FORMATS = {
    ".csv": HistoryFormat("History as a table", _csv),
    ".jsonl": HistoryFormat("History as lines of JSON", _json_lines),
}


def check(path: str | os.PathLike[str]) -> Path:
    """Return the path if the history can be written there. Raises ValueError with the reason if not."""
    target = Path(path)
    if target.suffix.lower() not in FORMATS:
        raise ValueError(f"{name_of(target)}: the history is written as {', '.join(FORMATS)}")
    return target


def save(experiment: Experiment, rows: Rows, path: str | os.PathLike[str]) -> None:
    """Write one line for every recorded epoch, as the ending says. Raises ValueError, OSError."""
    write_as = FORMATS[check(path).suffix.lower()].write
    with writing(path) as file, text_of(file) as text:
        write_as(experiment, rows, text)
