"""playground export: a trained network as weights of another format, or as code."""

from __future__ import annotations

import argparse
from pathlib import Path

from playground.cli.subcommands.shared_arguments import declare_other_batches, declare_preset_of_weights
from playground.cli.terminal import OK
from playground.cli.wanted_files import misplaced
from playground.experiment import presets
from playground.export import outgoing, trained_files
from playground.files.streams import say


def declare(command: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    command.add_argument("network", metavar="FILE", help="a trained network: a run, or weights")
    endings = ", ".join(outgoing.TITLES)
    command.add_argument("paths", metavar="TO", nargs="+", help=f"what to write: {endings}")
    declare_preset_of_weights(command)
    declare_other_batches(command)


def run(chosen: argparse.Namespace) -> int:
    """Read the network, and write it to every file."""
    if lines := misplaced([(path, outgoing.check) for path in chosen.paths]):
        raise presets.BadPreset(chosen.network, lines)
    otherwise = presets.load(chosen.preset) if chosen.preset else None
    trained = trained_files.network(chosen.network, otherwise)
    for path in chosen.paths:
        done = "replaced" if Path(path).exists() else "wrote"
        try:
            outgoing.save(trained, path, same_batches=chosen.same_batches)
        except ValueError as error:
            raise presets.BadPreset(chosen.network, [str(error)]) from error
        say(f"{done} {path}")
    return OK
