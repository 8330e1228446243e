"""playground open: the window."""

from __future__ import annotations

import argparse
from pathlib import Path

from playground.cli import display, terminal
from playground.cli.terminal import FAILED
from playground.experiment import presets, tabled
from playground.files.streams import note
from playground.interrupts import at_once
from playground.worker import process

DEFAULT = "circle"


def declare(command: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    command.add_argument("preset", nargs="?", help="a preset's name, its file, or that of a table")


def run(chosen: argparse.Namespace) -> int:
    """Open the window, or train here where there is nothing to show it on."""
    preset = chosen.preset or DEFAULT
    table = tabled.is_table(preset)
    experiment = tabled.from_file(preset, {}) if table else presets.load(preset)
    if display.broken():
        note(display.broken())
        return FAILED
    if display.missing():
        note(display.missing())
        return terminal.leave(presets.runnable(experiment, preset), Path(f"playground-{Path(preset).stem}"))
    own = None if table or preset in presets.shipped() else Path(preset)
    with at_once():
        worker = process.Worker()  # gets ready while the window does
        from playground.gui import app  # half a second, and Qt, that only the window costs

        return app.run(experiment, own, worker, asked=chosen.preset is not None)
