"""Lines of one height on a map, by marching squares."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.floating]
Ends = npt.NDArray[np.float64]

# Corners of a square are 1, 2, 4, 8 from its lower left one on, counter-clockwise; its sides 0, 1, 2, 3 from
# the lower one on. A line parts the corners that are above from the others; it takes two lines where only
# opposite corners are alike.
SIDES: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((3, 0),),
    2: ((0, 1),),
    3: ((3, 1),),
    4: ((1, 2),),
    5: ((3, 2), (0, 1)),
    6: ((0, 2),),
    7: ((3, 2),),
    8: ((2, 3),),
    9: ((2, 0),),
    10: ((3, 0), (1, 2)),
    11: ((2, 1),),
    12: ((1, 3),),
    13: ((1, 0),),
    14: ((0, 3),),
}
FIRST = np.array([SIDES.get(case, ((0, 0),))[0] for case in range(16)])
SECOND = np.array([SIDES.get(case, ((0, 0),))[-1] for case in range(16)])
OPPOSITE = {5: 10, 10: 5}


def contour(values: Values, level: float, low: float, high: float) -> Ends:
    """Return the pieces of the line where a map (side, side), bottom row first, is at a level.

    The ends (2 * pieces, 2) stand in pairs, as x and y. The map's values are those in the middles of squares
    that cover the plane from ``low`` to ``high`` in both directions.
    """
    above = values > level
    corners = np.stack([above[:-1, :-1], above[:-1, 1:], above[1:, 1:], above[1:, :-1]])
    cases = np.tensordot(np.array([1, 2, 4, 8]), corners, axes=1)
    rows, columns = np.nonzero((cases > 0) & (cases < 15))
    if not len(rows):
        return np.zeros((0, 2))
    heights = np.stack(
        [
            values[rows, columns],
            values[rows, columns + 1],
            values[rows + 1, columns + 1],
            values[rows + 1, columns],
        ]
    ).astype(float)
    found = cases[rows, columns]
    # Where opposite corners are alike, the middle says which of them hang together.
    apart = heights.mean(axis=0) <= level
    for case, other in OPPOSITE.items():
        cases_here = cases[rows, columns] == case
        found[cases_here & apart] = other
    crossings = _crossings(heights, level)
    at = np.arange(len(rows))
    two = np.isin(found, tuple(OPPOSITE))
    pairs = [(at, FIRST[found]), (at[two], SECOND[found[two]])]
    step = (high - low) / len(values)
    ends = np.concatenate([crossings[sides, which[:, None]] for which, sides in pairs])
    squares = np.concatenate([np.stack([columns, rows], axis=1)[which] for which, _ in pairs])
    return np.asarray((ends + squares[:, None] + 0.5) * step + low).reshape(-1, 2)


def _crossings(heights: Ends, level: float) -> Ends:
    """Return where the line crosses each side of squares with these corners (4, n): (4, n, 2), 0 to 1."""
    following = np.roll(heights, -1, axis=0)
    rise = following - heights
    with np.errstate(all="ignore"):
        share = np.clip(np.nan_to_num((level - heights) / rise, nan=0.5), 0.0, 1.0)
    zero, one = np.zeros_like(share[0]), np.ones_like(share[0])
    return np.stack(
        [
            np.stack([share[0], zero], axis=-1),
            np.stack([one, share[1]], axis=-1),
            np.stack([1.0 - share[2], one], axis=-1),
            np.stack([zero, 1.0 - share[3]], axis=-1),
        ]
    )
