"""The formulas of a run in a report: of every layer, the loss and the update, as the microscope has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playground.engine.symbolic.expressions import Line, Node, Term
from playground.export.report.cut_sums import cut
from playground.export.report.markup import escaped, table
from playground.export.report.section import ReportSection
from playground.export.run_record import RunRecord
from playground.microscope import Html, Rows, Trace, chain, traced
from playground.microscope.matrices import whole_step

SAMPLES = 4
"""So many samples make the step whose formulas are written, or as many as the layers need."""
LONGEST = 70
"""Characters of a formula that stands on one line, whatever room there is."""
WHOLE, CUTS = 300, (4, 2, 1)
"""A formula of more characters has only so many terms in each of its sums."""
MARKUP = re.compile(r"<[^>]*>|&\w+;")
AFTER = "nudge"
"""The stage of a chain behind which the update comes."""


class Unsized(Html):
    """Formulas of matrices without their sizes, which are those of this one step."""

    def shape(self, shape: str) -> str:
        return ""


class Formulas(ReportSection):
    """How outputs come from inputs, the loss from outputs, and a new weight from the loss."""

    title = "Formulas"

    def body(self, run: RunRecord) -> str:
        trace = self._trace(run)
        stages = whole_step(trace).stages
        forward = [line for stage in stages if stage.name == "forward" for line in stage.lines]
        loss, update = self._one_weight(trace)
        found = (
            ("Forward, for all samples at once", forward, False),
            (f"Loss of a sample, and of a batch, here of {len(trace.rows)}", loss, True),
            ("Update of a weight of the last layer", update, True),
        )
        return "".join(self._table(title, lines, single) for title, lines, single in found)

    def _trace(self, run: RunRecord) -> Trace:
        samples = run.experiment.samples["train"]
        least = max(layer.least_batch() for layer in run.network.layers)
        rows = tuple(range(min(max(SAMPLES, least), len(samples))))
        training, state = run.training, run.training.snapshot()
        try:
            return traced(training, Rows(rows))
        finally:
            training.restore(state)

    def _one_weight(self, trace: Trace) -> tuple[list[Line], list[Line]]:
        stages = chain(trace, Node(len(trace.layers), "weight", (0, 0))).stages
        loss = [line for stage in stages if stage.name == "loss" for line in stage.lines]
        names = [stage.name for stage in stages]
        start = names.index(AFTER) + 1 if AFTER in names else len(names)
        return loss, [line for stage in stages[start:] for line in stage.lines]

    def _single(self, write: Unsized, term: Term) -> str:
        """Return a formula of single numbers, long sums in it cut: all symbols of a sequence fill pages."""
        written = write.whole(term)
        for most in CUTS:
            if len(MARKUP.sub("", written)) <= WHOLE:
                break
            written = write.whole(cut(term, most))
        return written

    def _table(self, title: str, lines: list[Line], single: bool) -> str:
        rows = list(self._rows(lines, single))
        return f"<h3>{escaped(title)}</h3>{table((), rows)}" if rows else ""

    def _rows(self, lines: list[Line], single: bool) -> Iterator[tuple[str, str]]:
        write = Unsized()
        for line in lines:
            right = self._single(write, line.right) if single else write.write(line.right)
            look = "formula long" if len(MARKUP.sub("", right)) > LONGEST else "formula"
            yield f'<span class="{look}">{write.write(line.left)} = {right}</span>', escaped(line.note)
