"""The figures of a run at one moment: losses and accuracies of train, validation and test samples."""

from __future__ import annotations

import math
from typing import NamedTuple


class Figures(NamedTuple):
    """Losses and accuracies at one moment; None where there are no such samples or no classes."""

    epoch: int
    step: int
    train_loss: float | None = None
    validation_loss: float | None = None
    test_loss: float | None = None
    train_accuracy: float | None = None
    validation_accuracy: float | None = None
    test_accuracy: float | None = None

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return cls._fields

    def values(self) -> tuple[float | None, ...]:
        """The columns, in order."""
        return tuple(self)

    def in_unit(self, unit: float | None) -> Figures:
        """Return the figures with losses multiplied by their unit; None leaves them as they are."""
        if unit is None or unit == 1.0:
            return self
        losses = {name: getattr(self, name) for name in self._fields if name.endswith("_loss")}
        return self._replace(**{name: own * unit for name, own in losses.items() if own is not None})

    @property
    def watched(self) -> float:
        """The loss by which a run is judged: of the validation samples, or of train where there are none."""
        return self.validation_loss if self.validation_loss is not None else self.train_loss or 0.0

    @property
    def finite(self) -> bool:
        """Whether every figure that there is can be trusted."""
        return all(value is None or math.isfinite(value) for value in self.values())
