"""What an experiment on a table is, in a few lines: the table, the split, the network, the training."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from playground.data.tables.remarks import remarks
from playground.data.tables.table_set import TableSet
from playground.experiment.experiment import Experiment
from playground.parts.counts import grouped, number
from playground.parts.text import shortened

NAMED = 12
"""So many columns or classes are named in a line."""


def choices(experiment: Experiment) -> Iterator[str]:
    """Yield the lines; parts have the names by which they are chosen."""
    data, optimizer = experiment.data, experiment.optimizer
    if isinstance(data, TableSet):
        yield from data.table().notes
        yield from remarks(data, data.table())
        yield f"Inputs: {_listed(data.columns)}, {data.scaling.done}"
        yield f"Target: {_target(experiment, data)}"
    parts = [f"{grouped(len(part))} {name}" for name, part in experiment.samples.items() if len(part)]
    yield f"Samples: {', '.join(parts)}"
    yield f"Network: {' → '.join(_layers(experiment))}, {grouped(experiment.size)} parameters"
    rate = f"{optimizer.kind} with learning rate {number(optimizer.learning_rate)}"
    size = experiment.batch_size
    batch = f"batches of {size}" if size else "the whole training set at once"
    many = "" if experiment.epochs == 1 else "s"
    epochs = f"{grouped(experiment.epochs)} epoch{many}, seed {experiment.seed}"
    yield f"Training: {experiment.loss.kind}, {rate}, {batch}, {epochs}"


def _target(experiment: Experiment, data: TableSet) -> str:
    if experiment.reconstruct:
        return "the inputs themselves"
    names = experiment.targets.classes
    meant = f"{len(names)} classes: {_listed(names)}" if names else "values"
    return f"{_listed((data.target, *data.more_targets))}, {meant}"


def _layers(experiment: Experiment) -> Iterator[str]:
    network = experiment.network()
    yield grouped(network.widths[0])
    for layer, width in zip(network.layers, network.widths[1:], strict=True):
        active = getattr(layer, "activation", None)
        yield f"{grouped(width)} {active.kind if active else layer.kind}"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(shortened(name, 40) for name in names[: NAMED if more else None]) + more
