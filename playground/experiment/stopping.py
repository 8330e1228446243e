"""When a run ends by itself: rules that are asked after every epoch, and may be combined."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from playground.engine.activations.base import Array
from playground.experiment.figures import Figures
from playground.parts.counts import grouped, number
from playground.parts.part import Part
from playground.parts.setting import setting

Memory = dict[str, Array]


@dataclass(frozen=True)
class Moment:
    """What a rule may look at after an epoch."""

    figures: Figures
    seconds: float
    """How long the run has been training."""
    gradient_norm: float
    """The length of the last batch's gradient."""
    keep: Callable[[], Memory]
    """Returns a copy of what the network is."""
    loss_unit: float | None = 1.0
    """What losses are multiplied by where they are shown; None where they are shown of scaled targets."""


@dataclass(frozen=True, eq=False)
class Best:
    """What the network was when it was best."""

    epoch: int
    parameters: Array
    kept: Array


class StopRule(Part, family="stop rule"):
    """When a run ends by itself."""

    alike: ClassVar[bool] = False
    """Whether all members of a population meet it at the same moment."""

    @abstractmethod
    def reason(self, moment: Moment, memory: Memory) -> str:
        """Return why the run ends now, or nothing. ``memory`` is the rule's own, and lasts for the run."""

    def compared(self, loss_unit: float | None) -> str:
        """Return with what a setting is compared, where that is not the loss as it is shown, or nothing."""
        return ""

    def best(self, memory: Memory) -> Best | None:
        """Return what the network is to be put back to when the run ends, if to anything."""
        return None


class AfterEpochs(StopRule):
    """Ends after a number of epochs."""

    alike = True
    title = "Epochs"
    kind: Literal["epochs"] = "epochs"
    epochs: int = setting(1000, "Epochs until the end.", ge=1, le=10_000_000, log=True, live=True)

    def reason(self, moment: Moment, memory: Memory) -> str:
        return f"Reached epoch {grouped(self.epochs)}" if moment.figures.epoch >= self.epochs else ""


class AfterSteps(StopRule):
    """Ends with the epoch in which a number of steps is reached."""

    alike = True
    title = "Steps"
    kind: Literal["steps"] = "steps"
    steps: int = setting(10_000, "Steps until the end.", ge=1, le=1_000_000_000, log=True, live=True)

    def reason(self, moment: Moment, memory: Memory) -> str:
        return f"Reached step {grouped(moment.figures.step)}" if moment.figures.step >= self.steps else ""


class AfterTime(StopRule):
    """Ends after a time of training; such runs do not repeat exactly."""

    title = "Time"
    kind: Literal["time"] = "time"
    seconds: float = setting(60.0, "Seconds until the end.", gt=0.0, le=86_400.0, log=True, live=True)

    def reason(self, moment: Moment, memory: Memory) -> str:
        return f"Trained for {moment.seconds:.1f} seconds" if moment.seconds >= self.seconds else ""


class LossBelow(StopRule):
    """Ends when a loss is small enough."""

    title = "Loss below"
    kind: Literal["loss-below"] = "loss-below"
    threshold: float = setting(
        0.01, "The run ends when the loss is no higher than this.", gt=0.0, le=100.0, log=True, live=True
    )
    samples: Literal["train", "validation"] = setting(
        "train", "The samples whose loss is watched.", live=True
    )

    def reason(self, moment: Moment, memory: Memory) -> str:
        value = moment.figures.train_loss if self.samples == "train" else moment.figures.validation_loss
        if value is None or not value <= self.threshold:
            return ""
        unit = 1.0 if moment.loss_unit is None else moment.loss_unit
        now, threshold = number(value * unit, 4 if unit == 1.0 else 6), number(self.threshold * unit)
        said = f"The {self.samples} loss is {now}, not above {threshold}"
        if moment.loss_unit == 1.0:
            return said
        return f"{said} ({'' if unit == 1.0 else f'{number(self.threshold)} '}of scaled targets)"

    def compared(self, loss_unit: float | None) -> str:
        if loss_unit == 1.0:
            return ""
        shown = "" if loss_unit is None else f": {number(self.threshold * loss_unit)} as the loss is shown"
        return f"Of scaled targets{shown}"


class GradientBelow(StopRule):
    """Ends when the gradient of the last batch is so small that little can change."""

    title = "Gradient below"
    kind: Literal["gradient-below"] = "gradient-below"
    threshold: float = setting(
        1e-4,
        "The run ends when the norm of the gradient is no larger than this.",
        gt=0.0,
        le=100.0,
        log=True,
        live=True,
    )

    def reason(self, moment: Moment, memory: Memory) -> str:
        if not moment.gradient_norm <= self.threshold:
            return ""
        norm = number(moment.gradient_norm, 2)
        return f"The norm of the gradient is {norm}, not above {number(self.threshold)}"


class Patience(StopRule):
    """Ends when the loss has not improved for a while, and restores the best weights.

    It watches the validation loss, or the training loss where there are no validation samples. The best
    weights are restored whichever rule ends the run, and on the command line after the last epoch, too. A run
    that is paused or interrupted keeps the weights it has.
    """

    kind: Literal["patience"] = "patience"
    epochs: int = setting(
        50, "Epochs without a better loss before the run ends.", ge=1, le=1_000_000, log=True, live=True
    )

    def reason(self, moment: Moment, memory: Memory) -> str:
        now, epoch = moment.figures.watched, moment.figures.epoch
        if "best" not in memory or now < float(memory["best"]):
            memory.update(moment.keep())
            memory["best"], memory["epoch"] = np.array(now), np.array(epoch)
        since = epoch - int(memory["epoch"])
        if since < self.epochs:
            return ""
        return f"No better loss for {grouped(since)} epochs"

    def best(self, memory: Memory) -> Best | None:
        if "best" not in memory:
            return None
        return Best(int(memory["epoch"]), memory["parameters"], memory["kept"])


class Watch:
    """The stop rules of a run, each with what it remembers."""

    def __init__(self, rules: Sequence[StopRule] = (), memories: Sequence[Memory] = ()) -> None:
        """Go on with memories, unless they are of other rules."""
        self._rules = rules
        fits = len(memories) == len(rules)
        self._memories = [dict(memory) for memory in memories] if fits else [Memory() for _ in rules]

    @property
    def memories(self) -> tuple[Memory, ...]:
        """A copy of what the rules remember."""
        return tuple(dict(memory) for memory in self._memories)  # its arrays are replaced, never changed

    def ask(self, moment: Moment) -> str:
        """Return why the run ends now, or nothing.

        Every rule is asked, also after one has answered: each has its own count to keep.
        """
        rules = zip(self._rules, self._memories, strict=True)
        return next(filter(None, [rule.reason(moment, memory) for rule, memory in rules]), "")

    @property
    def best(self) -> Best | None:
        """What a rule has promised to put the network back to when the run ends, if any has."""
        rules = zip(self._rules, self._memories, strict=True)
        return next(filter(None, (rule.best(memory) for rule, memory in rules)), None)
