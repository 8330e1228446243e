"""Folds: samples divided into several test sets, each of which is held back once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from playground.data.samples import Points, Split
from playground.parts.setting import setting


class Fold(Split):
    """One of several folds is the test set; the data's own test set, if there is one, stays aside."""

    takes_own_tests = False

    folds: int = setting(5, "How many folds there are.", ge=2, le=1000)
    number: int = setting(1, "Which of them is the test set.", ge=1, le=1000)

    def rows(self, points: Points, order: npt.NDArray[np.intp]) -> dict[str, npt.NDArray[np.intp]]:
        """Deal out the samples of an order, which may be some of them: train, validation and test.

        The samples that are trained on in any case are in no fold.
        """
        own = len(points) - points.tests - points.added
        given, added = order[order < own], order[order >= own + points.tests]
        parts = np.array_split(given, self.folds)
        test = parts[self.number - 1]
        rest = np.concatenate([part for i, part in enumerate(parts) if i != self.number - 1])
        kept = int(len(rest) * self.validation + 1e-6)
        return {"train": np.concatenate([rest[kept:], added]), "validation": rest[:kept], "test": test}
