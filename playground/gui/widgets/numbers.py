"""Numbers as the window writes them: a true minus sign, a thin space between thousands."""

from __future__ import annotations

import math

from playground.parts import percentages
from playground.parts.counts import grouped as grouped
from playground.parts.counts import number, typeset
from playground.parts.setting import Setting


def written(value: float, unit: str = "") -> str:
    """Write a setting's value; shares are written as percentages."""
    if unit == "%":
        return typeset(f"{100 * value:.4g} %")
    return grouped(value) if isinstance(value, int) else number(value)


def said(value: float, setting: Setting) -> str:
    """Write a setting's value, or the name of a number that stands for something else."""
    return setting.called.get(str(value)) or written(value, setting.unit)


def loss(value: float | None) -> str:
    """Write a loss with four places, fewer from a hundred on, or three digits and a power of ten."""
    if value is None:
        return "–"
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "∞"
    if value == 0 or 0.001 <= value < 1000:
        return f"{value:.{4 if value < 100 else 2}f}"
    if 1000 <= value < 1_000_000:
        return typeset(f"{value:,.{1 if value < 100_000 else 0}f}")
    digits, power = f"{value:.2e}".split("e")
    return typeset(f"{digits}e{int(power)}")


def percent(value: float | None) -> str:
    """Write a share as a percentage."""
    return "–" if value is None else percentages.percent(value)


def signed(value: float | None) -> str:
    """Write a number of a network with its sign: four places, or three digits and a power of ten."""
    if value is None:
        return "–"
    if value == 0.0 or 0.001 <= abs(value) < 10_000:
        return typeset(f"{value:+.4f}")
    if not math.isfinite(value):
        return "not finite"
    digits, power = f"{value:+.2e}".split("e")
    return typeset(f"{digits}e{int(power)}")
