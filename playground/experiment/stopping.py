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
class EpochResult:
    """What stop rules decide by after an epoch."""

    figures: Figures
    seconds: float
    """How long the run has been training."""
    gradient_norm: float
    """The length of the last batch's gradient."""
    keep: Callable[[], Memory]
    """Returns a copy of the network's arrays."""
    loss_unit: float | None = 1.0
    """What losses are multiplied by where they are shown; None where they are shown of scaled targets."""


@dataclass(frozen=True, eq=False)
class Best:
    """The network's arrays at the best epoch."""

    epoch: int
    parameters: Array
    kept: Array


class StopRule(Part, family="stop rule"):
    """When a run ends by itself."""

    alike: ClassVar[bool] = False
    """Whether all members of a population meet it after the same epoch."""

    @abstractmethod
    def reason(self, result: EpochResult, memory: Memory) -> str:
        """Return why the run ends now, or an empty string. ``memory`` is the rule's own for the whole run."""

    def compared(self, loss_unit: float | None) -> str:
        """Return what a setting is compared with if not with the loss as it is shown, or an empty string."""
        return ""

    def best(self, memory: Memory) -> Best | None:
        """Return the arrays to restore when the run ends, or None."""
        return None


class AfterEpochs(StopRule):
    """Ends after a number of epochs."""

    alike = True
    title = "Epochs"
    kind: Literal["epochs"] = "epochs"
    epochs: int = setting(1000, "Epochs until the end.", ge=1, le=10_000_000, log=True, live=True)

    def reason(self, result: EpochResult, memory: Memory) -> str:
        return f"Reached epoch {grouped(self.epochs)}" if result.figures.epoch >= self.epochs else ""


class AfterSteps(StopRule):
    """Ends with the epoch in which a number of steps is reached."""

    alike = True
    title = "Steps"
    kind: Literal["steps"] = "steps"
    steps: int = setting(10_000, "Steps until the end.", ge=1, le=1_000_000_000, log=True, live=True)

    def reason(self, result: EpochResult, memory: Memory) -> str:
        return f"Reached step {grouped(result.figures.step)}" if result.figures.step >= self.steps else ""


class AfterTime(StopRule):
    """Ends after a time of training; such runs do not repeat exactly."""

    title = "Time"
    kind: Literal["time"] = "time"
    seconds: float = setting(60.0, "Seconds until the end.", gt=0.0, le=86_400.0, log=True, live=True)

    def reason(self, result: EpochResult, memory: Memory) -> str:
        return f"Trained for {result.seconds:.1f} seconds" if result.seconds >= self.seconds else ""


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

    def reason(self, result: EpochResult, memory: Memory) -> str:
        value = result.figures.train_loss if self.samples == "train" else result.figures.validation_loss
        if value is None or not value <= self.threshold:
            return ""
        unit = 1.0 if result.loss_unit is None else result.loss_unit
        now, threshold = number(value * unit, 4 if unit == 1.0 else 6), number(self.threshold * unit)
        said = f"The {self.samples} loss is {now}, not above {threshold}"
        if result.loss_unit == 1.0:
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

    def reason(self, result: EpochResult, memory: Memory) -> str:
        if not result.gradient_norm <= self.threshold:
            return ""
        norm = number(result.gradient_norm, 2)
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

    def reason(self, result: EpochResult, memory: Memory) -> str:
        now, epoch = result.figures.watched, result.figures.epoch
        if "best" not in memory or now < float(memory["best"]):
            memory.update(result.keep())
            memory["best"], memory["epoch"] = np.array(now), np.array(epoch)
        since = epoch - int(memory["epoch"])
        if since < self.epochs:
            return ""
        return f"No better loss for {grouped(since)} epochs"

    def best(self, memory: Memory) -> Best | None:
        if "best" not in memory:
            return None
        return Best(int(memory["epoch"]), memory["parameters"], memory["kept"])


class StopMonitor:
    """The stop rules of a run, each with its memory."""

    def __init__(self, rules: Sequence[StopRule] = (), memories: Sequence[Memory] = ()) -> None:
        """Continue with memories of the same rules; others are ignored."""
        self._rules = rules
        fits = len(memories) == len(rules)
        self._memories = [dict(memory) for memory in memories] if fits else [Memory() for _ in rules]

    @property
    def memories(self) -> tuple[Memory, ...]:
        """Copies of the memories, in the order of the rules."""
        return tuple(dict(memory) for memory in self._memories)  # its arrays are replaced, never changed

    def check(self, result: EpochResult) -> str:
        """Return why the run ends now, or an empty string.

        Every rule is evaluated, even if an earlier one has ended the run: each updates its own memory.
        """
        rules = zip(self._rules, self._memories, strict=True)
        return next(filter(None, [rule.reason(result, memory) for rule, memory in rules]), "")

    @property
    def best(self) -> Best | None:
        """The arrays that a rule restores when the run ends, or None."""
        rules = zip(self._rules, self._memories, strict=True)
        return next(filter(None, (rule.best(memory) for rule, memory in rules)), None)
