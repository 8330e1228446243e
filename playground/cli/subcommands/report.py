"""playground report: all of a run on one page."""

from __future__ import annotations

import argparse
from pathlib import Path

from playground.cli import terminal
from playground.cli.subcommands.experiment_arguments import (
    declare_experiment,
    experiment_of,
    name_of_source,
    read_run,
)
from playground.cli.subcommands.shared_arguments import declare_preset_of_weights
from playground.cli.wanted_files import WantedFiles, misplaced
from playground.experiment import presets
from playground.export import trained_files
from playground.export.report import writing as reports
from playground.export.run_record import RunRecord
from playground.export.sharing.pasted import is_shared
from playground.files.streams import say


def declare(command: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    what = "a run or weights, for which --data says where their data are, or what to train first"
    declare_experiment(command, what, "number of epochs to train", None)
    help = "where to write it; by default it is named after its source"
    declare_preset_of_weights(command, "otherwise")
    command.add_argument("--to", metavar=f"FILE{reports.ENDING}", help=help)


def run(chosen: argparse.Namespace) -> int:
    """Write the report of what has been trained, or train it first."""
    source = name_of_source(chosen)
    called = "report" if is_shared(source) else Path(source).stem
    path = f"{called}{reports.ENDING}" if chosen.to is None else chosen.to
    lines = misplaced([(path, reports.check)])
    if chosen.preset is None or not trained_files.holds_training(chosen.preset):
        experiment = presets.runnable(experiment_of(chosen, lines), source)
        return terminal.train(experiment, WantedFiles(reports=[path]), terminal.Voice.BAR)
    otherwise = presets.load(chosen.otherwise) if chosen.otherwise else None
    saved = read_run(chosen.preset, chosen.data, otherwise)
    if experiment_of(chosen, lines, saved.experiment) != saved.experiment:
        raise presets.BadPreset(source, ["is trained already: what can be set of a preset cannot be of it"])
    done = "replaced" if Path(path).exists() else "wrote"
    reports.save(RunRecord.of(saved), path)
    say(f"{done} {path}")
    return terminal.OK
