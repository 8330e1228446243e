"""What a setting is called where a person reads it: by the labels that the forms show, not by its path."""

from __future__ import annotations

from typing import Any

from playground.experiment.edits import Steps, steps
from playground.experiment.experiment import Experiment
from playground.experiment.problems import Problem
from playground.parts.setting import Setting, settings
from playground.parts.text import within

SAMPLES = ("data", "split")
"""Where a setting needs no word of what it belongs to."""


def labels(experiment: Experiment, where: Steps) -> tuple[list[str], Setting | None]:
    """Return the words for a setting, as they stand within a sentence, and what it declares.

    The ``kind`` of a part is called what the part is. What stands in a list declares nothing.
    """
    value: Any = experiment
    words: list[str] = []
    found: Setting | None = None
    for step in where[:-1] if where[-1] == "kind" else where:
        if isinstance(step, int):
            words[-1] = f"{words[-1].removesuffix('s')} {step + 1}"
            value = value[step] if step < len(value) else None
            found = None
        else:
            found = next(each for each in settings(type(value)) if each.name == step)
            value = getattr(value, step)
            words.append(within(found.label))
    plain = where[0] in SAMPLES and len(words) > 1
    return words[plain:], found


def in_words(experiment: Experiment, problem: Problem) -> str:
    """Return what does not fit in one sentence that names no path: ``Output: ...``."""
    place = " ".join(labels(experiment, steps(problem.path))[0])
    return f"{place[:1].upper()}{place[1:]}: {problem.text}"
