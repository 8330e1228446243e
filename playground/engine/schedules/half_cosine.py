"""Half a cosine: the smooth way from one number to another."""

from __future__ import annotations

import math

import numpy as np

from playground.engine.symbolic.expressions import PI, Term
from playground.engine.symbolic.functions import call


def half_cosine(start: float, end: float, share: float) -> float:
    """Go from ``start`` to ``end`` along half a cosine."""
    return end + (start - end) * (1.0 + math.cos(math.pi * share)) / 2.0


def half_cosine_formula(start: float, end: Term, share: Term) -> Term:
    """Return the same way as it is to be read."""
    return end + (start - end) * ((1 + call("cos", np.cos, PI * share)) / 2)
