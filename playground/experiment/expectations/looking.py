"""Waiting for the person to look somewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from playground.experiment.expectations.base import Expectation, Seen
from playground.experiment.setup import Setup
from playground.experiment.view_names import unknown_view
from playground.parts.setting import setting


class Shows(Expectation):
    """A view is open and in front."""

    kind: Literal["shows"] = "shows"
    view: str = setting("loss", "Which view.", longest=40)

    def met(self, seen: Seen) -> bool:
        return self.view in seen.views

    def words(self) -> str:
        return f"the {self.view} view is in front"

    def misfit(self, experiment: Setup) -> tuple[str, str] | None:
        return unknown_view(self.view)

    def attended(self, seen: Seen) -> Seen:
        return replace(seen, views=(*seen.views, self.view))
