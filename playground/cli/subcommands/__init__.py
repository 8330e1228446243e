"""The commands of ``playground``, in the order in which help lists them, each one file.

To add a command: a file with ``declare``, which declares its arguments, and ``run``, and a line here.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from playground.cli.subcommands import (
    check,
    evaluate,
    export,
    gradcheck,
    info,
    lists,
    open,
    predict,
    report,
    share,
    trace,
    train,
)


@dataclass(frozen=True)
class Subcommand:
    """What a word behind ``playground`` does."""

    help: str
    declare: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    """Carry it out and return the exit code."""


SUBCOMMANDS = {
    "open": Subcommand("open the window (the default)", open.declare, open.run),
    "train": Subcommand("train in the terminal", train.declare, train.run),
    "info": Subcommand("describe a file of any kind", info.declare, info.run),
    "evaluate": Subcommand("measure a trained network on a new table", evaluate.declare, evaluate.run),
    "predict": Subcommand("predict the rows of a new table", predict.declare, predict.run),
    "export": Subcommand("write a trained network in another format, or as code", export.declare, export.run),
    "report": Subcommand("write all of a run on one page", report.declare, report.run),
    "gradcheck": Subcommand(
        "compare every gradient with central differences", gradcheck.declare, gradcheck.run
    ),
    "trace": Subcommand("trace the next step: every number of backpropagation", trace.declare, trace.run),
    "share": Subcommand(
        "print an experiment as text and as a link, to paste elsewhere", share.declare, share.run
    ),
    "presets": Subcommand("list the shipped presets", lists.declare_nothing, lists.run_presets),
    "parts": Subcommand("list everything that can be chosen", lists.declare_parts, lists.run_parts),
    "check": Subcommand("check preset files", check.declare, check.run),
    "schema": Subcommand("print the JSON schema of preset files", lists.declare_nothing, lists.run_schema),
}
