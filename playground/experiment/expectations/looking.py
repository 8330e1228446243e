"""Waiting for the person to look somewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from playground.experiment.expectations.base import Expectation, LessonState
from playground.experiment.setup import Setup
from playground.experiment.view_names import unknown_phase, unknown_view
from playground.parts.setting import setting


class Shows(Expectation):
    """A view is open and in front."""

    kind: Literal["shows"] = "shows"
    view: str = setting("loss", "Which view.", longest=40)

    def met(self, state: LessonState) -> bool:
        return self.view in state.views

    def words(self) -> str:
        return f"the {self.view} view is in front"

    def misfit(self, experiment: Setup) -> tuple[str, str] | None:
        return unknown_view(self.view)

    def after_actions(self, state: LessonState) -> LessonState:
        return replace(state, views=(*state.views, self.view))


class Examines(Expectation):
    """The microscope is at a phase of a number: its current line stands there."""

    kind: Literal["examines"] = "examines"
    look: str = setting("", "The number, such as 2.weight[0,0]; empty: any.", longest=40)
    phase: str = setting("backward", "The phase, such as backward.", longest=20)

    def met(self, state: LessonState) -> bool:
        return "microscope" in state.views and self.phase == state.phase and self.look in ("", state.address)

    def words(self) -> str:
        return f"the microscope is at {self.phase}" + (f" of {self.look}" if self.look else "")

    @property
    def pointed(self) -> tuple[str, str] | None:
        return ("look", self.look) if self.look else None

    def misfit(self, experiment: Setup) -> tuple[str, str] | None:
        return unknown_phase(self.phase)

    def after_actions(self, state: LessonState) -> LessonState:
        views = (*state.views, "microscope")
        return replace(state, views=views, phase=self.phase, address=self.look or state.address)
