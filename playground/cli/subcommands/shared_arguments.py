"""Arguments that several commands have, declared once."""

from __future__ import annotations

import argparse


def declare_preset_of_weights(command: argparse.ArgumentParser, name: str = "preset") -> None:
    """Declare what to say of weights that do not say it themselves; ``name`` is that of what was chosen."""
    command.add_argument(
        "--preset",
        dest=name,
        metavar="PRESET|FILE",
        help="the experiment of weights that do not contain it",
    )


def declare_other_batches(command: argparse.ArgumentParser) -> None:
    """Declare that code which trains goes its own way through the samples."""
    command.add_argument(
        "--other-batches",
        dest="same_batches",
        action="store_false",
        help="exported training code shuffles by itself, not as the run did",
    )
