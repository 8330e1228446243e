"""Where weights start. Numbers are drawn in double precision, so both precisions start alike."""

import math
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.parameters import Parameter, Role
from playground.parts.part import Part
from playground.parts.setting import Matrix, Row, setting

Declared = Sequence[Mapping[str, Parameter]]
"""What every layer of a network declares."""


class Initializer(Part, family="initializer"):
    """Where weights start."""

    @abstractmethod
    def draw(self, weight: Parameter, generator: np.random.Generator) -> Any:
        """Return the start of a weight, in its shape or as one number for all of it."""

    def start_of_biases(self) -> float:
        """Return where every bias starts."""
        return 0.0

    def fill(
        self,
        arrays: Mapping[str, Array],
        parameters: Mapping[str, Parameter],
        position: int,
        generator: np.random.Generator,
    ) -> None:
        """Write a layer's start into its arrays; ``position`` counts the layers with weights, from 0."""
        for name, parameter in parameters.items():
            if parameter.role.is_weight:
                rule = Orthogonal() if parameter.orthogonal else self
                drawn = [rule.draw(each, generator) for each in parameter.parts]
                for array, start in zip(_apart(arrays[name], parameter), drawn, strict=True):
                    array[...] = start
            elif parameter.role is Role.BIAS:
                for i, array in enumerate(_apart(arrays[name], parameter)):
                    array[...] = parameter.starts.get(i, self.start_of_biases())
            else:
                arrays[name][...] = parameter.start

    def misfit(self, declared: Declared) -> tuple[str, str] | None:
        """Return (path, reason) if layers with these parameters cannot be filled."""
        return None


def _apart(array: Array, parameter: Parameter) -> list[Array]:
    """Return views of the arrays that are stacked in one."""
    return np.split(array, parameter.stacked, axis=-1)


class Uniform(Initializer):
    """Uniform between two bounds, whatever the layer's size: as in TensorFlow Playground."""

    kind: Literal["uniform"] = "uniform"
    bound: float = setting(
        0.5, "Weights lie between minus this number and this number.", ge=0.001, le=10.0, log=True
    )
    bias: float = setting(0.1, "Initial value of every bias.", ge=-10.0, le=10.0)

    def draw(self, weight: Parameter, generator: np.random.Generator) -> Any:
        return generator.uniform(-self.bound, self.bound, weight.shape)

    def start_of_biases(self) -> float:
        return self.bias


class GlorotUniform(Initializer):
    """Uniform within ±sqrt(6 / (inputs + units)): suits tanh layers (Glorot and Bengio 2010)."""

    kind: Literal["glorot-uniform"] = "glorot-uniform"

    def draw(self, weight: Parameter, generator: np.random.Generator) -> Any:
        bound = np.sqrt(6.0 / (weight.fan_in + weight.fan_out))
        return generator.uniform(-bound, bound, weight.shape)


class GlorotNormal(Initializer):
    """Standard deviation sqrt(2 / (inputs + units)): suits tanh layers (Glorot and Bengio 2010)."""

    kind: Literal["glorot-normal"] = "glorot-normal"

    def draw(self, weight: Parameter, generator: np.random.Generator) -> Any:
        return generator.normal(0.0, np.sqrt(2.0 / (weight.fan_in + weight.fan_out)), weight.shape)


class HeUniform(Initializer):
    """Uniform within ±sqrt(6 / inputs): suits ReLU layers (He et al. 2015)."""

    title = "He uniform"
    kind: Literal["he-uniform"] = "he-uniform"

    def draw(self, weight: Parameter, generator: np.random.Generator) -> Any:
        bound = np.sqrt(6.0 / weight.fan_in)
        return generator.uniform(-bound, bound, weight.shape)


class HeNormal(Initializer):
    """Normal with standard deviation sqrt(2 / inputs): suits ReLU layers (He et al. 2015)."""

    title = "He normal"
    kind: Literal["he-normal"] = "he-normal"

    def draw(self, weight: Parameter, generator: np.random.Generator) -> Any:
        return generator.normal(0.0, np.sqrt(2.0 / weight.fan_in), weight.shape)


class LeCunNormal(Initializer):
    """Normal with standard deviation sqrt(1 / inputs): what SELU needs (LeCun et al. 1998)."""

    title = "LeCun normal"
    kind: Literal["lecun-normal"] = "lecun-normal"

    def draw(self, weight: Parameter, generator: np.random.Generator) -> Any:
        return generator.normal(0.0, np.sqrt(1.0 / weight.fan_in), weight.shape)


