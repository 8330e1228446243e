"""The command line: everything that the window does but watching."""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

from playground.cli import display, lesson_check, listings, terminal, trace_report
from playground.cli.terminal import BAD_INPUT, FAILED, OK
from playground.experiment import edits, presets
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.export import traces, weights
from playground.files.reasons import reason
from playground.files.streams import fall_silent, fill_closed, note, say
from playground.interrupts import INTERRUPTED, at_once
from playground.microscope import Rows
from playground.parts.text import meant, name_of, shortened, shown
from playground.training import population
from playground.worker import process

DEFAULT = "circle"


def main(arguments: list[str] | None = None) -> int:
    """Carry out a command line and return its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    fill_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # not every terminal has every letter
    if not words or (words[0] not in COMMANDS and words[0] not in ("-h", "--help", "--version")):
        if len(words) > 1 and not words[0].startswith("-"):  # a preset's name would stand alone
            note(f"no command is called {shown(words[0])}{meant(words[0], list(COMMANDS))}")
            return BAD_INPUT
        words = ["open", *words]
    chosen = _parser().parse_args(words)
    try:
        code: int = chosen.run(chosen)
        print(end="", flush=True)  # a reader that has gone is noticed here, not when Python ends
    except presets.BadPreset as error:
        note(str(error))
        return BAD_INPUT
    except BrokenPipeError:  # the reader of our output, such as head, has seen enough
        fall_silent()
        return OK
    except KeyboardInterrupt:  # outside a training, which ends by itself
        return INTERRUPTED
    except OSError as error:
        note(f"{name_of(error.filename or 'output')}: {reason(error)}")
        return FAILED
    return code


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as everything here does."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"{self.prog}: {shortened(message, 200)}; see {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        "playground", description="Train small networks and watch them learn. Without a command: the window."
    )
    parser.add_argument("--version", action="version", version=f"playground {version('backprop-playground')}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (run, help, declare) in COMMANDS.items():
        command = commands.add_parser(name, help=help, description=help)
        command.set_defaults(run=run)
        declare(command)
    return parser


def _open(chosen: argparse.Namespace) -> int:
    preset = chosen.preset or DEFAULT
    experiment = presets.load(preset)
    if display.broken():
        note(display.broken())
        return FAILED
    if display.missing():
        note(display.missing())
        return terminal.leave(presets.runnable(experiment, preset), Path(f"playground-{Path(preset).stem}"))
    own = None if preset in presets.shipped() else Path(preset)
    with at_once():
        worker = process.Worker()  # gets ready while the window does
        from playground.gui import app  # half a second, and Qt, that only the window costs

        return app.run(experiment, own, worker, asked=chosen.preset is not None)


def _declare_open(command: argparse.ArgumentParser) -> None:
    command.add_argument("preset", nargs="?", help="a preset's name or file")


def _declare_train(command: argparse.ArgumentParser) -> None:
    _declare_experiment(command, "what to train", "number of epochs; 0 keeps the initial weights")
    command.add_argument(
        "--export", action="append", default=[], metavar="FILE", help=f"weights: {', '.join(weights.FORMATS)}"
    )
    command.add_argument(
        "--population",
        action="append",
        default=[],
        metavar="PATH=VALUES",
        help="train many at once: seed=0..63, optimizer.learning_rate=0.01,0.1; several are combined",
    )
    command.add_argument("--history", metavar="FILE.csv", help="losses and accuracies by epoch")
    command.add_argument("--save-data", metavar="FILE.npz", help="the samples as the network sees them")
    command.add_argument(
        "--plot",
        action="append",
        default=[],
        metavar="FILE.png",
        help="boundary.png, loss.png, or both in one",
    )
    voices = command.add_mutually_exclusive_group()
    for word, voice, help in (
        ("--json", terminal.Voice.JSON, "report as JSON, one object a line"),
        ("--quiet", terminal.Voice.QUIET, "print nothing but errors"),
    ):
        voices.add_argument(word, dest="voice", action="store_const", const=voice, help=help)
    command.set_defaults(voice=terminal.Voice.BAR)


def _declare_experiment(command: argparse.ArgumentParser, preset: str, epochs: str) -> None:
    command.add_argument("preset", metavar="PRESET|FILE", help=preset)
    command.add_argument("--epochs", type=_whole, metavar="N", help=epochs)
    command.add_argument("--seed", type=_whole, metavar="S", help="another seed")
    command.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="PATH=VALUE",
        help="replace a setting: layers[0].units=16",
    )


def _whole(word: str) -> int:
    """Read a whole number from the command line."""
    if not re.fullmatch(r"[-+]?[0-9]{1,18}", word):
        raise argparse.ArgumentTypeError(f"{shown(word)} is not a whole number")
    return int(word)


def _experiment(chosen: argparse.Namespace, lines: list[str]) -> Experiment:
    """Return the preset with what was set. Raises BadPreset for what could not be, and for further lines."""
    experiment, faults = edits.all_assigned(presets.load(chosen.preset), _assignments(chosen))
    if faults or lines:
        raise presets.BadPreset(chosen.preset, [*faults, *lines])
    return experiment


def _assignments(chosen: argparse.Namespace) -> list[str]:
    named = [(name, getattr(chosen, name)) for name in ("epochs", "seed")]
    return [*chosen.set, *(f"{name}={value}" for name, value in named if value is not None)]


def _train(chosen: argparse.Namespace) -> int:
    wanted = terminal.Wanted(chosen.export, chosen.plot, chosen.history, chosen.save_data)
    experiment = _experiment(chosen, wanted.misplaced())
    if chosen.population:
        if wanted.paths():
            raise presets.BadPreset(chosen.preset, ["--population: prints a table and writes no files"])
        return _train_population(experiment, chosen)
    return terminal.train(presets.runnable(experiment, chosen.preset), wanted, chosen.voice)


def _train_population(experiment: Experiment, chosen: argparse.Namespace) -> int:
    try:
        found = population.members(experiment, chosen.population, _assignments(chosen))
        found = [presets.runnable(member, chosen.preset) for member in found]
        population.together(found)
    except presets.BadPreset:
        raise
    except ValueError as error:
        raise presets.BadPreset(chosen.preset, [str(error)]) from error
    return terminal.train_population(found, chosen.voice)


def _declare_gradcheck(command: argparse.ArgumentParser) -> None:
    _declare_experiment(
        command, "whose gradients to check", "number of epochs to train first; by default none"
    )
    command.set_defaults(epochs=0, voice=terminal.Voice.BAR)
    command.add_argument(
        "--json",
        dest="voice",
        action="store_const",
        const=terminal.Voice.JSON,
        help="report as JSON, one object a line",
    )


def _gradcheck(chosen: argparse.Namespace) -> int:
    return terminal.check_gradients(presets.runnable(_experiment(chosen, []), chosen.preset), chosen.voice)


def _declare_trace(command: argparse.ArgumentParser) -> None:
    _declare_experiment(
        command, "whose next step to trace", "number of epochs to train first; by default none"
    )
    command.set_defaults(epochs=0)
    command.add_argument(
        "--steps", type=_whole, default=0, metavar="N", help="steps to make after the epochs"
    )
    command.add_argument(
        "--samples", metavar="ROWS", help="training samples instead of the next batch: 0,3,4"
    )
    command.add_argument(
        "--weight", metavar="PLACE", help="how this was computed: 1.weight[0,2], 1.bias[2], 1.unit[2]"
    )
    command.add_argument("--latex", action="store_true", help="with --weight: as LaTeX")
    for ending in traces.FORMATS:
        help = f"every number as {ending[1:].upper()}"
        command.add_argument(f"--{ending[1:]}", metavar=f"FILE{ending}", help=help)


def _trace(chosen: argparse.Namespace) -> int:
    files = {ending: getattr(chosen, ending[1:]) for ending in traces.FORMATS}
    wanted = {ending: path for ending, path in files.items() if path is not None}
    lines = terminal.misplaced([(path, partial(traces.check, ending=end)) for end, path in wanted.items()])
    if chosen.latex and chosen.weight is None:
        lines.append("--latex: needs --weight, which says of which number")
    if chosen.steps < 0:
        lines.append(f"--steps: must be 0 or more, not {chosen.steps}")
    rows = _rows(chosen.samples, lines)
    experiment = presets.runnable(_experiment(chosen, lines), chosen.preset)
    asked = trace_report.Asked(chosen.steps, rows, chosen.weight, chosen.latex, tuple(wanted.values()))
    try:
        return trace_report.report(experiment, asked)
    except ValueError as error:
        raise presets.BadPreset(chosen.preset, [str(error)]) from error


def _rows(words: str | None, lines: list[str]) -> Rows | None:
    """Read which samples were chosen, or add a line of what is wrong."""
    try:
        return None if words is None else Rows(tuple(int(word) for word in words.split(",")))
    except ValueError:
        lines.append(f"--samples: {shown(words)} is not a row of numbers such as 0,3,4")
        return None


def _presets(chosen: argparse.Namespace) -> int:
    say(*listings.shipped())
    return OK


def _declare_parts(command: argparse.ArgumentParser) -> None:
    command.add_argument("family", nargs="?", metavar="FAMILY", help=", ".join(listings.family_words()))


def _parts(chosen: argparse.Namespace) -> int:
    words = listings.family_words()
    if chosen.family is not None and chosen.family not in words:
        note(f"no family is called {shown(chosen.family)}; choose from {', '.join(words)}")
        return BAD_INPUT
    say(*listings.parts(chosen.family))
    return OK


def _declare_check(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE", help="presets to check, and the lessons in them")
    command.add_argument(
        "--play", action="store_true", help="also play the lessons, and report what never happens in them"
    )


def _check(chosen: argparse.Namespace) -> int:
    code = OK
    for name in chosen.files:
        try:
            experiment = presets.load(name)
            found = [*problems(experiment), *lesson_check.lesson_problems(experiment)]
            if chosen.play and not found:
                found = lesson_check.disappointments(experiment)
            if found:
                raise presets.BadPreset(name, [str(problem) for problem in found])
            say(f"{name}: no faults")
        except presets.BadPreset as error:
            note(str(error))
            code = BAD_INPUT
    return code


def _schema(chosen: argparse.Namespace) -> int:
    say(json.dumps(presets.schema(), indent=2))
    return OK


def _nothing(command: argparse.ArgumentParser) -> None:
    """Declare no arguments."""


Command = tuple[Callable[[argparse.Namespace], int], str, Callable[[argparse.ArgumentParser], None]]
COMMANDS: dict[str, Command] = {
    "open": (_open, "open the window (the default)", _declare_open),
    "train": (_train, "train in the terminal", _declare_train),
    "gradcheck": (_gradcheck, "compare every gradient with central differences", _declare_gradcheck),
    "trace": (_trace, "trace the next step: every number of backpropagation", _declare_trace),
    "presets": (_presets, "list the shipped presets", _nothing),
    "parts": (_parts, "list everything that can be chosen", _declare_parts),
    "check": (_check, "check preset files", _declare_check),
    "schema": (_schema, "print the JSON schema of preset files", _nothing),
}
