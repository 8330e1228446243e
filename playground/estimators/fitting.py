"""One call for arrays: a classifier or a regressor, whichever the targets ask for, already trained."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.data.tables.held_table import HeldTable, column_of
from playground.data.tables.importing import completed
from playground.data.tables.table import Table
from playground.estimators.base import TARGET
from playground.estimators.classifier import Classifier
from playground.estimators.regressor import Regressor


def fit(inputs: Any, targets: Any, classes: bool | None = None, **settings: Any) -> Classifier | Regressor:
    """Return an estimator that is trained on inputs (samples, features) and their targets.

    ``fit(X, y, layers=(64, 32), epochs=50)``: settings are those of ``Classifier`` and ``Regressor``. Words,
    booleans and few whole numbers are taken for classes, other numbers for values, unless ``classes`` says
    which they are. Raises ValueError, TypeError.
    """
    array = np.asarray(targets)
    chosen = _look_like_classes(array) if classes is None else classes
    made = Classifier(**settings) if chosen else Regressor(**settings)
    return made.fit(inputs, targets)


def _look_like_classes(targets: Any) -> bool:
    if targets.ndim > 1 and targets.shape[1] > 1:
        return False
    if targets.dtype.kind not in "iuf":
        return True
    table = Table(
        (column_of("input", np.arange(targets.size)), column_of(TARGET, targets.ravel())), len(targets)
    )
    return completed(HeldTable.of(table, target=TARGET), table).meaning == "classes"
