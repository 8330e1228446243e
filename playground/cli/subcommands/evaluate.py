"""playground evaluate: how good a trained network is at a new table."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict

from playground.cli.metric_lines import LONGEST, sentence, value_lines
from playground.cli.subcommands.new_tables import declare_table, new_table, note_gaps
from playground.cli.terminal import OK, json_line
from playground.data.tables.table import BadTable
from playground.data.targets.metrics import ClassMetrics, Metrics
from playground.experiment import presets
from playground.export.new_tables import NewTable
from playground.files.streams import say
from playground.parts.counts import grouped
from playground.parts.percentages import percent
from playground.parts.text import shortened


def declare(command: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    declare_table(command)
    command.add_argument("--json", action="store_true", help="as JSON")


def run(chosen: argparse.Namespace) -> int:
    """Compare what the network says with what the table says, and print how good it is."""
    new = new_table(chosen, targets_too=True)
    try:
        metrics = new.use.targets.measure(new.use.encoded(new.table), new.outputs)
    except BadTable as error:
        raise presets.BadPreset(chosen.table, error.lines) from error
    if chosen.json:
        classes = {"classes": new.use.targets.classes} if new.use.targets.decides else {}
        say(json_line({"samples": new.table.rows, **classes, **asdict(metrics)}))
    else:
        say(
            f"{grouped(new.table.rows)} samples: {sentence(metrics)}",
            *value_lines(metrics),
            *_by_class(new, metrics),
        )
    note_gaps(new, "Left out")
    return OK


def _by_class(new: NewTable, metrics: Metrics) -> Iterator[str]:
    """Yield a row for each class."""
    if not isinstance(metrics, ClassMetrics):
        return
    names = [shortened(name, LONGEST) for name in new.use.targets.classes]
    width = max(len("class"), *map(len, names))
    yield f"{'class':<{width}}  {'samples':>8}  {'precision':>9}  {'recall':>8}  {'F1':>8}"
    rows = zip(names, metrics.confusion, metrics.precision, metrics.recall, metrics.f1, strict=True)
    for name, counts, *shares in rows:
        cells = [f"{percent(share):>{wide}}" for share, wide in zip(shares, (9, 8, 8), strict=True)]
        yield f"{name:<{width}}  {grouped(sum(counts)):>8}  {'  '.join(cells)}"
