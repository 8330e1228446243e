"""The experiment in a report: every part that was chosen, and its settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from playground.engine.symbolic.setting_symbols import symbol_for
from playground.experiment.experiment import Experiment
from playground.experiment.setup import Setup
from playground.export.report.markup import escaped, table
from playground.export.report.section import ReportSection
from playground.export.run_record import RunRecord
from playground.microscope import Html
from playground.parts.counts import grouped, number, typeset
from playground.parts.description import Description
from playground.parts.part import Part
from playground.parts.setting import Setting, settings
from playground.parts.text import shortened, within

TOLD = ("title", "reason")
"""Settings that a report says elsewhere."""
LONGEST = 60
"""Characters of a setting that is a text."""
FEW, MANY = 8, 20
"""So many numbers or words of a list are written down, and so many names."""


class SetupSection(ReportSection):
    """A table: what each thing is, which part was chosen for it, and the settings of the part."""

    title = "Experiment"

    def body(self, run: RunRecord) -> str:
        return table(("", "Chosen", "Settings"), self._rows(run))

    def _rows(self, run: RunRecord) -> Iterator[tuple[str, str, str]]:
        experiment = run.experiment
        for setting in settings(Setup):
            value = getattr(experiment, setting.name)
            if setting.name in TOLD:
                continue
            if setting.name == "features":
                yield from self._inputs(experiment)
                continue
            if setting.name == "output":
                value = experiment.resolved_output
            if isinstance(value, Part):
                yield self._part(setting.label, value)
            elif isinstance(value, tuple) and value and isinstance(value[0], Part):
                for place, each in enumerate(value, 1):
                    yield self._part(f"{setting.label.removesuffix('s')} {place}", each)
            elif isinstance(value, Description):
                yield escaped(setting.label), "", of(value)
            elif value != ():
                yield escaped(setting.label), escaped(written(setting, value)), ""

    def _inputs(self, experiment: Experiment) -> Iterator[tuple[str, str, str]]:
        """Yield what the data's columns are called, and which features of them the network is given."""
        points = experiment.points
        if points.input_names:
            yield "Columns", escaped(listed(points.input_names)), ""
        if points.shape is None:
            yield "Features", escaped(listed([feature.name for feature in experiment.features])), ""

    def _part(self, label: str, part: Part) -> tuple[str, str, str]:
        return escaped(label), escaped(part.title), of(part)


def listed(names: Sequence[str]) -> str:
    """Return names in a line; of many the first."""
    few = ", ".join(shortened(name, LONGEST // 2) for name in names[:MANY])
    return few if len(names) <= MANY else f"{few} and {grouped(len(names) - MANY)} more"


def of(description: Description) -> str:
    """Return the settings of a part in a line, with the letters that formulas have for them."""
    pieces = []
    for setting in settings(type(description)):
        value = getattr(description, setting.name)
        if not setting.in_form or value in ("", ()):
            continue
        sign = f"{Html().write(symbol_for(setting, 0.0))} = " if setting.letter and _single(value) else ""
        if isinstance(value, Part):
            inner = of(value)
            text = escaped(value.title) + (f" ({inner})" if inner else "")
        else:
            text = escaped(written(setting, value))
        pieces.append(f"{escaped(within(setting.label))} {sign}{text}")
    return ", ".join(pieces)


def written(setting: Setting, value: Any) -> str:
    """Return what a setting is, as a form would show it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case str() if setting.choices:
            return within(setting.choice_label(value))
        case str():
            return shortened(value, LONGEST)
        case int():
            return grouped(value)
        case float():
            return typeset(f"{100 * value:.4g} %") if setting.unit == "%" else number(value)
        case tuple() if len(value) <= FEW and not any(isinstance(each, tuple) for each in value):
            return ", ".join(written(setting, each) for each in value)
        case tuple():
            return f"{grouped(len(value))} entries"
        case Part():
            return value.title
    return shortened(str(value), LONGEST)


def _single(value: Any) -> bool:
    return isinstance(value, int | float)
