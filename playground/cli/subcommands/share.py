"""playground share: an experiment as a line of text, and as a link of TensorFlow Playground."""

from __future__ import annotations

import argparse

from playground.cli.subcommands.experiment_arguments import declare_experiment, experiment_of
from playground.cli.terminal import OK
from playground.export.sharing.link_writing import link_of
from playground.export.sharing.setup_text import setup_text
from playground.files.streams import note, say


def declare(command: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    declare_experiment(command, "a run, weights, or what to share", "number of epochs", None)


def run(chosen: argparse.Namespace) -> int:
    """Print the text, which every command takes in the place of a preset, and the link if there is one."""
    experiment = experiment_of(chosen, [])
    say(setup_text(experiment))
    try:
        say(link_of(experiment))
    except ValueError as error:
        note(f"No link of TensorFlow Playground can stand for this. {error}")
    return OK
