"""The beginning of a report: what was trained, how it ended, and how good it is."""

from __future__ import annotations

import math

from playground.data.targets.metrics import ClassMetrics, Metrics, ValueMetrics
from playground.export.report.markup import escaped, table
from playground.export.report.section import ReportSection
from playground.export.run_record import RunRecord
from playground.parts.counts import grouped, number
from playground.parts.percentages import percent
from playground.parts.text import within


def scores(metrics: Metrics) -> dict[str, str]:
    """Return what metrics are called, and what they are."""
    if isinstance(metrics, ClassMetrics):
        return {"Accuracy": percent(metrics.accuracy)}
    assert isinstance(metrics, ValueMetrics)
    if metrics.each:
        own = {
            f"{name}: {within(score)}": text
            for name, one in metrics.each.items()
            for score, text in scores(one).items()
        }
        return {"R², the mean of all": said(metrics.r2), **own}
    numbers = {"R²": metrics.r2, "Mean error": metrics.mae, "Root mean square error": metrics.rmse}
    return {name: said(value) for name, value in numbers.items()}


def said(value: float | None) -> str:
    """Return a figure as it is read; a dash where there is none."""
    if value is None:
        return "–"
    return number(value, 4) if math.isfinite(value) else "not finite"


class Summary(ReportSection):
    """The facts in a few lines, and the losses and scores of every part of the samples."""

    title = "Summary"

    def body(self, run: RunRecord) -> str:
        experiment, network, last = run.experiment, run.network, run.figures
        shapes = " → ".join(" × ".join(map(str, shape)) for shape in network.shapes)
        facts = [
            ("Data", f"{experiment.data.title}: {self._counted(run)}"),
            ("Network", shapes),
            ("Parameters", f"{grouped(network.parameters.shape[1])} in {network.parameters.dtype}"),
            ("Trained", f"{grouped(last.epoch)} epochs, {grouped(last.step)} steps, seed {experiment.seed}"),
        ]
        facts += [("Ended", run.reason)] if run.reason else []
        names = list(run.outputs)
        rows = [
            (f"Loss {experiment.loss_of}".strip(), *(said(getattr(last, f"{name}_loss")) for name in names))
        ]
        found = {name: scores(run.metrics[name]) for name in names}
        rows += [(score, *(found[name][score] for name in names)) for score in found[names[0]]]
        left_out = experiment.data.left_out()
        note = f'<p class="quiet">{escaped(left_out)}</p>' if left_out else ""
        told = [(escaped(name), escaped(text)) for name, text in facts]
        return table((), told) + note + table(("", *names), rows, "numbers")

    def _counted(self, run: RunRecord) -> str:
        parts = {name: len(part) for name, part in run.experiment.samples.items() if len(part)}
        return ", ".join(f"{grouped(count)} {name}" for name, count in parts.items()) + " samples"
