"""What the last layer says: its activation, its range, and how classes are coded in targets."""

from abc import abstractmethod
from typing import ClassVar, Literal

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Activation, Array
from playground.engine.activations.rectified import Identity
from playground.engine.activations.sigmoidal import Sigmoid, Tanh
from playground.engine.activations.softmax import Softmax
from playground.parts.part import Part
from playground.parts.setting import setting


class Output(Part, family="output"):
    """What the last layer does, and the two values by which its targets say no and yes."""

    low: ClassVar[float] = 0.0
    high: ClassVar[float] = 1.0
    for_classes: ClassVar[bool] = False
    """Whether it has no meaning for values."""
    bias: bool = setting(True, "Whether each output adds a bias to its sum.")

    @property
    @abstractmethod
    def activation(self) -> Activation:
        """The activation of the last layer."""

    def resolved(self, classes: int) -> "Output":
        """Return the output that is meant for so many classes (0: the targets are values)."""
        return self

    def units(self, classes: int) -> int:
        """Return how many units the last layer needs: one for values and for two classes."""
        return classes if classes > 2 else 1

    def encode(self, labels: npt.NDArray[np.integer], classes: int) -> Array:
        """Turn labels (samples,) into targets (samples, units)."""
        units = self.units(classes)
        hit = labels[:, None] == (np.arange(units) if units > 1 else 1)
        return np.where(hit, self.high, self.low)

    def decide(self, outputs: Array) -> npt.NDArray[np.intp]:
        """Turn outputs (..., units) into the classes (...) that they vote for."""
        if outputs.shape[-1] > 1:
            return np.asarray(outputs.argmax(axis=-1), np.intp)
        return np.asarray(outputs[..., 0] > (self.low + self.high) / 2, np.intp)


class AutoOutput(Output):
    """Chosen by the data: identity for values, sigmoid for two classes, softmax for more."""

    title = "Automatic"
    kind: Literal["auto"] = "auto"

    @property
    def activation(self) -> Activation:
        return Identity()

    def resolved(self, classes: int) -> Output:
        member = IdentityOutput if classes == 0 else SigmoidOutput if classes == 2 else SoftmaxOutput
        return member(bias=self.bias)


class IdentityOutput(Output):
    """The weighted sum itself, for values of any size; classes are coded as -1 and 1."""

    low = -1.0
    kind: Literal["identity"] = "identity"

    @property
    def activation(self) -> Activation:
        return Identity()


class TanhOutput(Output):
    """Between -1 and 1, and so are the targets of classes."""

    low = -1.0
    kind: Literal["tanh"] = "tanh"

    @property
    def activation(self) -> Activation:
        return Tanh()


class SigmoidOutput(Output):
    """Between 0 and 1: the probability of the second class."""

    kind: Literal["sigmoid"] = "sigmoid"

    @property
    def activation(self) -> Activation:
        return Sigmoid()


class SoftmaxOutput(Output):
    """One probability for each class; they sum to 1."""

    for_classes = True
    kind: Literal["softmax"] = "softmax"

    @property
    def activation(self) -> Activation:
        return Softmax()

    def units(self, classes: int) -> int:
        return max(classes, 1)
