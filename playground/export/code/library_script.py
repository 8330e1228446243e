"""What scripts have in common whose network is made of a library's own layers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import ClassVar, Protocol

import numpy as np

from playground.export.arrangement import AnyArray
from playground.export.code.array_text import FEW, LOOKED_AT, few
from playground.export.code.check_samples import check_samples, check_units
from playground.export.code.heading import IMPORTED_TRAINING, heading
from playground.export.code.meaning import meaning
from playground.export.code.own_parts import sources
from playground.export.code.script import Script, Section, WrittenScript
from playground.export.code.sections import (
    Answers,
    checking,
    given,
    made_of_samples,
    stored,
    told_of,
)
from playground.export.code.sections import beside as beyond
from playground.export.onnx.model import RawInputs
from playground.export.weights.trained_network import TrainedNetwork

AND_TRAINS = f"Then it trains the network anew{IMPORTED_TRAINING}. "


class LibraryTraining(Protocol):
    """The training of a network in a library."""

    def outside(self) -> dict[str, AnyArray]:
        """Return the arrays that are too long for the script."""

    def sections(self) -> Iterator[Section]:
        """Yield the pieces of the script."""


class LibraryNetwork(ABC):
    """A network in a library's layers."""

    weights: Mapping[str, AnyArray]
    """By the names that they have in a file beside the script."""
    dtype: np.dtype[np.floating]
    """The precision of inputs and outputs."""

    @abstractmethod
    def own(self) -> Iterator[str]:
        """Yield the names of the classes that the library lacks."""

    @abstractmethod
    def listed(self) -> str:
        """Return the weights as a literal, number by number."""

    @abstractmethod
    def code(self, short: bool) -> str:
        """Return what makes the network, with weights that stand in the script if it is ``short``."""

    @abstractmethod
    def prediction(self, answers: Answers, inputs: str) -> list[str]:
        """Return the statements that return what the network makes of ``inputs``, an expression."""

    @abstractmethod
    def imports(self, code: str) -> list[str]:
        """Return the lines that import what the rest of the script, its ``code``, has from others."""


class LibraryScript(Script):
    """A network as a script for a library with layers and optimizers of its own."""

    trains = True
    needs: ClassVar[str]
    """What must be installed, in a sentence."""
    own_layers: ClassVar[str]
    """The module with the layers that the library lacks."""

    @abstractmethod
    def network(self, trained: TrainedNetwork, training: bool) -> LibraryNetwork:
        """Return a network in the library's layers. Raises LookupError for one that it does not know."""

    @abstractmethod
    def training(self, trained: TrainedNetwork, same_batches: bool) -> LibraryTraining:
        """Return its training anew. Raises LookupError in one sentence for what cannot be."""

    def written(
        self, trained: TrainedNetwork, beside: str, training: bool = False, same_batches: bool = True
    ) -> WrittenScript:
        raw = RawInputs.of(trained.experiment, trained.network, trained.outline)
        network = self.network(trained, training)
        inputs, outputs = check_samples(trained, raw)
        if not all(np.isfinite(array).all() for array in (*network.weights.values(), outputs)):
            raise LookupError("The weights are no longer finite numbers.")
        outputs = outputs.astype(network.dtype)
        checks = {"check_inputs": inputs, "check_outputs": outputs, **check_units(raw)}
        # Where samples lie beside the script, there is room for weights.
        short = few(network.weights, LOOKED_AT if training else FEW)
        outside = {} if short else dict(network.weights)
        outside |= beyond(checks)
        anew = self.training(trained, same_batches) if training else None
        outside |= anew.outside() if anew else {}
        lesson = list(anew.sections()) if anew else []
        needs = AND_TRAINS + self.needs if training else self.needs
        own = list(sources(self.own_layers, network.own()))
        features = list(made_of_samples(trained, raw))
        predict = [
            "def predict(inputs):",
            told_of(trained, raw),
            f"    x = {given(bool(features), network.dtype)}",
            *(f"    {line}" for line in network.prediction(raw.answers, "x")),
        ]
        sections = [
            Section("", heading(trained, needs, beside if outside else "")),
            Section("Imports", _imports(network, bool(outside), [*own, *(each.code for each in lesson)])),
            *([stored(beside)] if outside else []),
            *([Section("The trained weights", f"weights = {network.listed()}")] if short else []),
            *(Section(f"What {self.title} lacks", each) for each in own),
            Section("The network", network.code(short)),
            *features,
            Section("Predictions", "\n".join(predict)),
            *meaning(trained),
            *lesson,
            *checking(checks, outside, network.dtype, training),
        ]
        return WrittenScript(tuple(sections), outside)


def _imports(network: LibraryNetwork, beside: bool, code: list[str]) -> str:
    rest = "".join(code)
    standard = ["import math"] if "math." in rest else []
    standard += ["from pathlib import Path"] if beside else []
    return "\n".join([*standard, *([""] if standard else []), *network.imports(rest)])
