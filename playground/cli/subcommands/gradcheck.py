"""playground gradcheck: every gradient against central differences."""

from __future__ import annotations

import argparse

from playground.cli import gradient_report
from playground.cli.subcommands.experiment_arguments import declare_experiment, training_of
from playground.cli.terminal import Voice


def declare(command: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    of = "a run, weights, or whose gradients to check"
    declare_experiment(command, of, "number of epochs to train first; by default none", 0)
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
    training, epochs = training_of(chosen, [])
    return gradient_report.check_gradients(training, epochs, chosen.voice)
