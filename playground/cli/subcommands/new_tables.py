"""What predict and evaluate share: a trained network from a file, and a new table for it."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.cli.subcommands.experiment_arguments import letter_of
from playground.cli.subcommands.words import reader_of
from playground.data.tables.files import ENDINGS
from playground.data.tables.table import BadTable, Table
from playground.data.tables.table_file import TableFile
from playground.data.tables.table_set import TableSet
from playground.engine.activations.base import Array
from playground.experiment import options, presets
from playground.export import runs, trained_files, weights
from playground.export.table_use import TableUse, rows_of
from playground.export.weights import TrainedNetwork
from playground.files.streams import note
from playground.parts.counts import grouped
from playground.parts.setting import settings

READING = {each.name for each in settings(TableFile)}
NO_TABLE = "it was not trained on a table, or does not say what its inputs are of one"


def declare_table(command: argparse.ArgumentParser) -> None:
    """Declare the trained network, the new table, and how that is read if not as the first one."""
    command.add_argument("network", metavar="FILE", help="a trained network: a run, or weights")
    command.add_argument("table", metavar="TABLE", help=f"columns in any order: {', '.join(ENDINGS)}")
    group = command.add_argument_group("tables", "what is left out is as it was for the table trained on")
    for name, option in options.table_options().items():
        if name not in READING:
            continue
        flag, help = f"--{name.replace('_', '-')}", option.setting.help.replace("%", "%%")
        if option.setting.type is bool:
            group.add_argument(flag, action=argparse.BooleanOptionalAction, default=None, help=help)
        else:
            group.add_argument(flag, type=reader_of(option), metavar=letter_of(option), help=help)


@dataclass(frozen=True, eq=False)
class NewTable:
    """A trained network with the rows of a new table that have all it needs."""

    trained: TrainedNetwork
    use: TableUse
    table: Table
    whole: npt.NDArray[np.bool_]
    """Which rows of the file these are."""
    outputs: Array
    """What the network says of them, (rows, outputs)."""

    @classmethod
    def of(cls, chosen: argparse.Namespace, targets_too: bool) -> NewTable:
        """Return what was chosen. Raises BadPreset, BadRun, BadWeights."""
        trained = trained_in(chosen.network)
        use = trained.table or TableUse.of(trained.experiment)
        if use is None:
            raise presets.BadPreset(chosen.network, [NO_TABLE])
        try:
            table = _read(chosen, trained, use)
            whole = use.whole(table, targets_too)
            if not whole.any():
                raise BadTable(["no row has all that is needed"])
            rows = rows_of(table, whole)
            inputs = use.inputs(rows)
            outputs = trained.predict(inputs)
        except (BadTable, ValueError) as error:
            lines = error.lines if isinstance(error, BadTable) else [str(error)]
            raise presets.BadPreset(chosen.table, lines) from error
        return cls(trained, use, rows, whole, outputs)

    def note_gaps(self, what: str) -> None:
        """Say how many rows are without something, if any are."""
        missing = int((~self.whole).sum())
        if missing:
            rows = "1 row" if missing == 1 else f"{grouped(missing)} rows"
            first = grouped(int(np.flatnonzero(~self.whole)[0]) + 1)
            note(f"{what}: {rows} with a gap, of which the first is number {first}")


def trained_in(path: str) -> TrainedNetwork:
    """Return the network in a run or a file of weights. Raises BadRun, BadWeights."""
    if not trained_files.is_run(path):
        return weights.read(path)
    run = runs.read(path)
    return TrainedNetwork.at(run.experiment, run.snapshots[-1], run.rows)


def _read(chosen: argparse.Namespace, trained: TrainedNetwork, use: TableUse) -> Table:
    """Return the new table, read as is said or as the first one was. Raises BadTable."""
    first = trained.experiment.data
    dialect = {name: getattr(first, name) for name in READING if hasattr(first, name)}
    given = {name: getattr(chosen, name, None) for name in READING if name not in options.SOURCE}
    told = {name: value for name, value in given.items() if value is not None}
    where = {"path": chosen.table, "checksum": "", "text": ""}
    data = TableSet.model_validate(dialect | told | where)
    table = data.table()
    if table.doubt and table.doubt.setting == "decimal" and use.decimal != "automatic":
        table = data.changed(decimal=use.decimal).table()
    if doubt := table.doubt:
        ways = " or ".join(f"--{doubt.setting} {word} for {value}" for word, value in doubt.readings)
        raise BadTable([f"{doubt.text}: say {ways}"])
    return table
