"""Metrics in the terminal: a sentence for classes, and for values one for each that has a unit of its own."""

from __future__ import annotations

from collections.abc import Iterator

from playground.data.targets.metrics import ClassMetrics, Metrics, ValueMetrics
from playground.parts.counts import number
from playground.parts.percentages import percent
from playground.parts.text import shortened

LONGEST = 24
"""Characters of the name of a class or a value."""


def sentence(metrics: Metrics) -> str:
    """Return how good outputs are, all together."""
    if isinstance(metrics, ClassMetrics):
        return f"accuracy {percent(metrics.accuracy)}"
    assert isinstance(metrics, ValueMetrics)
    r2 = f"R² {number(metrics.r2, 4)}"
    if metrics.each:
        return f"{r2}, the mean of these"
    return f"{r2}, mean error {number(metrics.mae, 4)}, root mean square error {number(metrics.rmse, 4)}"


def value_lines(metrics: Metrics) -> Iterator[str]:
    """Yield how good outputs are for each of several values."""
    if isinstance(metrics, ValueMetrics):
        yield from (f"{shortened(name, LONGEST)}: {sentence(one)}" for name, one in metrics.each.items())
