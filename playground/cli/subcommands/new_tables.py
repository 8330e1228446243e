"""What predict and evaluate share: a trained network from a file, and a new table for it."""

from __future__ import annotations

import argparse

import numpy as np

from playground.cli.subcommands.experiment_arguments import letter_of
from playground.cli.subcommands.words import reader_of
from playground.data.tables.files import ENDINGS
from playground.data.tables.table import BadTable, UnevenRows
from playground.experiment import options, presets, tabled
from playground.export import trained_files
from playground.export.new_tables import READING, NewTable, read_new
from playground.export.weights.trained_network import NO_TABLE
from playground.files.streams import note
from playground.parts.counts import grouped


def declare_table(command: argparse.ArgumentParser) -> None:
    """Declare the trained network, the new table, and how that is read if not as the first one."""
    command.add_argument("network", metavar="FILE", help="a trained network: a run, or weights")
    command.add_argument("table", metavar="TABLE", help=f"columns in any order: {', '.join(ENDINGS)}")
    group = command.add_argument_group("tables", "what is not given is as for the table that was trained on")
    for name, option in options.table_options().items():
        if name not in READING:
            continue
        flag, help = f"--{name.replace('_', '-')}", option.setting.help.replace("%", "%%")
        if option.setting.type is bool:
            group.add_argument(flag, action=argparse.BooleanOptionalAction, default=None, help=help)
        else:
            group.add_argument(flag, type=reader_of(option), metavar=letter_of(option), help=help)


def new_table(chosen: argparse.Namespace, targets_too: bool) -> NewTable:
    """Return the rows of the table that have all that is needed. Raises BadPreset, BadRun, BadWeights."""
    trained = trained_files.network(chosen.network)
    use = trained.table_use
    if use is None or trained.experiment.reconstruct:
        raise presets.BadPreset(chosen.network, [NO_TABLE])
    given = {name: getattr(chosen, name, None) for name in READING if name not in options.SOURCE}
    try:
        table = read_new(chosen.table, use, {name: each for name, each in given.items() if each is not None})
        return NewTable.of(use, trained.predict, table, targets_too)
    except UnevenRows as error:
        raise presets.BadPreset(chosen.table, [*error.lines, tabled.WHOLE_ROWS]) from error
    except BadTable as error:
        raise presets.BadPreset(chosen.table, error.lines) from error


def note_gaps(new: NewTable, what: str) -> None:
    """Say how many rows are without something, if any are."""
    missing = int((~new.whole).sum())
    if missing:
        rows = "1 row" if missing == 1 else f"{grouped(missing)} rows"
        first = grouped(int(np.flatnonzero(~new.whole)[0]) + 1)
        note(f"{what}: {rows} with a gap, of which the first is number {first}")
