"""Requests: what a view asks of a frame, as a value under which it finds the answer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Generic, TypeVar

from playground.worker.observer import Observer

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Request(ABC, Generic[Answer]):
    """One question about a run. Two views that ask the same have equal requests, and share the answer.

    Nothing else knows the requests there are: a new one is a subclass, and whoever asks with it is answered.
    """

    @abstractmethod
    def answer(self, observer: Observer) -> Answer | None:
        """Return the answer as of now, or None where the training has nothing of the kind.

        It must not change the training, and must not share memory with it.
        """
