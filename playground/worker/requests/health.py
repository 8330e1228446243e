"""How the network is doing inside: statistics of its layers, and what may be wrong."""

from __future__ import annotations

from dataclasses import dataclass

from playground.inspection.diagnosis.diagnose import diagnose
from playground.inspection.diagnosis.findings import Case, Finding
from playground.inspection.layer_statistics import NetworkStatistics, Probe
from playground.worker.observer import Observer
from playground.worker.requests.base import Request


@dataclass(frozen=True)
class Statistics(Request[NetworkStatistics]):
    """The statistics of every layer; None without samples."""

    bins: int = 0
    """Bins of the histograms; 0 for none."""

    def answer(self, observer: Observer) -> NetworkStatistics | None:
        if not observer.training.has_samples:
            return None
        probe = observer.keep("probe", lambda: Probe(observer.training, observer.next_step))
        return probe.layer_statistics(self.bins)


@dataclass(frozen=True)
class Findings(Request[tuple[Finding, ...]]):
    """What may be wrong with the run; None without samples."""

    def answer(self, observer: Observer) -> tuple[Finding, ...] | None:
        found = Statistics().answer(observer)
        return None if found is None else diagnose(Case.of(observer.training, found))
