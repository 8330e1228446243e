"""The samples by which a script checks itself: what a person feeds in, and what the network made of it."""

from __future__ import annotations

import math

import numpy as np

from playground.data.features import features_of
from playground.data.formula import INPUTS
from playground.experiment.problems import problems
from playground.export.arrangement import AnyArray
from playground.export.code.table_code import TableCells, sample_cells
from playground.export.onnx.model import RawInputs
from playground.export.weights.trained_network import TrainedNetwork

COUNT = 6


def check_samples(trained: TrainedNetwork, raw: RawInputs) -> tuple[AnyArray | TableCells, AnyArray]:
    """Return a few inputs (samples, *shape) as a person has them, and the outputs of the network.

    They are of the data, evenly chosen, or random where the data are not there.
    """
    experiment, network = trained.experiment, trained.network
    use = trained.table_use
    if use is not None:
        cells, inputs = sample_cells(trained, use, COUNT)
        seen = features_of(experiment.features, inputs) if inputs.shape[1] <= INPUTS else inputs
        return cells, in_own_unit(network.predict(seen).reshape(COUNT, *network.shapes[-1]), raw)
    inputs = np.random.default_rng(0).normal(*raw.scale, (COUNT, math.prod(raw.shape)))
    if not problems(experiment):
        points = experiment.points
        if points.inputs.shape[1:] == inputs.shape[1:]:
            known = points.inputs[np.linspace(0, len(points) - 1, COUNT).astype(int)]
            shift, unit = experiment.data.scale()
            inputs = known.astype(float) * unit + shift
    inputs = np.round(np.asarray(inputs, float), 3)
    scaled = (inputs - raw.scale[0]) / raw.scale[1]
    seen = features_of(experiment.features, inputs) if raw.inputs else scaled
    with np.errstate(all="ignore"):  # a run that diverged may have numbers beyond all bounds
        outputs = network.predict(seen).reshape(COUNT, *network.shapes[-1])
    return inputs.reshape(COUNT, *raw.shape), in_own_unit(outputs, raw)


def check_units(raw: RawInputs) -> dict[str, AnyArray]:
    """Return the unit of each output, or of all alike; nothing where outputs are as the network has them."""
    units = dict.fromkeys(unit for _, unit in raw.answers)
    each = [*units] if len(units) == 1 else [unit for _, unit in raw.answers]
    return {"check_units": np.array(each)} if each else {}


def in_own_unit(outputs: AnyArray, raw: RawInputs) -> AnyArray:
    """Return outputs in the unit of the targets, in their own precision."""
    if not raw.answers:
        return outputs
    shift, unit = np.array(raw.answers).T
    return np.asarray(shift + unit * outputs, outputs.dtype)
