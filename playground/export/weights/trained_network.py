"""A network with what was trained: what goes into a file of weights, and what comes out of it."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy.typing as npt
from pydantic import TypeAdapter

from playground.data.outline import Outline
from playground.data.shaped_outline import WIDEST
from playground.data.tables.table import BadTable
from playground.engine.activations.base import Array
from playground.engine.architecture import Architecture
from playground.engine.layers.base import Layer
from playground.engine.network import Network
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.export.arrangement import Arrange, numbers, ours
from playground.export.keras.sequential import to_keras
from playground.export.new_tables import NewColumns, NewTable, read_new
from playground.export.pytorch.sequential import to_torch
from playground.export.runs import SavedRun
from playground.export.table_use import TableUse
from playground.export.weights.contents import Contents
from playground.files import strict_json
from playground.files.reasons import Unreadable
from playground.parts.counts import grouped
from playground.training.checkpoints import Snapshot
from playground.training.training import Training

START = Figures(0, 0)
FREE = 1_000_000
"""A network of so many numbers is built to see what a file lacks; a larger one is not worth the memory."""
NO_TABLE = (
    "it was not trained on a table, or does not say how columns become its inputs and outputs: "
    "from Python, playground.load_network(FILE).predict(inputs) takes arrays"
)
LAYERS = TypeAdapter(tuple[Layer, ...])


@dataclass(frozen=True, eq=False)
class TrainedNetwork:
    """A network, the experiment that it was trained by, and how far it had come."""

    experiment: Experiment
    network: Network
    figures: Figures = START
    """The moment, and the losses and accuracies at it, as far as they are known."""
    outline: Outline | None = None
    """What its data are like, where that stood in a file."""

    def __repr__(self) -> str:
        return f"<TrainedNetwork of {self.experiment.title}, epoch {grouped(self.figures.epoch)}>"

    @classmethod
    def at(cls, experiment: Experiment, snapshot: Snapshot, rows: Sequence[Figures]) -> TrainedNetwork:
        """Return the network at a snapshot; its losses stand in a row of the history, or are measured.

        There is no row of a moment within an epoch.
        """
        network = experiment.network()
        network.parameters[...], network.state[...] = snapshot.parameters, snapshot.kept
        moment = snapshot.epochs, snapshot.steps
        known = next((row for row in rows if row[:2] == moment and row.train_loss is not None), None)
        if known is None:
            training = Training(experiment)
            training.restore(snapshot)
            known = training.figures()
        return cls(experiment, network, known)

    def predict(self, inputs: npt.ArrayLike) -> Array:
        """Return the outputs: (samples, features) in, (samples, outputs) out. Raises ValueError.

        Images and sequences may come in their own shape, too.
        """
        return self.network.predict(inputs)

    @property
    def table_use(self) -> TableUse | None:
        """What it makes of a table; None if it was not trained on one, or that is not known any more."""
        return TableUse.of(self.experiment, self.outline)

    def predict_table(self, table: str | os.PathLike[str] | NewColumns) -> dict[str, npt.NDArray[Any]]:
        """Return what is predicted of the rows of a table: a file, or columns by names as a data frame has.

        Columns may stand in any order, and others beside them. What comes back are columns by their names:
        classes with the probability of each, or values in their own unit; in a row with a gap "" and NaN.
        Raises BadTable for columns that are missing and words that are not known.
        """
        use = self.table_use
        if use is None or self.experiment.reconstruct:
            raise BadTable([NO_TABLE])
        return NewTable.of(use, self.network.predict, read_new(table, use, {})).columns()

    def to_torch(self) -> Any:
        """Return the network as an ``nn.Sequential``, ready to predict: inputs (samples, *shape) in.

        Raises ImportError where PyTorch is not installed.
        """
        return to_torch(self.network)

    def to_keras(self) -> Any:
        """Return the network as a ``keras.Sequential``, ready to predict: inputs (samples, *shape) in.

        Raises ImportError where Keras is not installed.
        """
        return to_keras(self.network)

    def run(self) -> SavedRun:
        """Return a run to go on with from here; its optimizer remembers nothing of what came before.

        Raises BadPreset if there is no network of the experiment, as when nothing is known of its data.
        """
        experiment, parameters = self.experiment, self.network.parameters[:1]
        training = Training(presets.buildable(experiment, experiment.title))
        if training.network.architecture != self.network.architecture:
            raise presets.BadPreset(experiment.title, ["its data ask for another network than this one"])
        training.restore(
            replace(
                training.snapshot(),
                epochs=self.figures.epoch,
                steps=self.figures.step,
                parameters=parameters.copy(),
                kept=self.network.state[:1].copy(),
                state=experiment.optimizer.start(parameters),
            )
        )
        figures = self.figures if experiment.data.absent else training.figures()
        return SavedRun(experiment, (figures,), 1, (training.snapshot(),), outline=self.outline)

    def contents(self, arrange: Arrange = ours) -> Contents:
        """Return what stands in a file: the first network's arrays, and what they are.

        Raises LookupError for a layer that there is no such arrangement of.
        """
        return Contents(arrange(self.network, numbers(self.network)), self.texts())

    def texts(self) -> dict[str, str]:
        """Return what the arrays are: the experiment, the layers, and how far the training had come."""
        layers = [layer.model_dump(mode="json") for layer in self.network.layers]
        outline = self.outline or self.experiment.outlined
        return {
            "preset": presets.text(presets.without_folders(self.experiment)),
            "network": json.dumps({"inputs": self.network.shapes[0], "layers": layers}),
            "figures": json.dumps(strict_json.finite(self.figures._asdict())),
        } | ({"data": outline.described()} if outline else {})


def experiment_in(texts: Mapping[str, str], path: str) -> Experiment | None:
    """Return the experiment of a file at a path, or None if there is none. Raises BadPreset."""
    if "preset" not in texts:
        return None
    plain = presets.parse(texts["preset"].encode(), path)
    return presets.read_beside(presets.build(plain, path), path)


def network_in(texts: Mapping[str, str], experiment: Experiment, room: int) -> Network:
    """Return the network that a file describes, or that its experiment has, all of its numbers 0.

    ``room`` is how many numbers the file has: a large network must not be larger. Raises Unreadable.
    """
    try:
        if "network" in texts:
            layers, inputs = _described(texts["network"])
        else:
            layers, inputs = (*experiment.layers, experiment.last_layer), experiment.inputs_shape
        last = Architecture.of(layers, inputs).layouts[-1]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise Unreadable("its network cannot be built") from error
    if last.slot.stop + last.kept.stop > max(room, FREE):
        raise Unreadable("it has fewer numbers than its network")
    return Network(layers, inputs, dtype=experiment.precision)


def _described(text: str) -> tuple[tuple[Layer, ...], tuple[int, ...]]:
    match strict_json.parse(text):
        case {"inputs": [*inputs], "layers": [_, *_] as layers} if (
            1 <= len(inputs) <= 3
            and all(type(side) is int and side > 0 for side in inputs)
            and math.prod(inputs) <= WIDEST
        ):
            return LAYERS.validate_python(layers), tuple(inputs)
    raise ValueError("not a network")


def figures_in(texts: Mapping[str, str]) -> Figures:
    """Return how far the network had come. Raises Unreadable."""
    try:
        found = Figures(**strict_json.parse(texts.get("figures", '{"epoch": 0, "step": 0}')))
    except (ValueError, TypeError, RecursionError) as error:
        raise Unreadable("its figures are not those of a run") from error
    counts, values = found[:2], found[2:]
    whole = all(type(count) is int and 0 <= count <= 2**53 for count in counts)
    if not whole or not all(value is None or _finite(value) for value in values):
        raise Unreadable("its figures are not those of a run")
    return found


def _finite(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
