"""playground info: what is in a file of any kind."""

from __future__ import annotations

import argparse
import json

from playground.cli import file_report
from playground.cli.subcommands.shared_arguments import declare_preset_of_weights
from playground.cli.terminal import OK
from playground.experiment import presets
from playground.files.streams import say


def declare(command: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    command.add_argument("file", metavar="FILE", help="a run, weights, a preset, a setup or a table")
    declare_preset_of_weights(command)
    command.add_argument("--json", action="store_true", help="as JSON")


def run(chosen: argparse.Namespace) -> int:
    """Read the file, and say what it holds."""
    otherwise = presets.load(chosen.preset) if chosen.preset else None
    facts = file_report.facts(chosen.file, otherwise)
    say(*([json.dumps(facts)] if chosen.json else file_report.lines(facts)))
    return OK
