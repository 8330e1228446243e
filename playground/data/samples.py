"""Samples as data give them, with what is to be predicted of each, and their division into three."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.data.coordinates import THE_PLANE, Coordinates
from playground.data.targets.base import Targets
from playground.parts.description import Description
from playground.parts.setting import setting

Array = npt.NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class Points:
    """Samples by their inputs (samples, inputs), and what is true of each: ``targets`` says how to read it.

    ``plane`` says where in the plane they lie, if they lie in one. ``input_names`` are empty where the inputs
    have no names.
    """

    inputs: Array
    truth: npt.NDArray[Any]
    targets: Targets
    input_names: tuple[str, ...] = ()
    plane: Coordinates | None = THE_PLANE

    @cached_property
    def xy(self) -> Array:
        """Their places in the plane, (samples, 2). Raises ValueError where there is none."""
        if self.plane is None:
            raise ValueError("these samples do not lie in a plane")
        return self.plane.places(self.inputs)

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
        return Points(self.inputs[rows], self.truth[rows], self.targets, self.input_names, self.plane)


class Split(Description):
    """How the samples are divided: what is not kept for validation or test is trained on."""

    validation: float = setting(
        0.0, "Share of the samples kept for validation.", ge=0.0, le=0.5, unit="%", label="Validation share"
    )
    test: float = setting(
        0.5, "Share of the samples kept for testing.", ge=0.0, le=0.9, unit="%", label="Test share"
    )

    def rows(self, count: int, order: npt.NDArray[np.intp]) -> dict[str, npt.NDArray[np.intp]]:
        """Deal so many points out in an order: which are ``train``, ``validation`` and ``test``.

        Train gets what is left over.
        """
        # A share such as 0.29 is a little less than it says, and 29 % of 100 samples are 29.
        ends = np.cumsum([int(count * share + 1e-6) for share in (self.validation, self.test)])
        validation, test, train = np.split(order, ends)
        return {"train": train, "validation": validation, "test": test}

    def divide(self, points: Points, order: npt.NDArray[np.intp]) -> dict[str, Points]:
        """Return the points of each part."""
        return {name: points[rows] for name, rows in self.rows(len(points), order).items()}
