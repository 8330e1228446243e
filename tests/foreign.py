"""Weights as other programs write them."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper


def from_pytorch(network, seed=0):
    """The arrays of an nn.Sequential with the shapes of a network of dense layers, and random numbers."""
    generator, found = np.random.default_rng(seed), {}
    for i, (inputs, units) in enumerate(zip(network.widths, network.widths[1:], strict=False)):
        found[f"{2 * i}.weight"] = generator.normal(size=(units, inputs)).astype(np.float32)
        found[f"{2 * i}.bias"] = generator.normal(size=units).astype(np.float32)
    return found


def in_onnx(arrays):
    """A model with these arrays, and one of counts, as exporters add them."""
    inputs, outputs = (helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", 2]) for name in "xy")
    kept = [numpy_helper.from_array(array, name) for name, array in arrays.items()]
    kept.append(numpy_helper.from_array(np.array([1, -1]), "shape"))
    graph = helper.make_graph([helper.make_node("Identity", ["x"], ["y"])], "main", [inputs], [outputs], kept)
    return helper.make_model(graph, producer_name="pytorch")
