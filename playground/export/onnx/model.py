"""A trained network as an ONNX model: from samples as they are in the data to the network's outputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import numpy as np

from playground.data.outline import Outline
from playground.data.samples import Points
from playground.data.tables.preparation import Preparation
from playground.data.tables.table_outline import TableOutline
from playground.data.targets.at_every_step import AtEveryStep
from playground.data.targets.base import Targets
from playground.data.targets.values import AS_IT_IS, Inputs, Scale, Values
from playground.engine.network import Network
from playground.engine.parameters import Shape
from playground.experiment.experiment import Experiment
from playground.experiment.problems import blocking_problems
from playground.export.arrangement import AnyArray, LayerArrays, numbers
from playground.export.onnx import over_time as over_time  # its conversions are registered
from playground.export.onnx.features import with_features
from playground.export.onnx.graph import GraphBuilder
from playground.export.onnx.layers import converted
from playground.export.onnx.preparation import in_own_unit, prepared, scaled

OPSET, IR = 17, 8
"""What onnxruntime and Netron have long been able to read."""
NAMED = 64
"""So many inputs are told by their names."""
INPUTS, OUTPUTS, BATCH = "inputs", "outputs", "batch"
MISSING = "ONNX needs a package that is not installed: pip install onnx"


def through_layers(graph: GraphBuilder, x: str, network: Network, layers: Sequence[LayerArrays]) -> str:
    """Add all layers and return the name of the last one's output."""
    for name, layer, shape, own in zip(network.names(), network.layers, network.shapes, layers, strict=False):
        graph.scope = name
        x = converted(layer, graph, x, shape, own)
    graph.scope = ""
    return x


def arrangement(network: Network, layers: Sequence[LayerArrays]) -> dict[str, AnyArray]:
    """Return the arrays as the model has them. Raises LookupError for a layer that ONNX does not know."""
    graph = GraphBuilder()
    through_layers(graph, INPUTS, network, layers)
    return graph.arrays


def answers_of(targets: Targets) -> tuple[Scale, ...]:
    """Return how the values that are predicted were scaled, each; nothing where they were not."""
    targets = targets.of if isinstance(targets, AtEveryStep) else targets
    return targets.scales if isinstance(targets, Values | Inputs) else ()


@dataclass(frozen=True)
class RawInputs:
    """What a person feeds in, and what is made of it before the first layer."""

    shape: Shape
    """Of one sample as a person has it ..."""
    inputs: int = 0
    """... and how many inputs the data make of it, from which features are made; 0 where there are none."""
    preparation: Preparation | None = None
    scale: Scale = AS_IT_IS
    """What is subtracted from every number of a sample with a shape, and by what the rest is divided ..."""
    answers: tuple[Scale, ...] = ()
    """... and the same of each output, or of all alike, which leads back to the unit that targets have."""

    @classmethod
    def of(cls, experiment: Experiment, network: Network, outline: Outline | None = None) -> RawInputs:
        """Return what an outline says, or else the data; without both, only features can be made."""
        featured = network.shapes[0] == (len(experiment.features),)
        points = _points(experiment, outline)
        if points is None:
            needed = max(feature.needs for feature in experiment.features)
            return cls((needed,), needed) if featured else cls(network.shapes[0])
        if network.shapes[0] != experiment.inputs_shape_of(points):
            return cls(network.shapes[0])
        preparation = experiment.preparation
        if outline is not None:
            preparation = outline.preparation if isinstance(outline, TableOutline) else None
        answers = answers_of(experiment.targets_of(points))
        inputs = 0 if points.shape is not None else points.inputs.shape[1]
        if preparation is not None:
            return cls((len(preparation.names),), inputs, preparation, answers=answers)
        if inputs:
            return cls((inputs,), inputs, answers=answers)
        scale = experiment.data.scale() if outline is None else outline.scale
        given_back = experiment.reconstruct and scale != AS_IT_IS
        return cls(network.shapes[0], scale=scale, answers=(scale,) if given_back else answers)

    def told(self, experiment: Experiment, outline: Outline | None = None) -> dict[str, str]:
        """Return what a person is to feed in and gets out, in words, as far as the data say it."""
        points = _points(experiment, outline)
        if points is None:
            return {}
        targets = experiment.targets_of(points)
        if self.preparation:
            names = self.preparation.names
            notes = ["as they stand in the table, not a number where one is missing"]
            if any("=" in name for name in names):
                notes.append("a name with = is 1 where that word stands, otherwise 0")
        else:
            names = points.symbols or (points.names if points.shape is None else ())
            notes = ["as they stand in the file"] * (self.scale != AS_IT_IS)
            if names and points.shape is None and points.scales:
                names = tuple(map(_scaled, names, points.scales))
        told = ", ".join(names) if 0 < len(names) <= NAMED else f"{' × '.join(map(str, self.shape))} numbers"
        outputs = ", ".join(targets.output_names) or targets.noun
        if not targets.output_names and len(targets.classes) == 2:
            (low, high), (first, second) = targets.range, targets.classes
            outputs = f"{first} at {low:g}, {second} at {high:g}"
        unit = ["in the unit of the data"] * bool(self.answers)
        return {"inputs": "; ".join([told, *notes]), "outputs": "; ".join([outputs, *unit])}


