"""The classifier: every sample belongs to one of a few classes."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from playground.data.samples import Array
from playground.data.tables.table import Column
from playground.data.targets.classes import Classes
from playground.estimators.base import TARGET, Estimator
from playground.export.table_use import shares_of
from playground.parts.text import printable


class Classifier(Estimator):
    __doc__ = f"""A network that tells classes apart: words, whole numbers or booleans.

    {Estimator.__doc__}
    ``classes_`` are the classes in their order.
    """

    kind: ClassVar[str] = "classifier"
    meaning: ClassVar[str] = "classes"
    several: ClassVar[bool] = False

    def _targets(self, targets: npt.NDArray[Any]) -> list[Column]:
        if targets.dtype.kind == "f" and (targets != np.round(targets)).any():
            raise ValueError("Unknown label type: continuous. A Classifier has classes as targets")
        try:
            self.classes_, labels = np.unique(targets, return_inverse=True)
        except TypeError as error:
            raise ValueError("y mixes words with other classes: give all of them as words") from error
        if len(self.classes_) < 2:
            raise ValueError(f"y has one class, {self.classes_[0]!r}, and at least 2 can be told apart")
        names = [printable(str(each)) for each in self.classes_.tolist()]
        if len(set(names)) < len(names):
            names = [f"{name} ({i + 1})" for i, name in enumerate(names)]
        return [Column(TARGET, None, tuple(names), labels.astype(np.intp))]

    def predict(self, X: Any) -> npt.NDArray[Any]:
        """Return the class (samples,) of each sample. Raises ValueError, TypeError."""
        use, outputs = self._outputs(X)
        found: npt.NDArray[Any] = self.classes_[use.targets.labels(outputs)]
        return found

    def predict_proba(self, X: Any) -> Array:
        """Return the probability (samples, classes) of each class. Raises ValueError, TypeError."""
        use, outputs = self._outputs(X)
        assert isinstance(use.targets, Classes)
        return shares_of(use.targets, outputs)

    def score(self, X: Any, y: Any, sample_weight: Any = None) -> float:
        """Return the accuracy: the share of samples whose class is right."""
        right = self.predict(X) == np.asarray(y).ravel()
        return float(np.average(right, weights=sample_weight))
