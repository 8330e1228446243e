"""A few numbers of a network, by their addresses."""

from __future__ import annotations

from dataclasses import dataclass

from playground.microscope.addresses import numbers
from playground.worker.observer import Observer
from playground.worker.requests.base import Request


@dataclass(frozen=True)
class SingleNumbers(Request[dict[str, float]]):
    """Weights and biases, each under its address; those that the network has not are left out."""

    addresses: tuple[str, ...]

    def answer(self, observer: Observer) -> dict[str, float]:
        return numbers(observer.training.network, self.addresses)
