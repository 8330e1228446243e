"""L-BFGS for scripts, whatever their library: it sees parameters as one vector, and gets a function of it.

It is what a person would write who has NumPy alone, for scripts get it as it stands here.
"""

import numpy as np


class LBFGSOptimizer:
    """Steps that know the curvature from recent ones (Nocedal and Wright 2006, 7.4)."""

    def __init__(self, memory):
        self.memory = memory
        self.moves, self.turns = [], []  # of recent steps, the newest first

    def step(self, evaluate, start, rate):
        """Make a step from ``start``, and return where it ends.

        ``evaluate`` goes to a point and returns the loss there and its gradient; it is
        at the end of the step when this returns.
        """
        loss, slope = evaluate(start)
        direction = -self.two_loop_recursion(slope)
        if slope @ direction >= 0.0:  # what was learned no longer holds here
            self.moves, self.turns = [], []
            direction = -slope
        if not self.moves:
            rate = rate * min(1.0, 1.0 / max(np.abs(slope).sum(), 1e-300))

        def at(step):
            found, gradient = evaluate(start + step * direction)
            return step, found, gradient @ direction

        step, _, _ = line_search(at, (0.0, loss, slope @ direction), rate)
        point = (start + step * direction).astype(start.dtype)
        move, turn = np.subtract(point, start, dtype=float), evaluate(point)[1] - slope
        if move @ turn > 1e-10 * (turn @ turn):
            self.moves = [move, *self.moves][: self.memory]
            self.turns = [turn, *self.turns][: self.memory]
        return point

    def two_loop_recursion(self, vector):
        """Return the inverse curvature, as far as it is known, times a vector."""
        shares = []
        for move, turn in zip(self.moves, self.turns, strict=True):
            shares.append((move @ vector) / (move @ turn))
            vector = vector - shares[-1] * turn
        if self.moves:
            move, turn = self.moves[0], self.turns[0]
            vector = vector * ((move @ turn) / (turn @ turn))
        known = list(zip(self.moves, self.turns, shares, strict=True))
        for move, turn, share in reversed(known):
            vector = vector + (share - (turn @ vector) / (move @ turn)) * move
        return vector


def line_search(at, start, first):
    """Return where along a line both Wolfe conditions hold, or else the lowest place.

    A place is its distance, the loss there and the slope (Nocedal and Wright, 3.5).
    """
    before, step, lowest = start, first, start
    for trial in range(25):
        here = at(step)
        lowest = lower(here, lowest)
        if not sufficient_decrease(here, start) or (trial and here[1] >= before[1]):
            return zoom(at, before, here, start, lowest)
        if abs(here[2]) <= -0.9 * start[2]:
            return here
        if here[2] >= 0.0:
            return zoom(at, here, before, start, lowest)
        before, step = here, 2.0 * step
    return lowest


def zoom(at, low, high, start, lowest):
    """Return such a place between two others (Nocedal and Wright, 3.6)."""
    for _ in range(25):
        here = at(interpolated(low, high))
        lowest = lower(here, lowest)
        if not sufficient_decrease(here, start) or here[1] >= low[1]:
            high = here
        elif abs(here[2]) <= -0.9 * start[2]:
            return here
        else:
            if here[2] * (high[0] - low[0]) >= 0.0:
                high = low
            low = here
    return lowest


def lower(here, lowest):
    """Return the lower of two places."""
    return here if here[1] < lowest[1] else lowest


def sufficient_decrease(here, start):
    """Return whether the loss has fallen far enough; what is no number has not."""
    return here[1] <= start[1] + 1e-4 * here[0] * start[2]


def interpolated(low, high):
    """Return the bottom of the parabola through two places, kept away from both."""
    width = high[0] - low[0]
    bend = high[1] - low[1] - low[2] * width
    share = -low[2] * width / (2.0 * bend) if np.isfinite(bend) and bend > 0.0 else 0.5
    return low[0] + width * min(max(share, 0.1), 0.9)
