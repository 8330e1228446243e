"""The regressor: every sample has a value, or several."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from playground.data.samples import Array
from playground.data.tables.held_table import column_of
from playground.data.tables.table import Column
from playground.estimators.base import TARGET, Estimator


class Regressor(Estimator):
    __doc__ = f"""A network that predicts values, one or several for each sample.

    {Estimator.__doc__}
    """

    kind: ClassVar[str] = "regressor"
    meaning: ClassVar[str] = "values"
    several: ClassVar[bool] = True

    def _targets(self, targets: npt.NDArray[Any]) -> list[Column]:
        values = targets.astype(float)
        self._flat = values.ndim == 1
        if self._flat:
            return [column_of(TARGET, values)]
        return [column_of(f"{TARGET} {i + 1}", column) for i, column in enumerate(values.T)]

    def predict(self, X: Any) -> Array:
        """Return the values, in the shape of the targets, (samples,) or (samples, targets).

        Raises ValueError, TypeError.
        """
        use, outputs = self._outputs(X)
        values = use.targets.in_own_units(outputs).astype(float)
        return values[:, 0] if self._flat else values

    def score(self, X: Any, y: Any, sample_weight: Any = None) -> float:
        """Return R², the share of the variance that is explained, the mean over several targets."""
        true, found = (np.asarray(each, float).reshape(len(each), -1) for each in (y, self.predict(X)))
        weights = np.ones(len(true)) if sample_weight is None else np.asarray(sample_weight, float)
        missed = np.average((true - found) ** 2, axis=0, weights=weights)
        mean = np.average(true, axis=0, weights=weights)
        spread = np.average((true - mean) ** 2, axis=0, weights=weights)
        shares = np.where(spread > 0.0, 1.0 - missed / np.where(spread > 0.0, spread, 1.0), missed == 0.0)
        return float(shares.mean())
