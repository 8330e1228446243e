"""The shipped lessons as a course: which one comes after another."""

from __future__ import annotations

from playground.experiment import presets
from playground.experiment.lessons import LessonStep


def following(steps: tuple[LessonStep, ...]) -> str | None:
    """Return the name of the shipped lesson after the one with these steps; None if there is none."""
    taught = _taught()
    names = list(taught)
    at = next((i for i, name in enumerate(names) if taught[name] == steps), len(names))
    return names[at + 1] if at + 1 < len(names) else None


def ends_course(steps: tuple[LessonStep, ...]) -> bool:
    """Return whether these are the steps of the last shipped lesson."""
    return list(_taught().values())[-1:] == [steps]


def _taught() -> dict[str, tuple[LessonStep, ...]]:
    lessons = {name: presets.load(name).lesson for name in presets.shipped()}
    return {name: steps for name, steps in lessons.items() if steps}
