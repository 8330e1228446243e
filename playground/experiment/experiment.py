"""The whole description of a run: one immutable value, edited, stored and sent as such."""

from __future__ import annotations

from playground.experiment.lessons import Control, LessonStep
from playground.experiment.setup import Setup
from playground.parts.setting import setting


class Experiment(Setup):
    """The whole description of a run, with the steps that explain it."""

    lesson: tuple[LessonStep, ...] = setting(
        (), "Steps that explain the experiment.", strict=False, longest=50, live=True
    )
    locked: tuple[Control, ...] = setting(
        (), "Controls that cannot be used in the lesson.", strict=False, longest=10, live=True
    )
    hidden: tuple[Control, ...] = setting(
        (), "Controls that are not even shown in the lesson.", strict=False, longest=10, live=True
    )

    @property
    def kept(self) -> frozenset[Control]:
        """The controls that cannot be used, shown or not."""
        return frozenset((*self.locked, *self.hidden))
