"""L-BFGS: steps that know the curvature, for whole training sets (Nocedal and Wright 2006)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.optimizers.base import Evaluate, Optimizer, State, Update
from playground.engine.optimizers.shared_settings import rate
from playground.engine.symbolic.expressions import Line, Symbol, symbol
from playground.engine.symbolic.sums import total
from playground.engine.symbolic.update_lines import OptimizerStep, intermediate
from playground.parts.setting import setting

DECREASE, CURVATURE = 1e-4, 0.9
"""The constants of the strong Wolfe conditions: of sufficient decrease, and of curvature."""
MAX_TRIALS = 25
"""Evaluations of the loss in one line search."""
ROUNDINGS = 8.0
"""By how many roundings of the parameters a step may miss its direction and still lie along it."""


class LinePoint(NamedTuple):
    """A point along the line of search."""

    step: float
    loss: float
    slope: float
    """The derivative of the loss by the step."""


class LBFGS(Optimizer):
    """Estimates the curvature from recent steps and searches along a line; needs whole training sets."""

    title = "L-BFGS"
    whole_batches = True
    clips = False
    kind: Literal["l-bfgs"] = "l-bfgs"
    learning_rate: float = rate(1.0)
    memory: int = setting(
        10, "Number of recent steps from which the curvature is estimated.", ge=1, le=100, live=True
    )

    def start(self, parameters: Array) -> State:
        n = parameters.shape[1]
        rows = (self.memory, n)
        return {"moves": np.zeros(rows), "turns": np.zeros(rows), "known": np.zeros(1)}

    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        if evaluate is None or len(parameters) != 1:
            raise ValueError("L-BFGS needs to evaluate the loss, of one network at a time")
        moves, turns, known = state["moves"], state["turns"], state["known"]
        w, g = parameters[0], gradient[0]

        def update(t: int, rate: Any) -> None:
            rate = float(np.squeeze(rate))  # a schedule that watches the loss hands over (1, 1)
            loss, start, slope = evaluate(), w.astype(np.float64), g.astype(np.float64)
            direction = -_two_loop_recursion(slope, moves, turns, int(known[0])).result
            if slope @ direction >= 0.0:  # what was learned no longer holds here
                known[0] = 0.0
                direction = -slope
            first = rate if known[0] else rate * min(1.0, 1.0 / max(float(np.abs(slope).sum()), 1e-300))

            def at(step: float) -> LinePoint:
                w[...] = start + step * direction
                return LinePoint(step, evaluate(), float(g @ direction))

            step, _, _ = line_search(at, LinePoint(0.0, loss, float(slope @ direction)), first)
            w[...] = start + step * direction
            evaluate()
            move, turn = w - start, g - slope
            if move @ turn > 1e-10 * (turn @ turn):
                for rows, newest in ((moves, move), (turns, turn)):
                    rows[1:] = rows[:-1]
                    rows[0] = newest
                known[0] = min(known[0] + 1.0, self.memory)

        return update

    def formula(self, step: OptimizerStep) -> Iterator[Line]:
        all_, moves, turns = step.all_parameters, step.whole_state["moves"], step.whole_state["turns"]
        slope, move = np.asarray(all_.gradient, np.float64), np.subtract(all_.moved, all_.before, dtype=float)
        known = int(step.whole_state["known"][0])
        made = _two_loop_recursion(slope, moves, turns, known)
        if slope @ made.result <= 0.0:
            made = _two_loop_recursion(slope, moves, turns, 0)
        length = move @ -made.result / max(float(made.result @ made.result), 1e-300)
        far = np.linalg.norm(move + length * made.result)
        rounding = ROUNDINGS * np.finfo(all_.before.dtype).eps
        if not far <= rounding * (np.linalg.norm(all_.before) + np.linalg.norm(move)):
            # Its own gradient was another: a dropout silences other units at every trial.
            found = symbol("d", step.moved - step.w.number, means="The change found by the line search.")
            yield step.new(
                step.w + found, "Found by the line search, in which the gradient was a different one."
            )
            return
        direction = list(self._direction(step, made))
        yield from direction
        stride = symbol("step", length, means="How far it goes along the direction.")
        note = "Along d, the same line for all parameters, as far as the line search chose."
        yield step.new(step.w + stride * direction[-1].left, note)

    def _direction(self, step: OptimizerStep, made: TwoLoopProduct) -> Iterator[Line]:
        """Yield how the direction of a parameter comes about."""
        place, letter = step.all_parameters.place, step.w.letter
        g = step.g
        if not made.shares:
            yield intermediate("d", -g, "The direction: down the gradient, since no curvature is known yet.")
            return
        turns, moves = (step.whole_state[name][:, place] for name in ("turns", "moves"))
        turns = _counted("Δg", turns, "How the gradient turned in an earlier step")
        moves = _counted("Δ" + letter, moves, f"An earlier move of the {step.called}")
        shares = _counted("α", made.shares, "The part of an earlier turn that the gradient has")
        counts = _counted("c", made.counts, "How much an earlier move counts")
        turned = [share * turn for share, turn in zip(shares, turns, strict=False)]
        note = "The gradient without its part in how it turned in the last steps; 1 is the newest."
        q = intermediate("q", g - total(turned), note)
        yield q
        moved = [count * move for count, move in zip(counts, moves, strict=False)]
        scale = symbol("κ", made.scale, means="The inverse of the latest curvature.")
        term = -(scale * q.left + total(moved))
        yield intermediate(
            "d", term, "The direction: q over the latest curvature, and parts of the last moves."
        )


def _counted(letter: str, numbers: Iterable[Any], means: str) -> list[Symbol]:
    said = f"{means}; 1 is the newest."
    return [symbol(letter, number, str(k), means=said) for k, number in enumerate(numbers, 1)]


@dataclass(frozen=True, eq=False)
class TwoLoopProduct:
    """A vector times the inverse curvature: scale * (vector - shares @ turns) + counts @ moves."""

    result: Array
    scale: float
    shares: list[float]
    counts: list[float]


def _two_loop_recursion(vector: Array, moves: Array, turns: Array, known: int) -> TwoLoopProduct:
    """Return the inverse curvature, as far as it is known, times a vector (Nocedal and Wright, 7.4)."""
    result, scale, shares, counts = vector.copy(), 1.0, list[float](), list[float]()
    for move, turn in zip(moves[:known], turns[:known], strict=True):
        share = (move @ result) / (move @ turn)
        result -= share * turn
        shares.append(share)
    if known:
        scale = (moves[0] @ turns[0]) / (turns[0] @ turns[0])
        result *= scale
    for i in reversed(range(known)):
        back = (turns[i] @ result) / (moves[i] @ turns[i])
        result += (shares[i] - back) * moves[i]
        counts.insert(0, shares[i] - back)
    return TwoLoopProduct(result, scale, shares, counts)


def line_search(at: Callable[[float], LinePoint], start: LinePoint, first: float) -> LinePoint:
    """Return a point where both strong Wolfe conditions hold, or the lowest found (ibid., algorithm 3.5)."""
    before, step, lowest = start, first, start
    for trial in range(MAX_TRIALS):
        here = at(step)
        lowest = _lower(here, lowest)
        if not _sufficient_decrease(here, start) or (trial and here.loss >= before.loss):
            return _zoom(at, before, here, start, lowest)
        if _flat_enough(here, start):
            return here
        if here.slope >= 0.0:
            return _zoom(at, here, before, start, lowest)
        before, step = here, 2.0 * step
    return lowest


def _zoom(
    at: Callable[[float], LinePoint], low: LinePoint, high: LinePoint, start: LinePoint, lowest: LinePoint
) -> LinePoint:
    """Return such a point between two others (ibid., algorithm 3.6)."""
    for _ in range(MAX_TRIALS):
        here = at(_interpolated(low, high))
        lowest = _lower(here, lowest)
        if not _sufficient_decrease(here, start) or here.loss >= low.loss:
            high = here
        elif _flat_enough(here, start):
            return here
        else:
            if here.slope * (high.step - low.step) >= 0.0:
                high = low
            low = here
    return lowest


def _lower(here: LinePoint, lowest: LinePoint) -> LinePoint:
    lower = here.loss < lowest.loss or not np.isfinite(lowest.loss)
    return here if np.isfinite(here.loss) and lower else lowest


def _sufficient_decrease(here: LinePoint, start: LinePoint) -> bool:
    """Return whether the condition of sufficient decrease holds; never for a loss that is not finite."""
    return bool(np.isfinite(here.loss)) and here.loss <= start.loss + DECREASE * here.step * start.slope


def _flat_enough(here: LinePoint, start: LinePoint) -> bool:
    """Return whether the strong curvature condition holds."""
    return abs(here.slope) <= -CURVATURE * start.slope


def _interpolated(low: LinePoint, high: LinePoint) -> float:
    """Return the step of the minimum of the parabola through both points, kept away from the ends."""
    width = high.step - low.step
    bend = high.loss - low.loss - low.slope * width
    share = -low.slope * width / (2.0 * bend) if np.isfinite(bend) and bend > 0.0 else 0.5
    return low.step + width * min(max(share, 0.1), 0.9)
