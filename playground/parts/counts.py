"""Counts with their thousands apart, for the window and for what the program writes."""

from __future__ import annotations


def grouped(count: float) -> str:
    """Write a count with a thin space between thousands, and a true minus sign."""
    return f"{count:,.0f}".replace(",", "\u2009").replace("-", "−")
