"""What another experiment has that one had not, in the words of the forms."""

from __future__ import annotations

from typing import Any

from playground.experiment.edits import Steps, differences, steps
from playground.experiment.experiment import Experiment
from playground.experiment.setting_names import labels
from playground.gui.widgets.numbers import said as number_said
from playground.gui.widgets.numbers import written
from playground.parts.part import Part
from playground.parts.setting import Setting, settings
from playground.parts.text import within

TEXTS = ("title", "reason", "lesson", "locked", "hidden")
"""What belongs to an experiment and not to its run."""
ASIDE = (*TEXTS, "epochs")
"""What makes no other run in the window, which trains until it is paused."""
LONGEST = 40
"""Characters of a value that are said."""


def changes(old: Experiment, new: Experiment) -> list[str]:
    """Say what differs, setting by setting, with what it is now: ``regularizer L2 (rate 0.03)``."""
    return [_change(new, steps(place)) for place, _ in differences(old, new) if place not in ASIDE]


def change_name(before: Experiment, after: Experiment) -> str:
    """Return what the change from one experiment to another is called: ``layer 2 units``."""
    places = [steps(place) for place, _ in differences(before, after)]
    if len(places) == 1:
        return " ".join(labels(after, places[0])[0])
    return ", ".join(sorted({labels(after, where[:1])[0][0] for where in places}))


def _change(experiment: Experiment, where: Steps) -> str:
    words, setting = labels(experiment, where)
    value: Any = experiment
    for step in where:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return " ".join([*words, _worth(value, setting)]).rstrip()


def _worth(value: Any, setting: Setting | None = None) -> str:
    """Return a setting in a few words; nothing for what is too much."""
    match value:
        case bool():
            said = "on" if value else "off"
        case int() | float():
            said = number_said(value, setting) if setting else written(value)
        case str():
            said = within(setting.choice_label(value)) if setting and setting.choices else value
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
        f"{within(each.label)} {number_said(value, each)}"
        for each in settings(type(part))
        for value in (getattr(part, each.name),)
        if isinstance(value, int | float) and not isinstance(value, bool) and value != each.default
    ]
    whole = f"{part.title} ({', '.join(own)})" if own else part.title
    return whole if len(whole) <= LONGEST else part.title
