"""Waiting for either of several things, or for something that is not so."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import WithJsonSchema

from playground.experiment.expectations.base import Expectation, LessonState
from playground.experiment.expectations.figures import Epochs
from playground.experiment.setup import Setup
from playground.parts.setting import setting

SCHEMA = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}
Either = Annotated[Expectation, WithJsonSchema(SCHEMA)]  # the family's own schema would contain itself


class AnyOf(Expectation):
    """One of several things is to be seen, whichever."""

    kind: Literal["any-of"] = "any-of"
    of: tuple[Either, ...] = setting((), "The things, of which one is enough.", strict=False, longest=8)

    @property
    def inner(self) -> tuple[Expectation, ...]:
        return self.of

    def met(self, state: LessonState) -> bool:
        return any(each.met(state) for each in self.of)

    def words(self) -> str:
        words = [each.words() for each in self.of]
        starts = {text.rpartition(" ")[0] for text in words}
        if len(words) > 1 and len(starts) == 1:  # of one setting, which need not be named again
            words[1:] = [text.rpartition(" ")[2] for text in words[1:]]
        return " or ".join(words)

    def misfit(self, experiment: Setup) -> tuple[str, str] | None:
        if len(self.of) < 2:
            return "of", "there must be at least two"
        misfits = [each.misfit(experiment) for each in self.of]
        found = next(((i, misfit) for i, misfit in enumerate(misfits) if misfit), None)
        return None if found is None else (f"of[{found[0]}].{found[1][0]}", found[1][1])

    def after_actions(self, state: LessonState) -> LessonState:
        for each in self.of:
            state = each.after_actions(state)
        return state


class NotYet(Expectation):
    """Something is not to be seen: for hints."""

    kind: Literal["not-yet"] = "not-yet"
    of: Either = setting(Epochs(), "What is not to be seen.")

    @property
    def inner(self) -> tuple[Expectation, ...]:
        return (self.of,)

    def met(self, state: LessonState) -> bool:
        return not self.of.met(state)

    def words(self) -> str:
        return f"not yet: {self.of.words()}"

    def misfit(self, experiment: Setup) -> tuple[str, str] | None:
        found = self.of.misfit(experiment)
        return None if found is None else (f"of.{found[0]}", found[1])
