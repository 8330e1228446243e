"""What the network makes of samples, in a report: over the plane, of images and sequences, of rows."""

from __future__ import annotations

from playground.experiment.experiment import Experiment
from playground.export.pictures.boundary import Boundary
from playground.export.pictures.samples import ImageSamples, InputPairs, SequenceSamples, worst
from playground.export.report.markup import escaped, figure, table
from playground.export.report.section import ReportSection
from playground.export.report.summary import said
from playground.export.run_record import RunRecord

FIRST, INPUTS = 8, 10
"""So many samples, and inputs of each, are written down."""
LONGEST = 14
"""Characters of a name."""


class OverThePlane(ReportSection):
    """What the network makes of every place of the plane."""

    title = "Boundary"

    @classmethod
    def suits(cls, experiment: Experiment) -> bool:
        return Boundary.suits(experiment)

    def body(self, run: RunRecord) -> str:
        plane = run.experiment.plane
        held = ", the other inputs held where they are on average" if plane and plane.held else ""
        return figure(Boundary, run, f"What the network makes of every place{held}, and the samples")


class SamplesSection(ReportSection):
    """Some samples with what was to be predicted of them, and what was."""

    title = "Samples"

    def body(self, run: RunRecord) -> str:
        called = f"{run.judged.capitalize()} samples"
        pictures = (
            (
                ImageSamples,
                f"{called}: the first, then those with the largest errors",
            ),
            (InputPairs, f"{called}: inputs above, what comes out again below; the worst last"),
            (SequenceSamples, called),
        )
        found = "".join(figure(drawing, run, caption) for drawing, caption in pictures)
        return found + (self._listed(run) if len(run.experiment.points.shape or (1,)) == 1 else "")

    def _listed(self, run: RunRecord) -> str:
        """Return the samples whose outputs are furthest from their targets, with their inputs."""
        samples, outputs, targets = run.judged_samples, run.outputs[run.judged], run.experiment.targets
        names = [escaped(name[:LONGEST]) for name in samples.points.names[:INPUTS]]
        names += ["…"] if len(samples.points.names) > INPUTS else []
        rows = []
        for row in worst(run, FIRST):
            cells = [said(float(value)) for value in samples.points.inputs[row][:INPUTS]]
            cells += ["…"] if len(samples.points.names) > INPUTS else []
            both = (told(targets.describe(each[row], LONGEST)) for each in (samples.targets, outputs))
            rows.append((f"{row + 1}", *cells, *both))
        head = f"<h3>The {run.judged} samples whose outputs are furthest from their targets</h3>"
        if run.experiment.points.scales:
            head += '<p class="quiet">Inputs as they are scaled for the network.</p>'
        return head + table(("", *names, "target", "output"), rows, "numbers")


def told(found: tuple[float, ...] | str) -> str:
    """Return what is true of a sample, or predicted, as markup."""
    if isinstance(found, str):
        return escaped(found)
    more = ", …" if len(found) > INPUTS else ""
    return ", ".join(said(value) for value in found[:INPUTS]) + more
