"""What is to be seen before a lesson goes on: figures, settings, an end, a view."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Literal

from playground.experiment.figures import Figures
from playground.experiment.setting_words import setting_at, spoken, titled
from playground.experiment.setup import Setup
from playground.experiment.view_names import unknown_view
from playground.parts.counts import grouped, number
from playground.parts.part import Part, families, family
from playground.parts.setting import setting
from playground.parts.text import meant

Figure = Literal[
    "train_loss", "validation_loss", "test_loss", "train_accuracy", "validation_accuracy", "test_accuracy"
]


@dataclass(frozen=True)
class Seen:
    """What an expectation looks at: the experiment, its run, and the views that are open."""

    experiment: Setup
    figures: Figures
    ended: str = ""
    views: tuple[str, ...] = ()


class Expectation(Part, family="expectation"):
    """What is to be seen before a lesson goes on."""

    @abstractmethod
    def met(self, seen: Seen) -> bool:
        """Return whether it is to be seen."""

    @abstractmethod
    def words(self) -> str:
        """Say what is waited for, to stand after "when"."""

    def misfit(self, experiment: Setup) -> tuple[str, str] | None:
        """Return (setting, reason) if it can never be met in this experiment."""
        return None


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

    def _now(self, seen: Seen) -> float | None:
        now: float | None = getattr(seen.figures, self.figure)
        return now

    def _name(self) -> str:
        return self.figure.replace("_", " ")

    def _shown(self) -> str:
        return f"{number(100 * self.value)} %" if self.figure.endswith("accuracy") else number(self.value)


class AtLeast(_OfFigure):
    """A figure has risen to a value."""

    kind: Literal["at-least"] = "at-least"

    def met(self, seen: Seen) -> bool:
        now = self._now(seen)
        return now is not None and now >= self.value

    def words(self) -> str:
        verb = "reaches" if self.figure.endswith("accuracy") else "is at least"
        return f"the {self._name()} {verb} {self._shown()}"


class AtMost(_OfFigure):
    """A figure has fallen to a value."""

    kind: Literal["at-most"] = "at-most"

    def met(self, seen: Seen) -> bool:
        now = self._now(seen)
        return now is not None and now <= self.value

    def words(self) -> str:
        return f"the {self._name()} falls to {self._shown()}"


class About(_OfFigure):
    """A figure is close to a value that can be calculated beforehand."""

    kind: Literal["about"] = "about"
    tolerance: float = setting(0.001, "How far from it the figure may be.", gt=0.0, le=1e6)

    def met(self, seen: Seen) -> bool:
        now = self._now(seen)
        return now is not None and abs(now - self.value) <= self.tolerance

    def words(self) -> str:
        return f"the {self._name()} is about {self._shown()}"


class Epochs(Expectation):
    """A number of epochs has been trained."""

    kind: Literal["epochs"] = "epochs"
    epochs: int = setting(1, "Number of epochs.", ge=1, le=1_000_000)

    def met(self, seen: Seen) -> bool:
        return seen.figures.epoch >= self.epochs

    def words(self) -> str:
        return f"epoch {grouped(self.epochs)} is reached"


class Within(Expectation):
    """No more than a number of epochs has been trained: for what must be quick."""

    kind: Literal["within"] = "within"
    epochs: int = setting(10, "Number of epochs.", ge=0, le=1_000_000)

    def met(self, seen: Seen) -> bool:
        return seen.figures.epoch <= self.epochs

    def words(self) -> str:
        return f"no more than {grouped(self.epochs)} epochs are trained"


class Steps(Expectation):
    """A number of batches has been trained."""

    kind: Literal["steps"] = "steps"
    steps: int = setting(1, "Number of batches.", ge=1, le=1_000_000)

    def met(self, seen: Seen) -> bool:
        return seen.figures.step >= self.steps

    def words(self) -> str:
        return "one batch is trained" if self.steps == 1 else f"{grouped(self.steps)} batches are trained"


class Becomes(Expectation):
    """A setting has a value."""

    kind: Literal["becomes"] = "becomes"
    path: str = setting("optimizer.kind", "Which setting, such as layers[0].units.", longest=200)
    to: str | bool | int | float = setting("adam", "The value that it must have.")

    def met(self, seen: Seen) -> bool:
        try:
            return bool(setting_at(seen.experiment, self.path) == self.to)
        except LookupError:
            return False

    def words(self) -> str:
        value = {True: "on", False: "off"}[self.to] if isinstance(self.to, bool) else titled(self.to)
        name = spoken(self.path)
        first = name.partition(" of ")[0]
        several = first.endswith("s") and not first.endswith(("ss", "as"))  # the loss and the bias are one
        return f"{name} {'are' if several else 'is'} {value}"

    def misfit(self, experiment: Setup) -> tuple[str, str] | None:
        first, *others = (step.partition("[")[0] for step in self.path.split("."))
        names = list(type(experiment).model_fields)
        if first not in names:
            return "path", f'no setting is called "{first}"{meant(first, names)}'
        owners = [part for base in families().values() for part in family(base).values()]
        inside = type(getattr(experiment, first))  # not everything that has settings is a part
        known = sorted({name for owner in (*owners, inside) for name in getattr(owner, "model_fields", ())})
        wrong = next((name for name in others if name not in known), None)
        return ("path", f'no setting is called "{wrong}"{meant(wrong, known)}') if wrong is not None else None


class Ends(Expectation):
    """The run has ended by itself."""

    kind: Literal["ends"] = "ends"
    because: str = setting("", "A word of the reason, such as Diverged; empty: any reason.", longest=100)

    def met(self, seen: Seen) -> bool:
        return bool(seen.ended) and self.because.lower() in seen.ended.lower()

    def words(self) -> str:
        return f"the run ends: {self.because.lower()}" if self.because else "the run ends"


class Shows(Expectation):
    """A view is open and in front."""

    kind: Literal["shows"] = "shows"
    view: str = setting("loss", "Which view.", longest=40)

    def met(self, seen: Seen) -> bool:
        return self.view in seen.views

    def words(self) -> str:
        return f"the {self.view} view is in front"

    def misfit(self, experiment: Setup) -> tuple[str, str] | None:
        return unknown_view(self.view)
