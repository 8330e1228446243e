"""Shares as percentages: only what is all of it is 100 %, and only what is nothing of it is 0 %."""

from __future__ import annotations

from playground.parts.counts import typeset

FINEST = 4
"""Places that are written at most to keep a percentage true."""


def percent(share: float, places: int = 1) -> str:
    """Write a share from 0 to 1 as a percentage, with more places where rounding would make a claim of it."""
    for count in range(places, FINEST + 1):
        text = f"{100.0 * share:.{count}f}"
        if float(text) not in (0.0, 100.0) or share in (0.0, 1.0):
            return typeset(f"{text} %")
    return "< 0.0001 %" if share < 0.5 else "> 99.9999 %"
