"""Numbers in a sentence: thousands apart and a true minus sign, wherever a person reads."""

from __future__ import annotations


def typeset(number: str) -> str:
    """Return a formatted number with thin spaces for its commas, and true minus signs."""
    number = number.replace("e+0", "e").replace("e+", "e").replace("e-0", "e-")
    return number.replace(",", "\u2009").replace("-", "−")


def grouped(count: float) -> str:
    """Write a count with a thin space between thousands, and a true minus sign."""
    return typeset(f"{count:,.0f}")


def number(value: float, digits: int = 6) -> str:
    """Write a number with at most so many digits and a true minus sign."""
    return typeset(f"{value:.{digits}g}")
