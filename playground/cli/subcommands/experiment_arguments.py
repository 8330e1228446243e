"""What commands about an experiment share: a preset, and what of it is set otherwise."""

from __future__ import annotations

import argparse
import re

from playground.experiment import edits, presets
from playground.experiment.experiment import Experiment
from playground.parts.text import shown


def declare_experiment(command: argparse.ArgumentParser, preset: str, epochs: str) -> None:
    """Declare a preset and its settings, with what the preset and the number of epochs are for."""
    command.add_argument("preset", metavar="PRESET|FILE", help=preset)
    command.add_argument("--epochs", type=whole, metavar="N", help=epochs)
    command.add_argument("--seed", type=whole, metavar="S", help="another seed")
    command.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="PATH=VALUE",
        help="replace a setting: layers[0].units=16",
    )


def whole(word: str) -> int:
    """Read a whole number from the command line."""
    if not re.fullmatch(r"[-+]?[0-9]{1,18}", word):
        raise argparse.ArgumentTypeError(f"{shown(word)} is not a whole number")
    return int(word)


def experiment_of(chosen: argparse.Namespace, lines: list[str]) -> Experiment:
    """Return the preset with what was set. Raises BadPreset for what could not be, and for further lines."""
    experiment, faults = edits.all_assigned(presets.load(chosen.preset), assignments(chosen))
    if faults or lines:
        raise presets.BadPreset(chosen.preset, [*faults, *lines])
    return experiment


def assignments(chosen: argparse.Namespace) -> list[str]:
    """Return what was set, as ``PATH=VALUE``."""
    named = [(name, getattr(chosen, name)) for name in ("epochs", "seed")]
    return [*chosen.set, *(f"{name}={value}" for name, value in named if value is not None)]
