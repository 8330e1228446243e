"""playground gradcheck: every gradient against central differences."""

from __future__ import annotations

import argparse

from playground.cli import gradient_report
from playground.cli.subcommands.experiment_arguments import (
    declare_experiment,
    experiment_of,
    name_of_source,
)
from playground.cli.terminal import Voice
from playground.experiment import presets


def declare(command: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    declare_experiment(
        command, "whose gradients to check", "number of epochs to train first; by default none", 0
    )
    command.set_defaults(voice=Voice.BAR)
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
        presets.runnable(experiment_of(chosen, []), name_of_source(chosen)), chosen.voice
    )
