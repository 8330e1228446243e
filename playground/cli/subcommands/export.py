"""playground export: a trained network as weights of another format, or as code."""

from __future__ import annotations

import argparse
from pathlib import Path

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
    of = "what weights are of that do not say it themselves"
    command.add_argument("--preset", metavar="PRESET|FILE", help=of)
    command.add_argument(
        "--other-batches",
        dest="same_batches",
        action="store_false",
        help="code that trains shuffles by itself, and not as the run did",
    )


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
