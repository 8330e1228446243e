"""How the same run is made again, in a report."""

from __future__ import annotations

from playground.export.report.markup import escaped
from playground.export.report.section import ReportSection
from playground.export.run_record import RunRecord
from playground.export.sharing.setup_text import setup_text
from playground.parts.counts import grouped

LONGEST = 8000
"""Characters of a setup that anybody would copy."""


class Again(ReportSection):
    """The experiment as a text to paste."""

    title = "The same again"

    def body(self, run: RunRecord) -> str:
        text = setup_text(run.experiment)
        if len(text) > LONGEST:
            return f"<p>The setup with its data has {grouped(len(text))} characters: too many to paste.</p>"
        about = f"Pasted into Backprop Playground{self._comes_of(run)}."
        return f"<p>{escaped(about)}</p><pre>{escaped(text)}</pre>"

    def _comes_of(self, run: RunRecord) -> str:
        """Return what comes of the setup, which is that of the end."""
        if run.marks:
            return ", this is how it was at the end; what was changed on the way stands under Curves"
        if len(run.rows) < 2 or run.rows[0].epoch:  # where its weights come from is not known
            return ", this is the same experiment"
        within = run.snapshot is not None and run.snapshot.position
        until = f"step {grouped(run.figures.step)}" if within else f"epoch {grouped(run.figures.epoch)}"
        return f" and trained until {until}, this is the same network"
