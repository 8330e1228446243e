"""Arrays as people hand them over, checked before anything is made of them."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.data.samples import Array
from playground.estimators.scikit_learn import conversion_warning

Anything = npt.NDArray[Any]


def names_of(inputs: Any) -> tuple[str, ...] | None:
    """Return the names of a frame's columns; None where there are none, or not all of them are words."""
    columns = getattr(inputs, "columns", None)
    if columns is None:
        return None
    names = tuple(columns)
    return names if names and all(isinstance(name, str) for name in names) else None


def inputs_of(given: Any, fitted: int | None = None, name: str = "") -> Array:
    """Return inputs as an array (samples, features) of numbers. Raises ValueError, TypeError.

    ``fitted`` is how many features the estimator called ``name`` was fitted to.
    """
    if hasattr(given, "toarray"):
        raise TypeError("Sparse data was passed, and dense data is needed: convert it with .toarray()")
    array = np.asarray(given)
    _not_complex(array)
    if array.ndim != 2:
        raise ValueError(
            f"Expected 2D array, got {array.ndim}D array instead. Reshape your data with .reshape(-1, 1) "
            "if it has a single feature, or with .reshape(1, -1) if it is a single sample."
        )
    samples, features = array.shape
    if not features:
        raise ValueError(f"0 feature(s) (shape={array.shape}) while a minimum of 1 is required.")
    if not samples:
        raise ValueError(f"0 sample(s) (shape={array.shape}) while a minimum of 1 is required.")
    if array.dtype.kind in "USO":
        _no_words(array)
    try:
        numbers = array.astype(float)
    except OverflowError:  # of a whole number of hundreds of digits
        numbers = np.array(np.inf)
    _finite(numbers, "X")
    if fitted is not None and features != fitted:
        raise ValueError(f"X has {features} features, but {name} is expecting {fitted} features as input")
    return numbers


def targets_of(given: Any, samples: int, several: bool) -> Anything:
    """Return targets (samples,), or (samples, targets) where ``several`` are allowed. Raises ValueError."""
    if given is None:
        raise ValueError("requires y to be passed, but the target y is None")
    if hasattr(given, "toarray"):
        raise TypeError("Sparse targets were passed, and dense ones are needed")
    array = np.asarray(given)
    _not_complex(array)
    if array.ndim == 2 and array.shape[1] == 1 and not several:
        warnings.warn(
            "A column-vector y was passed when a 1d array was expected: use y.ravel()",
            conversion_warning(),
            stacklevel=4,
        )
        array = array.ravel()
    if array.ndim != 1 and not (several and array.ndim == 2):
        raise ValueError(f"y should be a 1d array, got an array of shape {array.shape} instead.")
    if len(array) != samples:
        raise ValueError(f"{samples} samples of X, and {len(array)} of y: inconsistent numbers of samples")
    if array.dtype.kind == "f" or array.dtype.kind == "O":
        flat = [each for each in array.ravel().tolist() if isinstance(each, float)]
        _finite(np.array(flat, float), "y")
    return array


def check_names(given: Any, fitted: tuple[str, ...] | None, name: str) -> None:
    """Compare the names of columns with those that an estimator was fitted to. Raises ValueError."""
    names = names_of(given)
    if names is None and fitted is None:
        return
    if fitted is None:
        warnings.warn(
            f"X has feature names, but {name} was fitted without feature names", UserWarning, stacklevel=4
        )
    elif names is None:
        warnings.warn(
            f"X does not have valid feature names, but {name} was fitted with feature names",
            UserWarning,
            stacklevel=4,
        )
    elif names != fitted:
        lines = ["The feature names should match those that were passed during fit."]
        for title, some, others in (
            ("Feature names unseen at fit time:", names, fitted),
            ("Feature names seen at fit time, yet now missing:", fitted, names),
        ):
            odd = sorted(set(some) - set(others))
            lines += [title, *(f"- {each}" for each in odd[:5])] if odd else []
        if len(lines) == 1:
            lines.append("Feature names must be in the same order as they were in fit.")
        raise ValueError("\n".join(lines) + "\n")


def _not_complex(array: Anything) -> None:
    if array.dtype.kind == "c":
        raise ValueError("Complex data not supported")


def _no_words(array: Anything) -> None:
    for each in array.ravel().tolist():
        if isinstance(each, dict | list | tuple | set):
            raise TypeError(f"argument must be a string or a number, not {type(each).__name__!r}")


def _finite(numbers: Array, name: str) -> None:
    if np.isnan(numbers).any():
        raise ValueError(f"Input {name} contains NaN.")
    if not np.isfinite(numbers).all():
        raise ValueError(f"Input {name} contains infinity or a value too large for dtype('float64').")