def _points(experiment: Experiment, outline: Outline | None) -> Points | None:
    """Return points as an outline says that they are, or else the data; None where neither is known."""
    if outline is not None:
        return outline.points()
    return None if blocking_problems(experiment) else experiment.points


def _scaled(name: str, scale: Scale) -> str:
    """Return what a number is of which a column has another, as a formula."""
    shift, unit = scale
    return f"({name} - {shift:.9g}) / {unit or 1.0:.9g}"


def built(experiment: Experiment, network: Network, raw: RawInputs) -> GraphBuilder:
    """Return the graph of a network, from what a person feeds in. Raises LookupError."""
    graph, x = GraphBuilder(), INPUTS
    if raw.preparation is not None:
        x = prepared(graph, x, raw.preparation, raw.inputs)
    if raw.inputs:
        x = with_features(graph, x, experiment.features, raw.inputs)
    if raw.scale != AS_IT_IS:
        x = scaled(graph, x, *raw.scale)
    x = through_layers(graph, x, network, numbers(network))
    if raw.answers:
        x = in_own_unit(graph, x, raw.answers)
    graph.add("Identity", x, called=OUTPUTS)
    return graph


def serialized(
    experiment: Experiment, network: Network, texts: Mapping[str, str], outline: Outline | None = None
) -> bytes:
    """Return the model as it lies in a file, all numbers in float32, with texts as its metadata.

    Raises LookupError for what ONNX has no counterpart of, ImportError where the package is missing.
    """
    try:
        from onnx import TensorProto, helper
    except ImportError as error:
        raise ImportError(MISSING) from error

    def told(name: str, shape: Shape) -> Any:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, [BATCH, *shape])

    raw = RawInputs.of(experiment, network, outline)
    graph = built(experiment, network, raw)
    inputs, outputs = told(INPUTS, raw.shape), told(OUTPUTS, network.shapes[-1])
    model = helper.make_model(
        _graph(graph, experiment.title or "network", [inputs], [outputs]),
        ir_version=IR,
        opset_imports=[helper.make_opsetid("", OPSET)],
        producer_name="Backprop Playground",
        producer_version=version("backprop-playground"),
        doc_string=f"{experiment.title}\n{experiment.reason}".strip(),
    )
    helper.set_model_props(model, {**texts, **raw.told(experiment, outline)})
    return bytes(model.SerializeToString())


def _graph(graph: GraphBuilder, name: str, inputs: list[Any], outputs: list[Any]) -> Any:
    from onnx import helper, numpy_helper

    nodes = [
        helper.make_node(
            each.kind,
            each.inputs,
            each.outputs,
            each.name,
            **{key: _attribute(each.name, value) for key, value in each.attributes.items()},
        )
        for each in graph.operators
    ]
    arrays = [
        numpy_helper.from_array(np.ascontiguousarray(array, np.float32), key)
        for key, array in graph.arrays.items()
    ]
    return helper.make_graph(nodes, name, inputs, outputs, arrays)


def _attribute(name: str, value: Any) -> Any:
    from onnx import helper, numpy_helper

    if isinstance(value, np.ndarray):
        return numpy_helper.from_array(value)
    if isinstance(value, tuple):
        body, takes, gives = value
        inputs, outputs = (
            [helper.make_tensor_value_info(each, 1, None) for each in names] for names in (takes, gives)
        )
        return _graph(body, f"{name}/body", inputs, outputs)
    return value
