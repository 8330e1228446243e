"""What may be wrong with a run, in a report."""

from __future__ import annotations

from playground.export.report.markup import escaped
from playground.export.report.section import ReportSection
from playground.export.run_record import RunRecord
from playground.inspection.diagnosis.findings import Finding


class FindingSection(ReportSection):
    """Every finding with its numbers, why it is bad, and what usually helps."""

    title = "Findings"

    def body(self, run: RunRecord) -> str:
        found = "".join(map(self._finding, run.findings))
        return found or "<p>Nothing that is usually wrong with a run was found.</p>"

    def _finding(self, finding: Finding) -> str:
        helps = "".join(f"<li>{escaped(remedy.label)}</li>" for remedy in finding.remedies)
        remedies = f"<p>What usually helps:</p><ul>{helps}</ul>" if helps else ""
        said = f"<h3>{escaped(finding.title)}</h3><p>{escaped(finding.text)}</p>"
        return f'<div class="finding">{said}<p class="quiet">{escaped(finding.meaning)}</p>{remedies}</div>'
