"""Samples as data give them, with what is to be predicted of each, and their division into three."""

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from playground.data.coordinates import THE_PLANE, Coordinates, Side
from playground.data.targets.base import Targets
from playground.parts.description import Description
from playground.parts.setting import setting

Array = npt.NDArray[np.floating]
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def numbered(number: int) -> str:
    """Return how an input is called that has no other name: x₁."""
    return f"x{number}".translate(SUBSCRIPTS)


@dataclass(frozen=True, eq=False)
class Points:
    """Samples by their inputs (samples, inputs), and what is true of each: ``targets`` says how to read it.

    ``plane`` says where in the plane they lie, if they lie in one. ``input_names`` are empty where the inputs
    have no names. Of samples that have a ``shape``, such as images and sequences, all inputs enter the
    network as they are; of others it is given the features that were chosen. The last ``added`` samples are
    trained on in any case, and the ``tests`` before them are the data's own test set.
    """

    inputs: Array
    truth: npt.NDArray[Any]
    targets: Targets
    input_names: tuple[str, ...] = ()
    plane: Coordinates | None = THE_PLANE
    shape: tuple[int, ...] | None = None
    """Units (n,), an image (channels, height, width) or a sequence (time, features)."""
    tests: int = 0
    added: int = 0
    symbols: tuple[str, ...] = ()
    """What each feature of a sequence stands for, where one is 1 at each step and the others are 0."""
    scales: tuple[tuple[float, float], ...] = ()
    """What was subtracted from each input and by what it was divided, or one for all; empty for nothing."""

    @classmethod
    def shaped(
        cls,
        inputs: Array,
        truth: npt.NDArray[Any],
        targets: Targets,
        tests: int = 0,
        symbols: tuple[str, ...] = (),
    ) -> Self:
        """Return samples in a shape of their own, (samples, *shape), which lie in no plane."""
        flat = inputs.reshape(len(inputs), math.prod(inputs.shape[1:]))
        return cls(flat, truth, targets, plane=None, shape=inputs.shape[1:], tests=tests, symbols=symbols)

    @cached_property
    def xy(self) -> Array:
        """Their places in the plane, (samples, 2). Raises ValueError where there is none."""
        if self.plane is None:
            raise ValueError("these samples do not lie in a plane")
        return self.plane.places(self.inputs)

    @property
    def ends(self) -> Array:
        """The smallest and the largest of each input, (2, inputs); of no samples two units around nothing."""
        if not len(self):
            return np.repeat([[-2.0], [2.0]], self.inputs.shape[1], axis=1)
        return np.stack([self.inputs.min(axis=0), self.inputs.max(axis=0)])

    @property
    def edges(self) -> tuple[Side, Side]:
        """How the first two inputs lie along the plane's sides, as they were before they were scaled.

        Raises ValueError where there is no plane.
        """
        if self.plane is None:
            raise ValueError("these samples do not lie in a plane")
        return self.plane.edges(self.scales)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the inputs are called: by the data, or else by where they are, x₁, x₂ … or 1,2 in a shape."""
        if self.input_names:
            return self.input_names
        if self.shape is None or len(self.shape) == 1:
            return tuple(numbered(i + 1) for i in range(self.inputs.shape[1]))
        return tuple(",".join(str(i + 1) for i in place) for place in np.ndindex(self.shape))

    @property
    def values(self) -> npt.NDArray[Any]:
        """The truth with an axis for the values of each sample, (samples, values), even where it is one."""
        return self.truth if self.truth.ndim > 1 else self.truth[:, None]

    @property
    def in_line(self) -> bool:
        """Whether all lie at one height, so that only x₁ tells them apart."""
        if self.plane is None or not len(self):
            return False
        x1, x2 = self.xy.T
        return bool(np.ptp(x2) == 0.0 < np.ptp(x1))

    def __len__(self) -> int:
        return len(self.inputs)

    def __getitem__(self, rows: Any) -> "Points":
        return replace(self, inputs=self.inputs[rows], truth=self.truth[rows], tests=0, added=0)


class Split(Description):
    """How the samples are divided: what is not kept for validation or test is trained on."""

    takes_own_tests: ClassVar[bool] = True
    """Whether a test set that data have of their own is the test set; otherwise it stays aside."""

    validation: float = setting(
        0.0, "Share of the samples kept for validation.", ge=0.0, le=0.5, unit="%", label="Validation share"
    )
    test: float = setting(
        0.5, "Share of the samples kept for testing.", ge=0.0, le=0.9, unit="%", label="Test share"
    )

    def rows(self, points: Points, order: npt.NDArray[np.intp]) -> dict[str, npt.NDArray[np.intp]]:
        """Deal points out in an order: which are ``train``, ``validation`` and ``test``.

        Train gets what is left over. Points that have a test set of their own keep it, whatever the share.
        """
        own = len(points) - points.tests - points.added
        rest = order[order >= own]
        tests, added = rest[rest < own + points.tests], rest[rest >= own + points.tests]
        given, count = order[order < own], own
        # A share such as 0.29 is a little less than it says, and 29 % of 100 samples are 29.
        tested = 0.0 if points.tests else self.test
        ends = np.cumsum([int(count * share + 1e-6) for share in (self.validation, tested)])
        validation, test, train = np.split(given, ends)
        return {
            "train": np.concatenate([train, added]),
            "validation": validation,
            "test": np.concatenate([test, tests]),
        }
