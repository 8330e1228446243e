"""How good a network is, in a report: every class by itself, confusions, and errors of values."""

from __future__ import annotations

from playground.data.targets.metrics import ClassMetrics
from playground.export.pictures.scores import Confusion, OutputErrors
from playground.export.report.markup import escaped, figure, table
from playground.export.report.section import ReportSection
from playground.export.run_record import RunRecord
from playground.parts.counts import grouped
from playground.parts.percentages import percent


class Scores(ReportSection):
    """Precision, recall and F1 of each class with their confusions, or outputs beside targets."""

    title = "Metrics"

    def body(self, run: RunRecord) -> str:
        pictures = figure(Confusion, run) + figure(OutputErrors, run)
        metrics = run.metrics[run.judged]
        if not isinstance(metrics, ClassMetrics):
            return pictures
        names = [escaped(name) for name in run.experiment.targets.classes]
        counts = [grouped(sum(row)) for row in metrics.confusion]
        shares = [map(percent, each) for each in (metrics.precision, metrics.recall, metrics.f1)]
        head = ("Class", f"Samples ({run.judged})", "Precision", "Recall", "F1")
        return table(head, zip(names, counts, *shares, strict=True), "numbers") + pictures
