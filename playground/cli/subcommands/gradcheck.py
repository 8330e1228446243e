"""playground gradcheck: every gradient against central differences."""

from __future__ import annotations

import argparse

from playground.cli import gradient_report
from playground.cli.subcommands.experiment_arguments import declare_experiment, experiment_of
from playground.cli.terminal import Voice
from playground.experiment import presets


def declare(command: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    declare_experiment(
        command, "whose gradients to check", "number of epochs to train first; by default none"
    )
    command.set_defaults(epochs=0, voice=Voice.BAR)
    command.add_argument(
        "--json",
        dest="voice",
        action="store_const",
        const=Voice.JSON,
        help="report as JSON, one object a line",
    )


def run(chosen: argparse.Namespace) -> int:
    """Compare, and print a table."""
    return gradient_report.check_gradients(
        presets.runnable(experiment_of(chosen, []), chosen.preset), chosen.voice
    )
