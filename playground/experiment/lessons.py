"""Lessons: steps that go with an experiment, each with what to do and what is then to be seen."""

from __future__ import annotations

from typing import Literal

from playground.experiment.expectations.base import Expectation, LessonState, every
from playground.parts.description import Description
from playground.parts.setting import setting

Control = Literal["data", "layers", "training"]


class LessonAction(Description):
    """What a step asks for, so that it can also be done by itself."""

    set: tuple[str, ...] = setting(
        (), "Settings to replace, such as layers[0].units=8.", strict=False, longest=50
    )
    afresh: bool = setting(
        False, "Whether to go back to the start first; unnecessary where a setting does so."
    )
    epoch: int = setting(0, "Train to the end of this epoch; 0 trains nothing.", ge=0, le=1_000_000)

    def __bool__(self) -> bool:
        return bool(self.set or self.afresh or self.epoch)


class Hint(Description):
    """What is said to whoever has done something else than a step asks for."""

    when: tuple[Expectation, ...] = setting(
        (), "When it is said: all of this is to be seen.", strict=False, longest=8
    )
    text: str = setting("", "What is said.", longest=500)


class LessonStep(Description):
    """One step of a lesson."""

    text: str = setting("", "The explanation.", longest=2000)
    press: str = setting("", "What the person should do.", longest=500)
    do: LessonAction = setting(LessonAction(), "The same, for the button Do it for me.")
    expect: tuple[Expectation, ...] = setting(
        (),
        "What must then be true, all of it; empty: the step is only to be read.",
        strict=False,
        longest=8,
    )
    view: str = setting("", "The view that is brought to the front.", longest=40)
    look: str = setting(
        "", "The number that the microscope or the unit view then shows, such as 2.weight[0,0].", longest=40
    )
    phase: str = setting("", "The phase at which it begins, such as backward; empty: the first.", longest=20)
    hints: tuple[Hint, ...] = setting(
        (),
        "What is said until it is met, if something else was done: the first that fits.",
        longest=8,
        strict=False,
    )

    def met(self, state: LessonState) -> bool:
        """Return whether all expectations are met."""
        return all(expect.met(state) for expect in self.expect)

    def hint(self, state: LessonState) -> str:
        """Return what to say to whoever sees this and not what is waited for; empty if nothing fits."""
        fitting = (hint.text for hint in self.hints if all(each.met(state) for each in hint.when))
        return next(fitting, "")

    @property
    def waiting(self) -> dict[str, Expectation]:
        """All that it looks for, itself and in its hints, by the settings in which they stand."""
        hints = {
            f"hints[{i}].when[{j}]": each
            for i, hint in enumerate(self.hints)
            for j, each in enumerate(hint.when)
        }
        return {f"expect[{j}]": each for j, each in enumerate(self.expect)} | hints

    @property
    def pointed(self) -> tuple[str, ...]:
        """The addresses of the numbers of the network that it must know."""
        found = (each.pointed for each in every(self.waiting.values()))
        return tuple(dict.fromkeys(pair[1] for pair in found if pair))

    def words(self) -> str:
        """Say what is waited for, to stand after "when"; empty if nothing is."""
        *first, last = [expect.words() for expect in self.expect] or [""]
        return f"{', '.join(first)} and {last}" if first else last
