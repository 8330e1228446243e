"""playground predict: what a trained network says of the rows of a new table."""

from __future__ import annotations

import argparse
import csv
import io
from pathlib import Path

from playground.cli.subcommands.new_tables import declare_table, new_table, note_gaps
from playground.cli.terminal import OK
from playground.cli.wanted_files import misplaced
from playground.experiment import presets
from playground.files.streams import say
from playground.files.writing import write
from playground.parts.text import name_of

DIGITS = {"float32": 9, "float64": 17}
"""So many digits tell any two numbers of a precision apart."""


def declare(command: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    declare_table(command)
    command.add_argument("--output", metavar="FILE.csv", help="where to; by default to the terminal")


def run(chosen: argparse.Namespace) -> int:
    """Predict, and write a row for every row of the table."""
    if chosen.output is not None and (lines := misplaced([(chosen.output, _check)])):
        raise presets.BadPreset(chosen.network, lines)
    new = new_table(chosen, targets_too=False)
    names, cells = new.use.rows(new.outputs)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    digits = DIGITS[new.use.experiment.precision]
    found = ([each if isinstance(each, str) else f"{each:.{digits}g}" for each in row] for row in cells)
    writer.writerows(next(found) if whole else [""] * len(names) for whole in new.whole)
    if chosen.output is None:
        say(text.getvalue().removesuffix("\n"))
    else:
        write(chosen.output, text.getvalue().encode())
    note_gaps(new, "Not predicted")
    return OK


def _check(path: str) -> Path:
    """Return the path if predictions can be written there. Raises ValueError."""
    if Path(path).suffix.lower() != ".csv":
        raise ValueError(f"{name_of(path)}: predictions are written as .csv")
    return Path(path)
