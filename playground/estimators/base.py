"""What a classifier and a regressor share: settings, the training, and a table of what is handed over."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Self

import numpy as np

from playground.data.samples import Array
from playground.data.tables.held_table import column_of
from playground.data.tables.table import Column, Table
from playground.estimators.arrays import check_names, inputs_of, names_of, targets_of
from playground.estimators.scikit_learn import not_fitted, tags
from playground.experiment import edits, tabled
from playground.experiment.presets import BadPreset
from playground.export.table_use import TableUse
from playground.library import Run, train

TARGET = "target"
NO_OPTIONS = ("random_state", "settings")


class Estimator(ABC):
    """A network for arrays. After ``fit``, ``run_`` is the training, with ``history`` and ``save``.

    ``layers`` are numbers of units and names of layers, as ``("64", "dropout", "32")``; other names are those
    that ``playground parts`` lists. What is None is what the package finds sensible. ``settings`` are others
    of an experiment, by their paths: ``{"optimizer.beta_1": 0.5}``.
    """

    kind: ClassVar[str]
    meaning: ClassVar[str]
    several: ClassVar[bool]
    """Whether several targets can be predicted together."""

    def __init__(
        self,
        layers: tuple[int | str, ...] = (32, 16),
        activation: str = "relu",
        optimizer: str = "adam",
        learning_rate: float | None = None,
        loss: str | None = None,
        regularizer: str | None = None,
        batch_size: int | None = None,
        epochs: int | None = None,
        validation: float = 0.0,
        scaling: str = "standardize",
        precision: str = "float64",
        random_state: int | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        self.layers = layers
        self.activation = activation
        self.optimizer = optimizer
        self.learning_rate = learning_rate
        self.loss = loss
        self.regularizer = regularizer
        self.batch_size = batch_size
        self.epochs = epochs
        self.validation = validation
        self.scaling = scaling
        self.precision = precision
        self.random_state = random_state
        self.settings = settings

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Return the settings by their names."""
        return {name: getattr(self, name) for name in inspect.signature(Estimator).parameters}

    def set_params(self, **params: Any) -> Self:
        """Set some settings. Raises ValueError for names that there are not."""
        known = self.get_params()
        for name, value in params.items():
            if name not in known:
                raise ValueError(
                    f"Invalid parameter {name!r} for estimator {self!r}. Valid parameters are: {[*known]!r}."
                )
            setattr(self, name, value)
        return self

    def __repr__(self) -> str:
        defaults = inspect.signature(Estimator).parameters
        told = [
            f"{name}={value!r}"
            for name, value in self.get_params().items()
            if repr(value) != repr(defaults[name].default)
        ]
        return f"{type(self).__name__}({', '.join(told)})"

    def __sklearn_tags__(self) -> Any:
        return tags(self.kind, self.several)

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "run_")

    def fit(self, X: Any, y: Any) -> Self:
        """Train on inputs (samples, features) and their targets. Raises ValueError, TypeError."""
        inputs = inputs_of(X)
        targets = targets_of(y, len(inputs), self.several)
        names = names_of(X)
        columns = self._inputs(inputs, names)
        told = self._targets(targets)
        words = {
            "inputs": [column.name for column in columns],
            "target": told[0].name,
            "more_targets": [column.name for column in told[1:]],
            "meaning": self.meaning,
        }
        table = Table((*columns, *told), len(inputs))
        self._train(table, words)
        self.n_features_in_ = inputs.shape[1]
        if names is not None:
            self.feature_names_in_ = np.array(names, object)
        elif hasattr(self, "feature_names_in_"):
            del self.feature_names_in_
        return self

    def _train(self, table: Table, words: Mapping[str, Any]) -> None:
        more = [f"{path}={value}" for path, value in (self.settings or {}).items()]
        try:
            begun = tabled.experiment_on(table, {**words, **self._given()})
            experiment, wrong = edits.all_assigned(begun, more)
            if wrong:
                raise BadPreset(type(self).__name__, wrong)
            self.run_: Run = train(experiment)
        except BadPreset as error:
            raise ValueError("; ".join(error.lines)) from error

    def _given(self) -> dict[str, Any]:
        """Return what was said of the experiment, by the words of its options."""
        own = {name: value for name, value in self.get_params().items() if name not in NO_OPTIONS}
        given = own | {"seed": self.random_state, "test": 0.0}
        return {name: value for name, value in given.items() if value is not None}

    def _inputs(self, inputs: Array, names: tuple[str, ...] | None) -> list[Column]:
        called = names or tuple(f"x{i + 1}" for i in range(inputs.shape[1]))
        called = tuple(f"{name} " if name.startswith(TARGET) else name for name in called)
        return [column_of(name, numbers) for name, numbers in zip(called, inputs.T, strict=True)]

    @abstractmethod
    def _targets(self, targets: Any) -> list[Column]:
        """Return the columns to predict."""

    def _outputs(self, given: Any) -> tuple[TableUse, Array]:
        """Return what reads the outputs for inputs, and the outputs (samples, outputs)."""
        name = type(self).__name__
        if not hasattr(self, "run_"):
            raise not_fitted(name)
        names = tuple(self.feature_names_in_) if hasattr(self, "feature_names_in_") else None
        check_names(given, names, name)
        inputs = inputs_of(given, self.n_features_in_, name)
        use = TableUse.of(self.run_.experiment)
        assert use is not None
        columns = self._inputs(inputs, names)
        return use, self.run_.network.predict(use.inputs(Table(tuple(columns), len(inputs))))
