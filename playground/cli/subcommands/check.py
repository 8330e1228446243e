"""playground check: preset files, and the lessons in them."""

from __future__ import annotations

import argparse

from playground.cli import lesson_check, lesson_play
from playground.cli.terminal import BAD_INPUT, OK
from playground.experiment import presets
from playground.experiment.problems import problems
from playground.export import trained_files
from playground.files.streams import note, say


def declare(command: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    command.add_argument("files", nargs="+", metavar="FILE", help="presets to check, and the lessons in them")
    command.add_argument(
        "--play",
        action="store_true",
        help="also play the lessons from ten starts, and report what does not happen in them",
    )


def run(chosen: argparse.Namespace) -> int:
    """Check every file, and say what is wrong."""
    code = OK
    for name in chosen.files:
        try:
            if trained_files.holds_training(name):
                raise presets.BadPreset(name, ["is a trained network and no preset; info says what is in it"])
            experiment = presets.load(name)
            found = [*problems(experiment), *lesson_check.lesson_problems(experiment)]
            if chosen.play and not found:
                found = lesson_play.play_problems(experiment)
            if found:
                raise presets.BadPreset(name, [str(problem) for problem in found])
            say(f"{name}: no faults")
        except presets.BadPreset as error:
            note(str(error))
            code = BAD_INPUT
    return code
