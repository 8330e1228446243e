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
        epochs = grouped(run.figures.epoch)
        about = f"Pasted into Backprop Playground and trained for {epochs} epochs, this is the same network."
        return f"<p>{escaped(about)}</p><pre>{escaped(text)}</pre>"
