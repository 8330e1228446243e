"""playground open: the window."""

from __future__ import annotations

import argparse
from pathlib import Path

from playground.cli import display, terminal
from playground.cli.named import is_table, named
from playground.cli.terminal import FAILED
from playground.experiment import presets, tabled
from playground.experiment.experiment import Experiment
from playground.export.sharing.pasted import is_shared, shared_in
from playground.export.trained_files import holds_training
from playground.files.streams import note
from playground.interrupts import at_once
from playground.worker import process

DEFAULT = "circle"


def declare(command: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    help = "a preset's name, its file, or that of a table, a run or weights"
    command.add_argument("preset", nargs="?", help=help)


def run(chosen: argparse.Namespace) -> int:
    """Open the window, or train here where there is nothing to show it on."""
    preset = chosen.preset or DEFAULT
    saved = holds_training(preset)
    experiment = presets.load(DEFAULT) if saved else _asked(preset)
    if display.broken():
        note(display.broken())
        return FAILED
    if display.missing():
        note(display.missing())
        if saved:
            return FAILED
        return terminal.leave(presets.runnable(experiment, preset), Path(f"playground-{Path(preset).stem}"))
    no_file = is_table(preset) or is_shared(preset) or shared_in(preset) or preset in presets.shipped()
    own = None if saved or no_file else Path(preset)
    with at_once():
        worker = process.Worker()  # gets ready while the window does
        from playground.gui import app  # half a second, and Qt, that only the window costs

        return app.run(experiment, own, worker, chosen.preset is not None, Path(preset) if saved else None)


def _asked(name: str) -> Experiment:
    return tabled.from_file(name, {}) if is_table(name) else named(name)
