"""A layer's numbers for the sample in sight, as its formulas have them."""

from __future__ import annotations

from playground.engine.symbolic.layer_symbols import LayerSymbols
from playground.gui.network.numbers import NetworkNumbers
from playground.worker.requests.one_sample import SampleActivity


def symbols_of(numbers: NetworkNumbers, activity: SampleActivity, layer: int) -> LayerSymbols:
    """Return the symbols of a layer, counted from 0. Raises ValueError before a frame has come."""
    if numbers.inside is None:
        raise ValueError("no frame has come")
    diagram, rule = numbers.diagram, numbers.layers[layer]
    below = activity.layers[layer - 1]["a"] if layer else activity.inputs
    values = {name: array[None] for name, array in activity.layers[layer].items()} | {"x": below[None]}
    places = diagram.parameter_places(layer)
    parameters = {name: numbers.inside.parameters[each] for name, each in places.items()}
    outputs = activity.layers[layer]["a"].shape  # a sequence may be longer than those that are trained on
    return LayerSymbols(layer + 1, below.shape, outputs, values, parameters, 0, None, rule.letters)
