"""playground trace: every number of the next step."""

from __future__ import annotations

import argparse
from functools import partial

from playground.cli import trace_report
from playground.cli.subcommands.experiment_arguments import (
    declare_experiment,
    name_of_source,
    training_of,
)
from playground.cli.subcommands.words import whole
from playground.cli.wanted_files import misplaced
from playground.experiment import presets
from playground.export import traces
from playground.export.matrix_code import matrix_code
from playground.export.step_code import step_code
from playground.microscope import Rows
from playground.parts.text import shown


def declare(command: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    of = "a run, weights, or whose next step to trace"
    declare_experiment(command, of, "number of epochs to train first; by default none", 0)
    command.add_argument("--steps", type=whole, default=0, metavar="N", help="steps to make after the epochs")
    command.add_argument(
        "--samples", metavar="NUMBERS", help="training samples instead of the next batch: 1,4,5"
    )
    command.add_argument(
        "--weight", metavar="PLACE", help="how this was computed: 1.weight[0,2], 1.bias[2], 1.unit[2]"
    )
    command.add_argument(
        "--matrices", action="store_true", help="the step as matrices; with --weight the update of its layer"
    )
    forms = command.add_mutually_exclusive_group()
    forms.add_argument("--latex", action="store_true", help="with --weight or --matrices: as LaTeX")
    forms.add_argument("--code", action="store_true", help="with --weight or --matrices: as a NumPy script")
    for ending in traces.FORMATS:
        help = f"every number as {ending[1:].upper()}"
        command.add_argument(f"--{ending[1:]}", metavar=f"FILE{ending}", help=help)


def run(chosen: argparse.Namespace) -> int:
    """Trace, and print or write what was asked for."""
    files = {ending: getattr(chosen, ending[1:]) for ending in traces.FORMATS}
    wanted = {ending: path for ending, path in files.items() if path is not None}
    lines = misplaced([(path, partial(traces.check, ending=end)) for end, path in wanted.items()])
    if chosen.latex and chosen.weight is None and not chosen.matrices:
        lines.append("--latex: needs --weight, which says of which number, or --matrices")
    if chosen.code and chosen.weight is None and not chosen.matrices:
        lines.append("--code: needs --weight, which says of which number, or --matrices")
    written = traces.latex if chosen.latex else step_code if chosen.code else traces.text
    of_matrices = traces.latex if chosen.latex else matrix_code if chosen.code else traces.text
    matrices = of_matrices if chosen.matrices else None
    if chosen.steps < 0:
        lines.append(f"--steps: must be 0 or more, not {chosen.steps}")
    rows = _rows(chosen.samples, lines)
    training, epochs = training_of(chosen, lines)
    asked = trace_report.Asked(
        epochs, chosen.steps, rows, chosen.weight, written, matrices, tuple(wanted.values())
    )
    try:
        return trace_report.report(training, asked)
    except (ValueError, LookupError) as error:
        raise presets.BadPreset(name_of_source(chosen), [str(error.args[0])]) from error


def _rows(words: str | None, lines: list[str]) -> Rows | None:
    """Read which samples were chosen, or add a line of what is wrong."""
    try:
        return None if words is None else Rows(tuple(int(word) - 1 for word in words.split(",")))
    except ValueError:
        lines.append(f"--samples: {shown(words)} is not a row of numbers such as 1,4,5")
        return None
