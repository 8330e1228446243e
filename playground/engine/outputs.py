"""What the last layer computes: its activation, and the numbers by which its targets say no and yes."""

from abc import abstractmethod
from typing import ClassVar, Literal

from playground.engine.activations.base import Activation
from playground.engine.activations.rectified import Identity
from playground.engine.activations.sigmoidal import Sigmoid, Tanh
from playground.engine.activations.softmax import Softmax
from playground.parts.part import Part, family
from playground.parts.setting import setting


class Output(Part, family="output"):
    """What the last layer does, and the two values by which its targets say no and yes."""

    low: ClassVar[float] = 0.0
    high: ClassVar[float] = 1.0
    for_classes: ClassVar[bool] = False
    """Whether it has no meaning for values."""
    one_each: ClassVar[bool] = False
    """Whether two classes have an output each; otherwise one output decides between them."""
    bias: bool = setting(True, "Whether each output adds a bias to its sum.")

    @property
    @abstractmethod
    def activation(self) -> Activation:
        """The activation of the last layer."""

    def resolved(self, automatic: str) -> "Output":
        """Return the output that is meant where the targets ask for one of the kind ``automatic``."""
        return self


class AutoOutput(Output):
    """Chosen by the data: identity for values, sigmoid for two classes, softmax for more."""

    title = "Automatic"
    kind: Literal["auto"] = "auto"

    @property
    def activation(self) -> Activation:
        return Identity()

    def resolved(self, automatic: str) -> Output:
        return family(Output)[automatic](bias=self.bias)


class IdentityOutput(Output):
    """The weighted sum itself, for values of any size; classes are coded as −1 and 1."""

    low = -1.0
    kind: Literal["identity"] = "identity"

    @property
    def activation(self) -> Activation:
        return Identity()


class TanhOutput(Output):
    """Between −1 and 1, and so are the targets of classes."""

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
    one_each = True
    kind: Literal["softmax"] = "softmax"

    @property
    def activation(self) -> Activation:
        return Softmax()
