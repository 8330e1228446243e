"""Waiting for a setting: to have a value, or just another one than before."""

from __future__ import annotations

from typing import Literal

from playground.experiment.expectations.base import Expectation, LessonState
from playground.experiment.setting_words import setting_at, spoken, titled
from playground.experiment.setup import Setup
from playground.parts.counts import grouped, number
from playground.parts.part import families, family
from playground.parts.setting import setting, settings
from playground.parts.text import meant


def unknown_setting(experiment: Setup, path: str) -> tuple[str, str] | None:
    """Return (setting, reason) if no experiment has a setting at such a path."""
    first, *others = (step.partition("[")[0] for step in path.split("."))
    names = list(type(experiment).model_fields)
    if first not in names:
        return "path", f'no setting is called "{first}"{meant(first, names)}'
    owners = [part for base in families().values() for part in family(base).values()]
    inside = type(getattr(experiment, first))  # not everything that has settings is a part
    known = sorted({name for owner in (*owners, inside) for name in getattr(owner, "model_fields", ())})
    wrong = next((name for name in others if name not in known), None)
    return ("path", f'no setting is called "{wrong}"{meant(wrong, known)}') if wrong is not None else None


class Becomes(Expectation):
    """A setting has a value."""

    kind: Literal["becomes"] = "becomes"
    path: str = setting("optimizer.kind", "Which setting, such as layers[0].units.", longest=200)
    to: str | bool | int | float = setting("adam", "The value that it must have.")

    def met(self, state: LessonState) -> bool:
        try:
            return bool(setting_at(state.experiment, self.path) == self.to)
        except LookupError:
            return False

    def words(self) -> str:
        name = spoken(self.path)
        first = name.partition(" of ")[0]
        several = first.endswith("s") and not first.endswith(("ss", "as"))  # the loss and the bias are one
        return f"{name} {'are' if several else 'is'} {self._value()}"

    def _value(self) -> str:
        """Return the value as the forms write it."""
        match self.to:
            case bool():
                return "on" if self.to else "off"
            case str():
                return titled(self.to)
        named = next((each.called for each in settings(Setup) if each.name == self.path), {})
        written = grouped(self.to) if isinstance(self.to, int) else number(self.to)
        return named.get(str(self.to), written)

    def misfit(self, experiment: Setup) -> tuple[str, str] | None:
        return unknown_setting(experiment, self.path) or self._unknown_kind()

    def _unknown_kind(self) -> tuple[str, str] | None:
        """A part that there is none of cannot be chosen."""
        known = sorted({kind for base in families().values() for kind in family(base)})
        if self.path.rpartition(".")[2] != "kind" or self.to in known:
            return None
        return "to", f'no part is called "{self.to}"{meant(self.to, known)}'


class Changes(Expectation):
    """A setting is another than when the step began, such as the seed, which New start changes."""

    kind: Literal["changes"] = "changes"
    path: str = setting("seed", "Which setting, such as seed or layers[0].units.", longest=200)

    def met(self, state: LessonState) -> bool:
        if state.began is None:
            return False
        try:
            return bool(setting_at(state.experiment, self.path) != setting_at(state.began, self.path))
        except LookupError:
            return False

    def words(self) -> str:
        return "another start is drawn" if self.path == "seed" else f"{spoken(self.path)} has changed"

    def misfit(self, experiment: Setup) -> tuple[str, str] | None:
        return unknown_setting(experiment, self.path)
