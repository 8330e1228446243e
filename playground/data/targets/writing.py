"""Targets of data in files as plain values, to be written as JSON: a network outlives its data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from playground.data.targets.at_every_step import AtEveryStep
from playground.data.targets.base import Targets
from playground.data.targets.classes import MOST_CLASSES, Classes
from playground.data.targets.values import Values


def described(targets: Targets) -> dict[str, Any]:
    """Return classes or values, of a sample or of every step, as plain values; ``recalled`` reads them."""
    if isinstance(targets, AtEveryStep):
        return {"every_step": True, **described(targets.of)}
    if isinstance(targets, Values):
        return {"values": list(targets.names), "scales": [*map(list, targets.scales)]}
    return {"classes": list(targets.classes)}


def recalled(plain: Mapping[str, Any]) -> Targets:
    """Return what was described. Raises ValueError, LookupError, TypeError for anything else."""
    found = _of_a_sample(plain)
    return AtEveryStep(found) if plain.get("every_step") is True else found


def _of_a_sample(plain: Mapping[str, Any]) -> Targets:
    if "classes" in plain:
        names = words(plain["classes"])
        if not 2 <= len(names) == len(set(names)) <= MOST_CLASSES:
            raise ValueError("not classes")
        return Classes(len(names), names)
    values = Values(len(plain["values"]), words(plain["values"]), scales=scales(plain["scales"]))
    if not values.count or len(values.scales) not in (0, values.count):
        raise ValueError("not values")
    return values


def scales(plain: Any) -> tuple[tuple[float, float], ...]:
    """Return how numbers were scaled. Raises ValueError, TypeError."""
    found = tuple((float(shift), float(unit)) for shift, unit in plain)
    if not np.isfinite(np.array(found)).all():
        raise ValueError("a scale is not finite")
    return found


def words(plain: Any) -> tuple[str, ...]:
    """Return a list of words. Raises ValueError."""
    if not isinstance(plain, list) or not all(isinstance(each, str) for each in plain):
        raise ValueError("not a list of words")
    return tuple(plain)
