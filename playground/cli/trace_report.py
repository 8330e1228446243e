"""A trace in the terminal: the next step layer by layer, or the chain of one number, and files of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from playground.cli.terminal import FAILED, OK
from playground.engine.activations.base import Array
from playground.export import traces
from playground.files.reasons import reason
from playground.files.streams import note, say
from playground.microscope import Chain, Rows, Trace, TracedLayer, chain, trace
from playground.microscope.matrices import WholeStep, in_matrices, whole_step
from playground.parts.text import name_of
from playground.training.divergence import Diverged, Ended
from playground.training.training import Training

COLUMNS = ("layer", "outputs", "derivatives", "weights", "gradient", "change", "change/weights")
SHOWN = 12
"""So many samples of a batch are named."""


@dataclass(frozen=True)
class Asked:
    """What is wanted of a trace."""

    epochs: int = 0
    """Epochs to train first."""
    steps: int = 0
    """Steps to make after them."""
    chosen: Rows | None = None
    """Samples instead of the next batch."""
    address: str | None = None
    """The parameter or unit whose chain is wanted."""
    written: Callable[[Chain], str] = traces.text
    """How the chain is written."""
    matrices: Callable[[Chain | WholeStep], str] | None = None
    """How the step as matrices is written instead: with an address the update is that of its layer alone."""
    files: tuple[str, ...] = ()


def report(training: Training, asked: Asked) -> int:
    """Train for the epochs, trace the next step and say what is asked; the exit code.

    Raises ValueError for places and samples that there are not, OSError.
    """
    lost, last = "", training.epochs + asked.epochs
    try:
        while training.epochs < last:
            training.epoch()
        training.advance(asked.steps)
        training.check_finite()
    except Diverged as error:  # the training is back before that step, which is the one to look at
        lost = str(error)
    except Ended as ended:
        note(f"{ended}: the step after that is traced")
    found = trace(training.experiment, training.snapshot(), asked.chosen)
    made = None if asked.address is None else chain(found, asked.address)
    if asked.matrices is not None:
        say(asked.matrices(whole_step(found) if made is None else in_matrices(made)))
    elif made is None:
        say(*summary(found))
    else:
        say(asked.written(made))
    failed = False
    for path in asked.files:
        done = "replaced" if os.path.exists(path) else "wrote"
        try:
            traces.save(found, path)
            note(f"{done} {path}")
        except OSError as error:  # the next one may find its place
            failed = True
            note(f"{name_of(path)}: {reason(error)}")
    if lost:
        note(lost)
    return FAILED if lost or failed else OK


def summary(trace: Trace) -> list[str]:
    """Return the step in a few lines: the samples, the loss, a row for each layer, the optimizer."""
    rows = [COLUMNS, *(_row(trace, layer) for layer in trace.layers)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(COLUMNS))]
    table = ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows]
    return [*_head(trace), "", *table, "", *_foot(trace)]


def _head(trace: Trace) -> list[str]:
    count = len(trace.rows)
    names = ", ".join(str(trace.called(row)) for row in range(min(count, SHOWN)))
    names += f" and {count - SHOWN} more" if count > SHOWN else ""
    when = f"Step {trace.step + 1} in epoch {trace.epoch + 1}"
    if trace.hypothetical:
        when += ", if it were made with these"
    penalty = f", and {trace.penalty:.6g} of the regularizer's penalty" if trace.penalty else ""
    return [f"{when}: {trace.part} {names}", f"Loss {trace.loss:.6g}{penalty}"]


def _row(trace: Trace, layer: TracedLayer) -> tuple[str, ...]:
    slopes = layer.values["dz" if "dz" in layer.values else "da"]
    lengths = [_length(layer, flat) for flat in (trace.before, trace.gradient, trace.change)]
    if not layer.named(trace.before):
        return layer.name, _size(layer.values["a"]), _size(slopes), "", "", "", ""
    share = f"{lengths[2] / lengths[0]:.2e}" if lengths[0] else ""
    return layer.name, _size(layer.values["a"]), _size(slopes), *(f"{each:.4g}" for each in lengths), share


def _size(array: Array) -> str:
    """Return the root of the mean square."""
    return f"{np.sqrt(np.mean(np.square(array, dtype=np.float64))):.4g}"


def _length(layer: TracedLayer, flat: Array) -> float:
    return float(np.linalg.norm(flat[layer.layout.slot].astype(np.float64)))


def _foot(trace: Trace) -> list[str]:
    clipped = f", after clipping to {trace.factor:.6g} of it" if trace.factor != 1.0 else ""
    length = np.linalg.norm(trace.counted.astype(np.float64))
    rate = f"{trace.optimizer.title}, update {trace.update}, learning rate {trace.learning_rate:.6g}"
    return [
        f"The norm of the gradient is {length:.6g}{clipped}; {rate}",
        "outputs and derivatives: root mean square over samples and units; the others: norm over the layer",
    ]
