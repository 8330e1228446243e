"""What the network is told of a point: its coordinates and simple functions of them."""

from abc import abstractmethod
from typing import Literal

import numpy as np

from playground.data.samples import Array
from playground.parts import Part


class Feature(Part, family="feature"):
    """One number that the network is told of a point."""

    @abstractmethod
    def value(self, x1: Array, x2: Array) -> Array:
        """Return the feature of points whose coordinates are ``x1`` and ``x2``, any shape."""


class X1(Feature):
    """How far right the point lies."""

    title = "x₁"
    kind: Literal["x1"] = "x1"

    def value(self, x1: Array, x2: Array) -> Array:
        return x1


class X2(Feature):
    """How far up the point lies."""

    title = "x₂"
    kind: Literal["x2"] = "x2"

    def value(self, x1: Array, x2: Array) -> Array:
        return x2


class X1Squared(Feature):
    """The square of x₁."""

    title = "x₁²"
    kind: Literal["x1-squared"] = "x1-squared"

    def value(self, x1: Array, x2: Array) -> Array:
        return x1 * x1


class X2Squared(Feature):
    """The square of x₂."""

    title = "x₂²"
    kind: Literal["x2-squared"] = "x2-squared"

    def value(self, x1: Array, x2: Array) -> Array:
        return x2 * x2


class X1TimesX2(Feature):
    """The product, whose sign says in which quarters the point lies."""

    title = "x₁x₂"
    kind: Literal["x1-times-x2"] = "x1-times-x2"

    def value(self, x1: Array, x2: Array) -> Array:
        return x1 * x2


class SinX1(Feature):
    """A wave along x₁."""

    title = "sin x₁"
    kind: Literal["sin-x1"] = "sin-x1"

    def value(self, x1: Array, x2: Array) -> Array:
        return np.sin(x1)


class SinX2(Feature):
    """A wave along x₂."""

    title = "sin x₂"
    kind: Literal["sin-x2"] = "sin-x2"

    def value(self, x1: Array, x2: Array) -> Array:
        return np.sin(x2)


def told(features: tuple[Feature, ...], xy: Array) -> Array:
    """Return what the network is told: points (samples, 2) in, (samples, features) out."""
    told = np.empty((len(xy), len(features)))
    for i, feature in enumerate(features):
        told[:, i] = feature.value(xy[:, 0], xy[:, 1])
    return told
