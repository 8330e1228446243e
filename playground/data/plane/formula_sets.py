"""Samples whose truth follows a formula: one with a name, or one that a person types."""

import math
from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
import numpy.typing as npt
from pydantic import model_validator

from playground.data.data_set import DataSet
from playground.data.expression_parser import LONGEST, BadExpression, read
from playground.data.formula import FARTHEST, Expression
from playground.data.samples import Array, Points
from playground.data.targets.classes import Classes
from playground.data.targets.values import Values
from playground.parts.setting import setting

SHAPES = {
    "sine": "sin(x)",
    "step": "sign(x)",
    "bump": "2*exp(-x^2/2) - 1",
    "sawtooth": "x/2 - 2*floor(x/4 + 0.5)",
}
"""Functions of one number that have a name."""


class FormulaSet(DataSet):
    """Points spread evenly, and a formula of them; each member has it as its setting ``formula``."""

    most_inputs: ClassVar[int] = 2
    """How many numbers the formula may depend on."""
    farthest: ClassVar[float] = math.inf
    """How large values of the formula can be."""
    if TYPE_CHECKING:
        formula: str  # each member has it in its own place among its settings

    @model_validator(mode="after")
    def _reads(self) -> Self:
        try:
            found = read(self.formula)
        except BadExpression as error:
            raise self._refusal({"formula": str(error)}) from error
        if found.inputs > self.most_inputs:
            raise self._refusal({"formula": self._too_many(found.inputs)})
        return self

    def _too_many(self, inputs: int) -> str:
        return f"there is no x{inputs}: the plane has x1 and x2"

    @property
    def spelled(self) -> str:
        """The formula that is followed."""
        return self.formula

    def misfit(self) -> tuple[str, str] | None:
        points = self.points().xy[:, : self.most_inputs]
        trouble = read(self.spelled).trouble(*points.T, most=self.farthest)
        return ("formula", trouble) if trouble else None


class FunctionOfX(FormulaSet):
    """Values that depend on one number: samples of a curve, and the network's answer is a curve over them."""

    title = "f(x)"
    most_inputs = 1
    farthest = FARTHEST
    kind: Literal["function-of-x"] = "function-of-x"
    shape: Literal["sine", "step", "bump", "sawtooth", "formula"] = setting("sine", "The function of x.")
    formula: str = setting(
        "abs(x) - 3",
        "The function where the shape is a formula, such as x^2/12 - 1.",
        longest=LONGEST,
    )
    samples: int = setting(200, "Number of samples.", ge=10, le=5000, log=True)
    noise: float = setting(
        0.0, "Standard deviation of the noise on the values.", ge=0.0, le=0.5, unit="%", live=True
    )

    def _too_many(self, inputs: int) -> str:
        return "only x may stand in it: the function is of one number"

    @property
    def spelled(self) -> str:
        """The function, as a formula."""
        return SHAPES.get(self.shape, self.formula)

    def draw(self, generator: np.random.Generator) -> Points:
        along = generator.uniform(-6.0, 6.0, self.samples)
        scatter = self.noise * generator.standard_normal(self.samples)
        inputs = np.stack([along, np.zeros(self.samples)], axis=1)
        return Points(inputs, read(self.spelled).value(along) + scatter, Values(names=("y",)))


class FormulaClasses(FormulaSet):
    """Samples above and below a line y = f(x), or where a comparison holds and where it does not."""

    title = "f(x) line"
    kind: Literal["formula-classes"] = "formula-classes"
    formula: str = setting(
        "3*sin(x)",
        "The line, such as x^2/5 - 2, or a comparison of x1 and x2, such as hypot(x1, x2) < 3.",
        longest=LONGEST,
    )
    samples: int = setting(500, "Number of samples.", ge=10, le=5000, log=True)
    noise: float = setting(
        0.0, "How far from the line samples may be mislabeled.", ge=0.0, le=0.5, unit="%", live=True
    )

    @model_validator(mode="after")
    def _is_a_line_or_a_comparison(self) -> Self:
        formula = read(self.formula)
        if formula.inputs > 1 and not formula.compares:
            text = f"a line is a formula in x alone; compare, such as x2 > {self.formula}"
            raise self._refusal({"formula": text})
        return self

    def draw(self, generator: np.random.Generator) -> Points:
        xy = generator.uniform(-5.0, 5.0, (self.samples, 2))
        shifted = xy + self.noise * generator.uniform(-5.0, 5.0, xy.shape)
        return Points(xy, self._above(read(self.formula), shifted), Classes(2, self._names()))

    def _above(self, formula: Expression, xy: Array) -> npt.NDArray[np.intp]:
        value = formula.value(*xy.T)
        return (value > 0.5 if formula.compares else xy[:, 1] > value).astype(np.intp)

    def _names(self) -> tuple[str, str]:
        return ("else", self.formula) if read(self.formula).compares else ("below", "above")


class FormulaValues(FormulaSet):
    """Values that a formula gives for every point."""

    title = "f(x₁, x₂)"
    farthest = FARTHEST
    kind: Literal["formula-values"] = "formula-values"
    formula: str = setting("sin(x1)*cos(x2/2)", "The value at a point, such as x1*x2/25.", longest=LONGEST)
    samples: int = setting(500, "Number of samples.", ge=10, le=5000, log=True)
    noise: float = setting(0.0, "How much the values scatter.", ge=0.0, le=0.5, unit="%", live=True)

    def draw(self, generator: np.random.Generator) -> Points:
        xy = generator.uniform(-6.0, 6.0, (self.samples, 2))
        value = read(self.formula).value(*xy.T)
        scatter = self.noise * generator.uniform(-1.0, 1.0, self.samples)
        return Points(xy, value + scatter, Values(names=(self.formula,)))
