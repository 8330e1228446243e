"""Cases drawn from the registries: whoever declares a part gets its tests."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from playground.cli.commands import main as main  # whoever imports the command line has imported every family
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.parameters import Shape
from playground.experiment.experiment import Experiment
from playground.experiment.presets import load
from playground.parts.description import Description
from playground.parts.part import Part, families, family
from playground.parts.setting import settings

SICK = {
    "all-alike": "alike-units",
    "bouncing": "rate-too-high",
    "dead-units": "dead-units",
    "exploding-gradients": "divergence",
    "exploding-through-time": "divergence",
    "overfitting": "overfitting",
    "raw-inputs": "unscaled-inputs",
    "saturated-units": "saturated-units",
    "too-few-units": "underfitting",
    "too-high-a-rate": "divergence",
    "too-low-a-rate": "rate-too-low",
    "vanishing-gradients": "vanishing-gradients",
}
"""Shipped presets that are meant to fail, and what the diagnosis says of them in the end."""

BEATEN = ("bars-dense", "remember-recurrent", "vanishing-through-time")
"""Shipped presets that get nowhere, though the diagnosis may find nothing wrong: their texts say why."""

SHAPES: tuple[Shape, ...] = ((3,), (2, 5, 4), (4, 3))
"""Small inputs of every sort: a row, an image, a sequence."""


def large(experiment: Experiment) -> bool:
    """Whether training an experiment to its end takes seconds: it multiplies often enough."""
    return experiment.size * len(experiment.samples["train"]) * experiment.epochs > 2e9


def paced(names: Iterable[str]) -> list[Any]:
    """Presets as cases of a test that trains them: those that take long are left to the slow run."""
    return [pytest.param(name, marks=pytest.mark.slow if large(load(name)) else ()) for name in names]


def members() -> list[type[Part]]:
    """Every part of every family."""
    return [member for base in families().values() for member in family(base).values()]


def name(part: type[Part] | Part) -> str:
    """How a case is called."""
    return f"{part.family_name} {part.model_fields['kind'].default}".replace(" ", "-")


def limits(description: type[Description], setting: str) -> dict[str, float]:
    """The limits of a setting as they were declared: ``ge``, ``gt``, ``le``, ``lt``."""
    metadata = description.model_fields[setting].metadata
    return {key: getattr(m, key) for m in metadata for key in ("ge", "gt", "le", "lt") if hasattr(m, key)}


def variants(member: type[Part]) -> Iterator[Part]:
    """A part with its defaults, and with each setting at each limit that it may reach."""
    part = member()
    yield part
    for setting in settings(member):
        for key, limit in limits(member, setting.name).items():
            if key in ("ge", "le"):
                yield part.changed(**{setting.name: setting.type(limit)})


def every(base: type[Part]) -> Any:
    """Run a test, whose argument is called ``part``, for each member of a family."""
    return pytest.mark.parametrize("part", [member() for member in family(base).values()], ids=family(base))


def every_variant(base: type[Part]) -> Any:
    """Run a test, whose argument is called ``part``, for each member of a family at each of its limits."""
    parts = [part for member in family(base).values() for part in variants(member)]
    return pytest.mark.parametrize("part", parts, ids=str)


def suited(layer: Layer) -> Shape:
    """The first of a few small shapes that a layer takes: a row, an image, a sequence."""
    return next(shape for shape in SHAPES if not layer.misfit(shape))


def fitted(layer: Layer) -> tuple[Layer, ...]:
    """A layer that follows a dense one of as many units as it needs, in a row before and behind.

    Layers that do not work on rows stand between two that turn shapes (needs ``made_up``).
    """
    shape = suited(layer)
    if len(shape) == 1:
        return Dense(units=shape[0]), layer
    turn = family(Layer)["made-up-reshape"]
    return Dense(units=math.prod(shape)), turn(to=shape), layer, turn(to=(math.prod(layer.output(shape)),))
