"""playground presets, parts and schema: what there is."""

from __future__ import annotations

import argparse
import json

from playground.cli import listings
from playground.cli.terminal import BAD_INPUT, OK
from playground.experiment import presets
from playground.files.streams import note, say
from playground.parts.text import shown


def run_presets(chosen: argparse.Namespace) -> int:
    """List the shipped presets."""
    say(*listings.shipped())
    return OK


def declare_parts(command: argparse.ArgumentParser) -> None:
    """Declare the family."""
    command.add_argument("family", nargs="?", metavar="FAMILY", help=", ".join(listings.family_words()))


def run_parts(chosen: argparse.Namespace) -> int:
    """List everything that can be chosen, of one family or of all."""
    words = listings.family_words()
    if chosen.family is not None and chosen.family not in words:
        note(f"no family is called {shown(chosen.family)}; choose from {', '.join(words)}")
        return BAD_INPUT
    say(*listings.parts(chosen.family))
    return OK


def run_schema(chosen: argparse.Namespace) -> int:
    """Print the JSON schema of preset files."""
    say(json.dumps(presets.schema(), indent=2))
    return OK


def declare_nothing(command: argparse.ArgumentParser) -> None:
    """Declare no arguments."""
