"""What a brush does to painted points: pure functions on rows (points, 3) of x₁, x₂ and class or value."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from playground.data.samples import Array, Points

MOST = 5000
"""Points that can be painted."""
FARTHEST = 999.0
"""How far out a point can lie, and how large its value can be."""

Chosen = npt.NDArray[np.intp]
"""The places of chosen points among the rows."""
Place = tuple[float, float]


def added(
    rows: Array, centre: Place, truth: float, count: int, jitter: float, drawn: np.random.Generator
) -> Array:
    """Return the rows with ``count`` points more, spread evenly over a disc of radius ``jitter``."""
    return _with(rows, np.tile(np.asarray(centre, float), (count, 1)), truth, jitter, drawn)


def stroked(
    rows: Array,
    start: Place,
    end: Place,
    truth: float,
    density: float,
    jitter: float,
    drawn: np.random.Generator,
) -> Array:
    """Return the rows with a line of points more, ``density`` of them to a unit of length on average."""
    first, last = np.asarray(start, float), np.asarray(end, float)
    count = int(density * np.linalg.norm(last - first) + drawn.random())
    along = drawn.random((count, 1))
    return _with(rows, first + along * (last - first), truth, jitter, drawn)


def _with(rows: Array, xy: Array, truth: float, jitter: float, drawn: np.random.Generator) -> Array:
    """Move new points by up to ``jitter`` and put them after the old; what is too many is left out."""
    angle = drawn.uniform(0.0, 2.0 * np.pi, len(xy))
    radius = jitter * np.sqrt(drawn.random(len(xy)))  # the root makes it even over the disc
    xy = xy + np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    new = np.column_stack([np.clip(xy, -FARTHEST, FARTHEST), np.full(len(xy), truth)])
    return np.concatenate([rows, new])[: max(MOST, len(rows))]


def near(rows: Array, centre: Place, radius: float) -> Chosen:
    """Return which points lie within a radius, the nearest first."""
    distance = np.hypot(*(rows[:, :2] - np.asarray(centre, float)).T)
    order = np.argsort(distance, kind="stable")
    return np.asarray(order[distance[order] <= radius], np.intp)


def within(rows: Array, corner: Place, opposite: Place) -> Chosen:
    """Return which points lie in a rectangle, given two opposite corners of it."""
    low, high = np.minimum(corner, opposite), np.maximum(corner, opposite)
    return np.flatnonzero(((rows[:, :2] >= low) & (rows[:, :2] <= high)).all(axis=1))


def erased(rows: Array, centre: Place, radius: float) -> Array:
    """Return the rows without the points that lie within a radius."""
    return without(rows, near(rows, centre, radius))


def without(rows: Array, chosen: Chosen) -> Array:
    """Return the rows without chosen points."""
    return np.delete(rows, chosen, axis=0)


def moved(rows: Array, chosen: Chosen, by: Place) -> Array:
    """Return the rows with chosen points moved by a step."""
    result = rows.copy()
    result[chosen, :2] = np.clip(rows[chosen, :2] + np.asarray(by, float), -FARTHEST, FARTHEST)
    return result


def retargeted(rows: Array, chosen: Chosen, truth: float) -> Array:
    """Return the rows with another class or value for chosen points."""
    result = rows.copy()
    result[chosen, 2] = truth
    return result


def rows_of(points: Points, drawn: np.random.Generator) -> Array:
    """Return any points as painted rows: of several values the first, of too many some drawn by chance."""
    values = (
        points.targets.encode(points.truth, points.inputs) if not points.targets.decides else points.values
    )
    rows = np.column_stack([points.xy, values[:, 0]])
    rows = rows[np.isfinite(rows).all(axis=1)]
    kept = np.sort(drawn.permutation(len(rows))[:MOST])
    return np.asarray(np.clip(rows[kept], -FARTHEST, FARTHEST))
