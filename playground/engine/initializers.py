"""Where weights start. Numbers are drawn in double precision, so both precisions start alike."""

from abc import abstractmethod
from typing import Literal

import numpy as np

from playground.engine.activations import Array
from playground.parts import Matrix, Part, Row, setting

Shape = tuple[int, int, int]


class Initializer(Part, family="initializer"):
    """Where weights start."""

    @abstractmethod
    def fill(self, weight: Array, bias: Array, position: int, generator: np.random.Generator) -> None:
        """Write the start of layer ``position`` (from 0): ``weight`` (inputs, units), ``bias`` (units,)."""

    def misfit(self, shapes: list[Shape]) -> tuple[str, str] | None:
        """Return (path, reason) if layers of these (inputs, units, biases) cannot be filled."""
        return None


class Uniform(Initializer):
    """Evenly between two bounds whatever the layer's size: TensorFlow Playground's start."""

    kind: Literal["uniform"] = "uniform"
    bound: float = setting(0.5, "Weights lie between minus and plus this.", ge=0.001, le=10.0, log=True)
    bias: float = setting(0.1, "Every bias starts here.", ge=-10.0, le=10.0)

    def fill(self, weight: Array, bias: Array, position: int, generator: np.random.Generator) -> None:
        weight[...] = generator.uniform(-self.bound, self.bound, weight.shape)
        bias[...] = self.bias


class GlorotUniform(Initializer):
    """Evenly within sqrt(6 / (inputs + units)): keeps tanh layers alive (Glorot and Bengio 2010)."""

    kind: Literal["glorot-uniform"] = "glorot-uniform"

    def fill(self, weight: Array, bias: Array, position: int, generator: np.random.Generator) -> None:
        bound = np.sqrt(6.0 / sum(weight.shape))
        weight[...] = generator.uniform(-bound, bound, weight.shape)
        bias[...] = 0.0


class GlorotNormal(Initializer):
    """Normal with deviation sqrt(2 / (inputs + units)): keeps tanh layers alive (Glorot and Bengio 2010)."""

    kind: Literal["glorot-normal"] = "glorot-normal"

    def fill(self, weight: Array, bias: Array, position: int, generator: np.random.Generator) -> None:
        weight[...] = generator.normal(0.0, np.sqrt(2.0 / sum(weight.shape)), weight.shape)
        bias[...] = 0.0


class HeUniform(Initializer):
    """Evenly within sqrt(6 / inputs): keeps ReLU layers alive (He et al. 2015)."""

    title = "He uniform"
    kind: Literal["he-uniform"] = "he-uniform"

    def fill(self, weight: Array, bias: Array, position: int, generator: np.random.Generator) -> None:
        bound = np.sqrt(6.0 / weight.shape[0])
        weight[...] = generator.uniform(-bound, bound, weight.shape)
        bias[...] = 0.0


class HeNormal(Initializer):
    """Normal with deviation sqrt(2 / inputs): keeps ReLU layers alive (He et al. 2015)."""

    title = "He normal"
    kind: Literal["he-normal"] = "he-normal"

    def fill(self, weight: Array, bias: Array, position: int, generator: np.random.Generator) -> None:
        weight[...] = generator.normal(0.0, np.sqrt(2.0 / weight.shape[0]), weight.shape)
        bias[...] = 0.0


class LeCunNormal(Initializer):
    """Normal with deviation sqrt(1 / inputs): the start that SELU asks for (LeCun et al. 1998)."""

    title = "LeCun normal"
    kind: Literal["lecun-normal"] = "lecun-normal"

    def fill(self, weight: Array, bias: Array, position: int, generator: np.random.Generator) -> None:
        weight[...] = generator.normal(0.0, np.sqrt(1.0 / weight.shape[0]), weight.shape)
        bias[...] = 0.0


class Orthogonal(Initializer):
    """Rows or columns at right angles, so that lengths pass through a layer unchanged (Saxe et al. 2014)."""

    kind: Literal["orthogonal"] = "orthogonal"
    gain: float = setting(1.0, "Every length is multiplied by this.", ge=0.01, le=10.0, log=True)

    def fill(self, weight: Array, bias: Array, position: int, generator: np.random.Generator) -> None:
        inputs, units = weight.shape
        tall = generator.normal(size=(max(inputs, units), min(inputs, units)))
        q, r = np.linalg.qr(tall)
        q *= np.sign(np.diag(r))  # makes the draw uniform over all such matrices
        weight[...] = self.gain * (q if inputs >= units else q.T)
        bias[...] = 0.0


class Normal(Initializer):
    """Normal with one deviation for every layer: try too small and too large."""

    kind: Literal["normal"] = "normal"
    deviation: float = setting(0.5, "Standard deviation of the weights.", ge=0.0001, le=10.0, log=True)

    def fill(self, weight: Array, bias: Array, position: int, generator: np.random.Generator) -> None:
        weight[...] = generator.normal(0.0, self.deviation, weight.shape)
        bias[...] = 0.0


class Zeros(Initializer):
    """All zero: every unit of a layer then learns the same thing, if anything."""

    kind: Literal["zeros"] = "zeros"

    def fill(self, weight: Array, bias: Array, position: int, generator: np.random.Generator) -> None:
        weight[...] = 0.0
        bias[...] = 0.0


class Constant(Initializer):
    """Every weight the same: like zeros, the units of a layer stay alike for ever."""

    kind: Literal["constant"] = "constant"
    weight: float = setting(0.5, "Every weight starts here.", ge=-10.0, le=10.0)
    bias: float = setting(0.0, "Every bias starts here.", ge=-10.0, le=10.0)

    def fill(self, weight: Array, bias: Array, position: int, generator: np.random.Generator) -> None:
        weight[...] = self.weight
        bias[...] = self.bias


class Explicit(Initializer):
    """The numbers that stand in the preset, for worked examples."""

    title = "From the preset"
    kind: Literal["explicit"] = "explicit"
    weights: tuple[Matrix, ...] = setting((), "One matrix (inputs, units) for each layer.", strict=False)
    biases: tuple[Row, ...] = setting((), "One row of biases for each layer.", strict=False)

    def fill(self, weight: Array, bias: Array, position: int, generator: np.random.Generator) -> None:
        weight[...] = np.array(self.weights[position])
        bias[...] = np.array(self.biases[position])

    def misfit(self, shapes: list[Shape]) -> tuple[str, str] | None:
        for name, given in (("weights", len(self.weights)), ("biases", len(self.biases))):
            if given != len(shapes):
                return name, f"{given} layers are given, the network has {len(shapes)} with the output layer"
        for i, (inputs, units, biases) in enumerate(shapes):
            rows = self.weights[i]
            if len(rows) != inputs or any(len(row) != units for row in rows):
                return f"weights[{i}]", f"layer {i + 1} needs {inputs} rows of {units} numbers"
            if len(self.biases[i]) != biases:
                return f"biases[{i}]", f"layer {i + 1} needs {biases} numbers"
        return None
