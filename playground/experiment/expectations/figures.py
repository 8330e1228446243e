"""Waiting for a figure of the run, or for how long it is trained."""

from __future__ import annotations

from abc import abstractmethod
from typing import Literal

from playground.experiment.expectations.base import Expectation, LessonState
from playground.experiment.setup import Setup
from playground.parts.counts import grouped, number
from playground.parts.setting import setting

Figure = Literal[
    "train_loss", "validation_loss", "test_loss", "train_accuracy", "validation_accuracy", "test_accuracy"
]


class _OfFigure(Expectation):
    figure: Figure = setting("test_loss", "The figure to compare.")
    value: float = setting(0.1, "The number that it must reach.", ge=0.0, le=1e6)

    def misfit(self, experiment: Setup) -> tuple[str, str] | None:
        name, _, quantity = self.figure.partition("_")
        if not len(experiment.samples[name]):
            return "figure", f"there are no {name} samples"
        if quantity == "accuracy" and not experiment.targets.decides:
            return "figure", f"{experiment.data.title} has {experiment.targets.noun} and no accuracy"
        return None

    def met(self, state: LessonState) -> bool:
        now: float | None = getattr(state.figures, self.figure)
        return now is not None and self._holds(now)

    @abstractmethod
    def _holds(self, figure: float) -> bool:
        """Return whether the figure is as it is waited for."""

    def _name(self) -> str:
        return self.figure.replace("_", " ")

    def _shown(self) -> str:
        return f"{number(100 * self.value)} %" if self.figure.endswith("accuracy") else number(self.value)


class AtLeast(_OfFigure):
    """A figure has risen to a value."""

    kind: Literal["at-least"] = "at-least"

    def _holds(self, figure: float) -> bool:
        return figure >= self.value

    def words(self) -> str:
        verb = "reaches" if self.figure.endswith("accuracy") else "is at least"
        return f"the {self._name()} {verb} {self._shown()}"


class AtMost(_OfFigure):
    """A figure has fallen to a value."""

    kind: Literal["at-most"] = "at-most"

    def _holds(self, figure: float) -> bool:
        return figure <= self.value

    def words(self) -> str:
        return f"the {self._name()} falls to {self._shown()}"


class About(_OfFigure):
    """A figure is close to a value that can be calculated beforehand."""

    kind: Literal["about"] = "about"
    tolerance: float = setting(0.001, "How far from it the figure may be.", gt=0.0, le=1e6)

    def _holds(self, figure: float) -> bool:
        return abs(figure - self.value) <= self.tolerance

    def words(self) -> str:
        return f"the {self._name()} is about {self._shown()}"


class Epochs(Expectation):
    """A number of epochs has been trained."""

    kind: Literal["epochs"] = "epochs"
    epochs: int = setting(1, "Number of epochs.", ge=1, le=1_000_000)

    def met(self, state: LessonState) -> bool:
        return state.figures.epoch >= self.epochs

    def words(self) -> str:
        return f"epoch {grouped(self.epochs)} is reached"


class Within(Expectation):
    """No more than a number of epochs has been trained: for what must be quick."""

    kind: Literal["within"] = "within"
    epochs: int = setting(10, "Number of epochs.", ge=0, le=1_000_000)

    def met(self, state: LessonState) -> bool:
        return state.figures.epoch <= self.epochs

    def words(self) -> str:
        return f"no more than {grouped(self.epochs)} epochs are trained"


class Steps(Expectation):
    """A number of batches has been trained."""

    kind: Literal["steps"] = "steps"
    steps: int = setting(1, "Number of batches.", ge=1, le=1_000_000)

    def met(self, state: LessonState) -> bool:
        return state.figures.step >= self.steps

    def words(self) -> str:
        return "one batch is trained" if self.steps == 1 else f"{grouped(self.steps)} batches are trained"


class Ends(Expectation):
    """The run has ended by itself."""

    kind: Literal["ends"] = "ends"
    because: str = setting("", "A word of the reason, such as Diverged; empty: any reason.", longest=100)

    def met(self, state: LessonState) -> bool:
        return bool(state.ended) and self.because.lower() in state.ended.lower()

    def words(self) -> str:
        return f"the run ends: {self.because.lower()}" if self.because else "the run ends"
