"""The chain of one parameter or unit: every line from the sample to the new weight, with its numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.engine.activations import Array
from playground.engine.formulas import Line
from playground.microscope.change import Change
from playground.microscope.passage import Passage, slopes
from playground.microscope.places import Place, place
from playground.microscope.trace import Trace

NAMED = 3
"""Samples of a batch that a title names."""


@dataclass(frozen=True, eq=False)
class Stage:
    """One leg of the way: ``forward``, ``loss``, ``backward``, ``batch`` ... ``update``."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, eq=False)
class Chain:
    """How one number came about, stage by stage; stages that do nothing are left out."""

    title: str
    place: Place
    stages: tuple[Stage, ...]

    @property
    def lines(self) -> list[Line]:
        """All lines, in order."""
        return [line for stage in self.stages for line in stage.lines]


def chain(trace: Trace, address: str, row: int | None = None) -> Chain:
    """Return the chain of a parameter or unit through one row of the batch, counted from 0.

    Without a ``row`` it goes through the sample that the place learns most from. Raises ValueError for an
    address where there is nothing, and for a row that the batch has not.
    """
    where = place(trace, address)
    if row is not None and not 0 <= row < len(trace.rows):
        raise ValueError(f"there is no sample {row} in a batch of {len(trace.rows)}")
    with np.errstate(all="ignore"):
        passage = Passage(trace, where, _telling(trace, where) if row is None else row)
        legs = [("forward", passage.forward()), ("loss", passage.loss()), ("backward", passage.backward())]
        found = [(name, tuple(lines)) for name, lines in legs]
        if not where.is_unit:
            found += [(name, tuple(lines)) for name, lines in Change(trace, where, passage).stages()]
    stages = tuple(Stage(name, lines) for name, lines in found if lines)
    return Chain(_title(trace, where, passage.row), where, stages)


def parts(trace: Trace, address: str) -> Array:
    """Return what every sample of the batch adds to the gradient of a parameter, (batch,).

    They add up to the gradient; times the number of samples they are the samples' own gradients. Raises
    ValueError for an address where no parameter is.
    """
    where = place(trace, address)
    if where.is_unit:
        raise ValueError(f"{address}: a unit is no parameter")
    return _parts(trace, where)


def _parts(trace: Trace, where: Place) -> Array:
    return np.array([term.number for term in Change(trace, where, Passage(trace, where, 0)).parts()])


def _telling(trace: Trace, where: Place) -> int:
    """Return the row that adds most to the gradient."""
    own = slopes(trace.layers[where.layer - 1])
    found = own[:, where.unit] if where.is_unit else _parts(trace, where)
    return int(np.argmax(np.abs(np.nan_to_num(found))))


def _title(trace: Trace, where: Place, row: int) -> str:
    unit = f"unit {where.unit + 1} of layer {where.layer}"
    if where.is_unit:
        what = unit.capitalize()
    elif where.name == "weight":
        what = f"Weight from input {where.index[0] + 1} to {unit}"
    else:
        what = f"{where.name.capitalize()} of {unit}"
    names = ", ".join(map(str, trace.rows[:NAMED])) + (", …" if len(trace.rows) > NAMED else "")
    samples = f"{trace.part} sample{'s' if len(trace.rows) > 1 else ''} {names}"
    when = f"step {trace.step + 1} in epoch {trace.epoch + 1}"
    if trace.hypothetical:
        when += ", if it were made with these"
    through = f"; shown through sample {trace.rows[row]}" if len(trace.rows) > 1 else ""
    return f"{what}, {when}: {samples}{through}"
