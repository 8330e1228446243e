"""What scikit-learn asks of estimators: its own errors and warnings, where somebody has loaded it."""

from __future__ import annotations

import sys
from typing import Any


class NotFitted(ValueError, AttributeError):
    """An estimator that has not been fitted yet."""


def _of(module: str, name: str, otherwise: type) -> Any:
    """Return a class of scikit-learn if somebody has imported it: only they can tell it from another."""
    return getattr(sys.modules.get(module), name, otherwise)


def not_fitted(name: str) -> Exception:
    """Return the error that an estimator is not fitted."""
    error: Exception = _of("sklearn.exceptions", "NotFittedError", NotFitted)(
        f"This {name} is not fitted yet: call fit first"
    )
    return error


def conversion_warning() -> type[Warning]:
    """Return the category of warnings that data were converted."""
    found: type[Warning] = _of("sklearn.exceptions", "DataConversionWarning", UserWarning)
    return found


def tags(kind: str, several: bool) -> Any:
    """Return what scikit-learn wants to know of an estimator; only it asks."""
    from sklearn.utils import ClassifierTags, InputTags, RegressorTags, Tags, TargetTags

    return Tags(
        estimator_type=kind,
        target_tags=TargetTags(required=True, multi_output=several, single_output=True),
        classifier_tags=ClassifierTags() if kind == "classifier" else None,
        regressor_tags=RegressorTags() if kind == "regressor" else None,
        input_tags=InputTags(string=False, allow_nan=False),
    )
