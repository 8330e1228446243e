"""Waiting for a setting."""

from __future__ import annotations

from typing import Literal

from playground.experiment.expectations.base import Expectation, Seen
from playground.experiment.setting_words import setting_at, spoken, titled
from playground.experiment.setup import Setup
from playground.parts.part import families, family
from playground.parts.setting import setting
from playground.parts.text import meant


class Becomes(Expectation):
    """A setting has a value."""

    kind: Literal["becomes"] = "becomes"
    path: str = setting("optimizer.kind", "Which setting, such as layers[0].units.", longest=200)
    to: str | bool | int | float = setting("adam", "The value that it must have.")

    def met(self, seen: Seen) -> bool:
        try:
            return bool(setting_at(seen.experiment, self.path) == self.to)
        except LookupError:
            return False

    def words(self) -> str:
        value = {True: "on", False: "off"}[self.to] if isinstance(self.to, bool) else titled(self.to)
        name = spoken(self.path)
        first = name.partition(" of ")[0]
        several = first.endswith("s") and not first.endswith(("ss", "as"))  # the loss and the bias are one
        return f"{name} {'are' if several else 'is'} {value}"

    def misfit(self, experiment: Setup) -> tuple[str, str] | None:
        first, *others = (step.partition("[")[0] for step in self.path.split("."))
        names = list(type(experiment).model_fields)
        if first not in names:
            return "path", f'no setting is called "{first}"{meant(first, names)}'
        owners = [part for base in families().values() for part in family(base).values()]
        inside = type(getattr(experiment, first))  # not everything that has settings is a part
        known = sorted({name for owner in (*owners, inside) for name in getattr(owner, "model_fields", ())})
        wrong = next((name for name in others if name not in known), None)
        return ("path", f'no setting is called "{wrong}"{meant(wrong, known)}') if wrong is not None else None