class Orthogonal(Initializer):
    """Rows or columns at right angles, so that lengths pass through a layer unchanged (Saxe et al. 2014)."""

    kind: Literal["orthogonal"] = "orthogonal"
    gain: float = setting(1.0, "Factor by which every length is multiplied.", ge=0.01, le=10.0, log=True)

    def draw(self, weight: Parameter, generator: np.random.Generator) -> Any:
        units = weight.shape[-1]
        inputs = weight.size // units
        tall = generator.normal(size=(max(inputs, units), min(inputs, units)))
        q, r = np.linalg.qr(tall)
        q *= np.sign(np.diag(r))  # makes the draw uniform over all such matrices
        return (self.gain * (q if inputs >= units else q.T)).reshape(weight.shape)


class Normal(Initializer):
    """Normal with the same standard deviation in every layer: try it too small and too large."""

    kind: Literal["normal"] = "normal"
    deviation: float = setting(0.5, "Standard deviation of the weights.", ge=0.0001, le=10.0, log=True)

    def draw(self, weight: Parameter, generator: np.random.Generator) -> Any:
        return generator.normal(0.0, self.deviation, weight.shape)


class Zeros(Initializer):
    """All zeros: every unit of a layer then learns the same thing, if anything."""

    kind: Literal["zeros"] = "zeros"

    def draw(self, weight: Parameter, generator: np.random.Generator) -> Any:
        return 0.0


class ConstantInitializer(Initializer):
    """Every weight the same: as with zeros, the units of a layer always stay alike."""

    kind: Literal["constant"] = "constant"
    weight: float = setting(0.5, "Initial value of every weight.", ge=-10.0, le=10.0)
    bias: float = setting(0.0, "Initial value of every bias.", ge=-10.0, le=10.0)

    def draw(self, weight: Parameter, generator: np.random.Generator) -> Any:
        return self.weight

    def start_of_biases(self) -> float:
        return self.bias


class Explicit(Initializer):
    """Numbers listed in the preset, for worked examples.

    The kernels of a convolution are a matrix, too: a column for each filter, and in it the numbers of its
    kernel, channel by channel and row by row. Below the rows of a recurrent layer's inputs stand those of its
    units.
    """

    title = "From the preset"
    kind: Literal["explicit"] = "explicit"
    weights: tuple[Matrix, ...] = setting(
        (),
        "One matrix for each layer: (inputs, units), (kernel numbers, filters), (inputs and units, columns).",
        strict=False,
    )
    biases: tuple[Row, ...] = setting((), "One row of biases for each layer.", strict=False)

    def draw(self, weight: Parameter, generator: np.random.Generator) -> Any:
        raise TypeError("the weights are listed in the preset, so none are drawn")

    def fill(
        self,
        arrays: Mapping[str, Array],
        parameters: Mapping[str, Parameter],
        position: int,
        generator: np.random.Generator,
    ) -> None:
        weights, biases = _listed(parameters)
        for name, parameter in parameters.items():
            arrays[name][...] = parameter.start
        for names, given in ((weights, self.weights), (biases, self.biases)):
            first = 0
            for name in names:
                shape, size = parameters[name].shape, parameters[name].size
                arrays[name][...] = np.ravel(given[position])[first : first + size].reshape(shape)
                first += size

    def misfit(self, declared: Declared) -> tuple[str, str] | None:
        layers = [own for own in declared if any(each.role.is_weight for each in own.values())]
        for name, given in (("weights", len(self.weights)), ("biases", len(self.biases))):
            if given != len(layers):
                listed = f"listed for {given} layer{'' if given == 1 else 's'}"
                return name, f"{listed}, but the network has {len(layers)}, the output layer included"
        for i, own in enumerate(layers):
            matrices, rows_of_biases = ([own[name] for name in names] for names in _listed(own))
            widths = {each.shape[-1] for each in matrices}
            if len(matrices) + len(rows_of_biases) < len(own) or len(widths) > 1:
                return f"weights[{i}]", f"layer {i + 1} has more than weights and biases"
            rows, (units,) = self.weights[i], widths
            inputs = sum(math.prod(each.shape[:-1]) for each in matrices)
            if len(rows) != inputs or any(len(row) != units for row in rows):
                return f"weights[{i}]", f"layer {i + 1} needs {inputs} rows of {units} numbers"
            biases = sum(each.size for each in rows_of_biases)
            if len(self.biases[i]) != biases:
                return f"biases[{i}]", f"layer {i + 1} needs {biases} numbers"
        return None


def _listed(parameters: Mapping[str, Parameter]) -> tuple[list[str], list[str]]:
    """Return the names of a layer's weights and of its biases, which can be listed."""
    weights = [name for name, each in parameters.items() if each.role.is_weight]
    return weights, [name for name, each in parameters.items() if each.role is Role.BIAS]
