"""What every section of a report is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from playground.experiment.experiment import Experiment
from playground.export.run_record import RunRecord


class ReportSection(ABC):
    """A heading and what stands under it."""

    title: ClassVar[str]

    @classmethod
    def suits(cls, experiment: Experiment) -> bool:
        """Return whether there is such a section of an experiment."""
        return True

    @abstractmethod
    def body(self, run: RunRecord) -> str:
        """Return what is said of a run, as HTML; nothing where there is nothing to say."""
