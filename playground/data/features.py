"""The features of a sample: its coordinates, further inputs, and functions of them."""

from abc import abstractmethod
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from playground.data.expression_parser import LONGEST, BadExpression, read
from playground.data.formula import FARTHEST, INPUTS
from playground.data.samples import Array, numbered
from playground.parts.part import Part, family
from playground.parts.setting import setting


class Feature(Part, family="feature"):
    """One number of a sample that the network has as an input."""

    typed: ClassVar[bool] = False
    """Whether a person writes such features, as many as wanted, instead of switching them on and off."""

    @property
    def needs(self) -> int:
        """How many inputs data must have for this feature; all have the two of the plane."""
        return 2

    @abstractmethod
    def value(self, x1: Array, x2: Array) -> Array:
        """Return the feature of points whose coordinates are ``x1`` and ``x2``, any shape."""

    def of(self, inputs: Array) -> Array:
        """Return the feature of samples with any number of inputs from two on: (samples, inputs) in."""
        return self.value(inputs[:, 0], inputs[:, 1])

    def trouble(self, inputs: Array) -> str:
        """Say in one sentence why samples (samples, inputs) do not have this feature, if they do not."""
        return ""

    @property
    def name(self) -> str:
        """How this one is called where it is shown."""
        return self.title

    @property
    def input(self) -> int | None:
        """The input that this feature is, counted from 0, if it is one as it stands."""
        return None

    @property
    def identity(self) -> tuple[str, str]:
        """The setting in which this feature differs from all others, and its value there."""
        return "kind", self.kind

    @classmethod
    def offered(cls, inputs: int) -> tuple[Self, ...]:
        """Return the features of this kind that data with so many inputs have, to be switched on and off."""
        return () if cls.typed else (cls(),)


class X1(Feature):
    """The horizontal coordinate of the point."""

    title = "x₁"
    kind: Literal["x1"] = "x1"

    @property
    def input(self) -> int:
        return 0

    def value(self, x1: Array, x2: Array) -> Array:
        return x1


class X2(Feature):
    """The vertical coordinate of the point."""

    title = "x₂"
    kind: Literal["x2"] = "x2"

    @property
    def input(self) -> int:
        return 1

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
    """The product of x₁ and x₂: positive in two opposite quadrants, negative in the others."""

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


class FurtherInput(Feature):
    """A further input, for data with more than two."""

    title = "x₃, x₄ …"
    kind: Literal["further-input"] = "further-input"
    number: int = setting(3, "Which input of the data.", ge=3, le=INPUTS)

    @property
    def needs(self) -> int:
        return self.number

    @property
    def input(self) -> int:
        return self.number - 1

    def value(self, x1: Array, x2: Array) -> Array:
        return np.zeros_like(x1)

    def of(self, inputs: Array) -> Array:
        known = self.number <= inputs.shape[1]
        return inputs[:, self.number - 1] if known else self.value(inputs[:, 0], inputs[:, 1])

    def trouble(self, inputs: Array) -> str:
        return _too_few(self.number, inputs)

    @property
    def name(self) -> str:
        return numbered(self.number)

    @property
    def identity(self) -> tuple[str, str]:
        return "number", self.name

    @classmethod
    def offered(cls, inputs: int) -> tuple[Self, ...]:
        return tuple(cls(number=number) for number in range(3, min(inputs, INPUTS) + 1))


class FormulaFeature(Feature):
    """A function of your own, such as x1*x2 or hypot(x1, x2)."""

    title = "Formula"
    kind: Literal["formula"] = "formula"
    typed = True
    text: str = setting(
        "hypot(x1, x2)", "A formula, such as x1*x2 or sin(3*x1).", longest=LONGEST, label="Formula"
    )

    @model_validator(mode="after")
    def _reads(self) -> Self:
        try:
            read(self.text)
        except BadExpression as error:
            raise self._refusal({"text": str(error)}) from error
        return self

    @property
    def needs(self) -> int:
        return read(self.text).inputs

    def value(self, x1: Array, x2: Array) -> Array:
        return self._at(x1, x2)

    def of(self, inputs: Array) -> Array:
        return self._at(*inputs.T)

    def trouble(self, inputs: Array) -> str:
        formula = read(self.text)
        return _too_few(formula.inputs, inputs) or formula.trouble(*inputs.T, most=FARTHEST)

    def _at(self, *inputs: Array) -> Array:
        formula = read(self.text)
        absent = [np.zeros_like(inputs[0])] * (formula.inputs - len(inputs))
        return formula.value(*inputs, *absent)

    @property
    def name(self) -> str:
        return self.text

    @property
    def identity(self) -> tuple[str, str]:
        return "text", str(read(self.text))


def _too_few(number: int, inputs: Array) -> str:
    count = inputs.shape[1]
    return f"there is no x{number}: the data have {count} inputs" if number > count else ""


def offered(inputs: int) -> tuple[Feature, ...]:
    """Return the features to be switched on and off that data with so many inputs have, in menu order."""
    return tuple(feature for member in family(Feature).values() for feature in member.offered(inputs))


def plain(inputs: int) -> tuple[Feature, ...]:
    """Return the inputs themselves as features."""
    return (X1(), X2())[:inputs] + FurtherInput.offered(inputs)


def kept(features: tuple[Feature, ...], inputs: int) -> tuple[Feature, ...]:
    """Return the features that data with so many inputs can have, if only those of the plane."""
    return tuple(feature for feature in features if feature.needs <= max(inputs, 2)) or plain(2)


def features_of(features: tuple[Feature, ...], inputs: Array) -> Array:
    """Return the input features: samples (samples, inputs) in, (samples, features) out."""
    found = np.empty((len(inputs), len(features)))
    for i, feature in enumerate(features):
        found[:, i] = feature.of(inputs)
    return found
