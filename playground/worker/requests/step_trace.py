"""The trace of the next step."""

from __future__ import annotations

from dataclasses import dataclass, field

from playground.microscope import Rows, Trace, traced
from playground.worker.observer import Observer
from playground.worker.requests.base import Request


@dataclass(frozen=True)
class StepTrace(Request[Trace]):
    """Everything that backpropagation computes in the next step; None where there are no such samples."""

    rows: Rows = field(default_factory=Rows)
    """Of which samples: without any, of the batch that the step will take."""

    def answer(self, observer: Observer) -> Trace | None:
        if not observer.training.has_samples:
            return None
        try:
            return traced(observer.ahead.twin(), self.rows)
        except ValueError:  # of samples that were there when it was asked
            return None
