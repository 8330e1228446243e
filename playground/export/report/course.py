"""How a run went, in a report: its curves, and what was changed on the way."""

from __future__ import annotations

from playground.export.pictures.curves import AccuracyCurves, LossCurves
from playground.export.report.markup import beside, escaped, figure, table
from playground.export.report.section import ReportSection
from playground.export.run_record import RunRecord
from playground.parts.counts import number


class CurveSection(ReportSection):
    """The losses and the accuracies over the epochs."""

    title = "Curves"

    def body(self, run: RunRecord) -> str:
        marks = [(f"Epoch {number(mark.epoch)}", escaped(mark.text)) for mark in run.marks]
        changed = f"<h3>Changed on the way</h3>{table((), marks)}" if marks else ""
        return beside(figure(LossCurves, run), figure(AccuracyCurves, run)) + changed
