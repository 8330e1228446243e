"""What another experiment has that one had not, in the words of the forms."""

from __future__ import annotations

from typing import Any

from playground.experiment.edits import Steps, differences, steps
from playground.experiment.experiment import Experiment
from playground.gui.widgets.numbers import written
from playground.parts.part import Part
from playground.parts.setting import Setting, settings

TEXTS = ("title", "reason", "lesson", "locked", "hidden")
"""What belongs to an experiment and not to its run."""
ASIDE = (*TEXTS, "epochs")
"""What makes no other run in the window, which trains until it is paused."""
SAMPLES = ("data", "split")
"""Where a setting needs no word of what it belongs to."""
LONGEST = 40
"""Characters of a value that are said."""


def changes(old: Experiment, new: Experiment) -> list[str]:
    """Say what differs, setting by setting, with what it is now: ``regularizer L2 (rate 0.03)``."""
    return [_change(new, steps(place)) for place, _ in differences(old, new) if place not in ASIDE]


def change_name(before: Experiment, after: Experiment) -> str:
    """Return what the change from one experiment to another is called: ``layer 2 units``."""
    places = [steps(place) for place, _ in differences(before, after)]
    if len(places) == 1:
        return " ".join(_words(after, places[0])[0])
    return ", ".join(sorted({_within(_setting(after, str(where[0])).label) for where in places}))


def _change(experiment: Experiment, where: Steps) -> str:
    words, value, unit = _words(experiment, where)
    return " ".join([*words, _worth(value, unit)]).rstrip()


def _words(experiment: Experiment, where: Steps) -> tuple[list[str], Any, str]:
    """Return what the forms call a setting, what it is, and its unit."""
    value: Any = experiment
    words: list[str] = []
    unit = ""
    for step in where:
        if isinstance(step, int):
            value = value[step]
            words[-1] = f"{words[-1].removesuffix('s')} {step + 1}"
        else:
            found = _setting(value, step)
            value, unit = getattr(value, step), found.unit
            words.append(_within(found.label))
    plain = where[0] in SAMPLES and len(words) > 1
    return words[plain:], value, unit


def _setting(of: Any, name: str) -> Setting:
    return next(each for each in settings(type(of)) if each.name == name)


def _within(label: str) -> str:
    """Return a label as it stands within a sentence; ``L1 share`` keeps its capital."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _worth(value: Any, unit: str = "") -> str:
    """Return a setting in a few words; nothing for what is too much."""
    match value:
        case bool():
            said = "on" if value else "off"
        case int() | float():
            said = written(value, unit)
        case str():
            said = value
        case Part():
            said = _part(value)
        case tuple() if value and all(isinstance(each, int) for each in value):
            said = str(len(value))  # places, which say nothing by themselves
        case tuple():
            said = " · ".join(_short(each) for each in value) or "none"
        case _:
            said = ""
    return said if len(said) <= LONGEST else ""


def _short(value: Any) -> str:
    if isinstance(value, Part):
        return str(dict(value).get("units", value.title))
    return _worth(value)


def _part(part: Part) -> str:
    """Return a part's name, with the numbers that are not as this kind has them by itself."""
    own = [
        f"{_within(each.label)} {written(value, each.unit)}"
        for each in settings(type(part))
        for value in (getattr(part, each.name),)
        if isinstance(value, int | float) and not isinstance(value, bool) and value != each.default
    ]
    whole = f"{part.title} ({', '.join(own)})" if own else part.title
    return whole if len(whole) <= LONGEST else part.title
