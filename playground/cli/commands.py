"""The command line: everything that the window does but watching."""

from __future__ import annotations

import argparse
import difflib
import io
import re
import sys
from importlib.metadata import version
from typing import NoReturn

from playground.cli.subcommands import SUBCOMMANDS
from playground.cli.terminal import BAD_INPUT, FAILED, OK
from playground.experiment import presets
from playground.export.runs import BadRun
from playground.export.weights import BadWeights
from playground.files.reasons import reason
from playground.files.streams import fall_silent, fill_closed, note
from playground.interrupts import INTERRUPTED
from playground.parts.text import meant, name_of, shortened, shown


def main(arguments: list[str] | None = None) -> int:
    """Carry out a command line and return its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    fill_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # not every terminal has every letter
    if not words or (words[0] not in SUBCOMMANDS and words[0] not in ("-h", "--help", "--version")):
        if len(words) > 1 and not words[0].startswith("-"):  # a preset's name would stand alone
            note(f"no command is called {shown(words[0])}{meant(words[0], list(SUBCOMMANDS))}")
            return BAD_INPUT
        words = ["open", *words]
    chosen = _chosen(words)
    try:
        code: int = chosen.run(chosen)
        print(end="", flush=True)  # a reader that has gone is noticed here, not when Python ends
    except (presets.BadPreset, BadRun, BadWeights) as error:
        note(str(error))
        like = difflib.get_close_matches(words[-1][:100], SUBCOMMANDS, 1, 0.75)
        if like and words[0] == "open":
            note(f'did you mean the command "{like[0]}"?')
        if isinstance(error, presets.LostData) and error.path and hasattr(chosen, "data"):
            note("--data says where they are now")
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


def _chosen(words: list[str]) -> argparse.Namespace:
    """Return what a command line says; an option that there is not is named, with one that is like it."""
    parser = _parser()
    chosen, unknown = parser.parse_known_args(words)
    if unknown:
        known = sorted(set(re.findall(r"--[a-z][a-z-]+", chosen.command.format_help())))
        word = unknown[0].partition("=")[0]
        like = difflib.get_close_matches(word[:100], known, 1, 0.6) if word.startswith("--") else []
        chosen.command.error(f"unknown argument {word}" + (f"; did you mean {like[0]}?" if like else ""))
    return chosen


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        "playground", description="Train small networks and watch them learn. Without a command: the window."
    )
    parser.add_argument("--version", action="version", version=f"playground {version('backprop-playground')}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, each in SUBCOMMANDS.items():
        command = commands.add_parser(name, help=each.help, description=each.help)
        command.set_defaults(run=each.run, command=command)
        each.declare(command)
    return parser
