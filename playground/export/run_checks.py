"""What a saved run must be, so that nothing in it can lead a training astray."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.engine.architecture import Architecture
from playground.experiment.figures import Figures
from playground.experiment.stopping import Best, EpochResult, StopRule
from playground.files.archives import Declared
from playground.files.reasons import Unreadable
from playground.parts.counts import grouped
from playground.parts.text import shown
from playground.training import checkpoints
from playground.training.checkpoints import Snapshot
from playground.training.history import LONGEST
from playground.training.marks import Mark

COUNTS = ("epochs", "steps", "updates", "position")
"""What a snapshot counts, in the order of the columns."""
LATEST = 2**53
"""Beyond this a number of the history would no longer say a count exactly."""
MARKS, LONGEST_MARK = 12, 500
"""How many changes a run notes at most, and characters of what one is called."""
TABLES = {
    "history": (LONGEST, len(Figures.names())),
    "counts": (checkpoints.MOST + 1, len(COUNTS)),
}
"""How many rows there may be, and how many columns there are."""


def check_sizes(arrays: dict[str, Declared]) -> None:
    """Look at what arrays say of themselves, before any is read. Raises Unreadable."""
    for name in (*TABLES, "parameters", "kept", "order"):
        if name not in arrays:
            raise Unreadable(f"its {name} is missing")
    for name, array in arrays.items():
        if array.dtype.kind not in "biuf":
            raise Unreadable(f"its {shown(name)} has no numbers")
    for name, (longest, width) in TABLES.items():
        shape = arrays[name].shape
        if len(shape) != 2 or shape[1] != width:
            raise Unreadable(f"its {name} has other columns")
        if not 1 <= shape[0] <= longest:
            raise Unreadable(f"its {name} has {grouped(shape[0])} rows; a run has 1 to {grouped(longest)}")


def check_network(arrays: dict[str, Declared], architecture: Architecture) -> None:
    """See that there are as many numbers as the network has, before it is built: it may be huge. Raises
    Unreadable.
    """
    last = architecture.layouts[-1]
    for name, count in (("parameters", last.slot.stop), ("kept", last.kept.stop)):
        if arrays[name].shape[1:] != (1, count):
            raise Unreadable(f"its {name} belong to another network than its data ask for")


def whole(value: Any, least: int, name: str) -> int:
    """Return a whole number that a run can have. Raises Unreadable."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if type(value) is not int or not least <= value <= LATEST:
        raise Unreadable(f"its {name} is {shown(value)}, not a whole number from {least} on")
    return value


def marks(found: Any) -> tuple[Mark, ...]:
    """Return what was changed in a run. Raises Unreadable.

    Files of earlier versions have no marks, or do not say which ones last.
    """
    if not isinstance(found, list) or len(found) > MARKS:
        raise Unreadable(f"its marks are not a list of at most {MARKS}")
    for each in found:
        match each:
            case [int() | float() as epoch, str() as text, *lasts] if (
                0 <= epoch <= LATEST
                and len(text) <= LONGEST_MARK
                and not isinstance(epoch, bool)
                and [*map(type, lasts)] in ([], [bool])
            ):
                continue
            case _:
                raise Unreadable(f"its mark {shown(each)} is not an epoch and a text")
    return tuple(Mark(int(epoch), *said) for epoch, *said in found)


def figures(row: npt.NDArray[Any]) -> Figures:
    """Return a row of the history. Raises Unreadable."""
    epoch, step, *values = row.tolist()
    if np.isinf(values).any():
        raise Unreadable("its history has a number that is not finite")
    there = (None if value != value else value for value in values)
    return Figures(whole(epoch, 0, "epoch"), whole(step, 0, "step"), *there)


def check_order(rows: tuple[Figures, ...], snapshots: tuple[Snapshot, ...]) -> None:
    """See that time only goes forward. Raises Unreadable."""
    if any(later.epochs < each.epochs or later.steps < each.steps for each, later in pairwise(snapshots)):
        raise Unreadable("its snapshots are not in order")
    if any(later.epoch <= row.epoch or later.step < row.step for row, later in pairwise(rows)):
        raise Unreadable("its history is not in order")


def check_snapshot(snapshot: Snapshot, start: Snapshot) -> None:
    """Compare a snapshot with one of a run that begins. Raises Unreadable."""
    _check_numbers(snapshot, start)
    order = snapshot.order
    if not np.array_equal(np.sort(order, axis=-1), np.broadcast_to(np.arange(order.shape[-1]), order.shape)):
        raise Unreadable("an order of samples is not a permutation")
    if snapshot.position >= max(order.shape[-1], 1):
        raise Unreadable("its position is beyond its last sample")


def _check_numbers(found: Snapshot | Best, start: Snapshot, which: str = "") -> None:
    """Compare a network's numbers with those of a run that begins, in whose precision they are to be finite.
    Raises Unreadable.
    """
    for name in ("parameters", "kept"):
        array, own = getattr(found, name), getattr(start, name)
        if array.shape != own.shape:
            raise Unreadable(f"its {which}{name} belong to another network")
        with np.errstate(over="ignore"):
            cast = array.astype(own.dtype)
        if not np.isfinite(cast).all():
            raise Unreadable(f"its {which}{name} have a number that is not finite")


def check_memory(rule: StopRule, memory: dict[str, Any], last: Figures, start: Snapshot) -> None:
    """Ask a stop rule what it makes of what it is to remember. Raises Unreadable, and what it raises."""
    if not memory:
        return
    rule.reason(EpochResult(last, 0.0, 1.0, dict), dict(memory))
    best = rule.best(memory)
    if best is not None:
        _check_numbers(best, start, "best ")
