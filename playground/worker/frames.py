"""Frames: what is shown of a training at one moment, and the looks that ask for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from playground.experiment.figures import Figures
from playground.training.history import Bookmark
from playground.worker.requests.base import Request

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Look:
    """What is asked of a frame."""

    requests: tuple[Request[Any], ...] = ()
    bookmark: Bookmark = field(default_factory=Bookmark)
    """How far the asker has the history."""


@dataclass(frozen=True, eq=False)
class Frame:
    """What is shown of a run at one moment: its figures, and what was asked for."""

    figures: Figures
    learning_rate: float
    """The rate of the last step, after the schedule."""
    clipped: float
    """The factor by which clipping shortened the last gradient; 1 if it did not."""
    earlier: bool = False
    """Whether the run has gone on since: what is shown is a moment that was gone back to."""
    answers: Mapping[Request[Any], Any] = field(default_factory=dict)

    def answer(self, request: Request[Answer]) -> Answer | None:
        """Return the answer to a request; None if nobody asked, or there is none."""
        return self.answers.get(request)

    def answers_to(self, kind: type[Request[Answer]]) -> Iterator[Answer]:
        """Yield what is there in answer to requests of one kind, whoever asked."""
        for request, answer in self.answers.items():
            if isinstance(request, kind) and answer is not None:
                yield answer

    def without_answers(self) -> Frame:
        """Return the frame without its answers: network and samples may be others by now."""
        return replace(self, answers={})
