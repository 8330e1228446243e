"""Points of the plane with what is to be learned about them, and their division into three."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.parts import Description, setting

Array = npt.NDArray[np.floating]


@dataclass(frozen=True)
class Names:
    """What the data call their inputs, their classes and their value; empty where they have no names."""

    inputs: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    target: str = ""


@dataclass(frozen=True, eq=False)
class Points:
    """Points (samples, 2) and what is true of each: a class number or a value, (samples,).

    ``classes`` is how many classes there are, 0 where the truth is a value. Of several values at each point
    the truth is (samples, values). ``others`` are inputs beyond the plane, (samples, inputs - 2).
    """

    xy: Array
    truth: npt.NDArray[Any]
    classes: int
    others: Array | None = None
    names: Names = Names()

    @cached_property
    def inputs(self) -> Array:
        """All inputs of each point, (samples, inputs); the first two are its place in the plane."""
        return self.xy if self.others is None else np.hstack([self.xy, self.others])

    @property
    def values(self) -> npt.NDArray[Any]:
        """The truth with an axis for the values of each point, (samples, values), even where it is one."""
        return self.truth if self.truth.ndim > 1 else self.truth[:, None]

    @property
    def in_line(self) -> bool:
        """Whether all lie at one height, so that only x₁ tells them apart."""
        x1, x2 = self.xy.T
        return bool(len(self) and np.ptp(x2) == 0.0 < np.ptp(x1))

    def __len__(self) -> int:
        return len(self.xy)

    def __getitem__(self, rows: Any) -> "Points":
        others = None if self.others is None else self.others[rows]
        return Points(self.xy[rows], self.truth[rows], self.classes, others, self.names)


class Split(Description):
    """How the samples are divided: what is not kept for validation or test is trained on."""

    validation: float = setting(
        0.0, "Share of the samples kept for choosing.", ge=0.0, le=0.5, unit="%", label="Validation share"
    )
    test: float = setting(
        0.5, "Share of the samples kept for the test.", ge=0.0, le=0.9, unit="%", label="Test share"
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
