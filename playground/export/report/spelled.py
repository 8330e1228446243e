"""Sequences of symbols in a report: step by step, and what a network writes by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from playground.data.characters import character_of
from playground.data.targets.at_every_step import AtEveryStep
from playground.engine.activations.base import Array
from playground.experiment.experiment import Experiment
from playground.export.report.markup import escaped, table
from playground.export.report.samples import LONGEST, told
from playground.export.report.section import ReportSection
from playground.export.run_record import RunRecord
from playground.inspection.writing import Writer, can_write

SEQUENCES = 6
"""So many are shown."""
START, WRITTEN, TEMPERATURE = 10, 300, 0.7
"""From how many characters on the network writes how many by itself, and how daring it is."""


class Spelled(ReportSection):
    """Sequences of symbols with what was to be predicted and what was; of a text, a new one."""

    title = "Step by step"

    @classmethod
    def suits(cls, experiment: Experiment) -> bool:
        return bool(experiment.points.symbols) and not experiment.reconstruct

    def body(self, run: RunRecord) -> str:
        samples, outputs = run.judged_samples, run.outputs[run.judged]
        tables = []
        for row in range(min(SEQUENCES, len(samples))):
            steps = samples.inputs[row].reshape(samples.shape)
            lines: list[Sequence[str]] = [("input", *self._symbols(run, steps))]
            lines += self._results(run, samples.targets[row], outputs[row])
            tables.append(table((), lines, "steps"))
        about = f"The first {run.judged} samples; what is wrong is underlined."
        return f'<p class="quiet">{about}</p>' + "".join(tables) + self._written(run)

    def _symbols(self, run: RunRecord, steps: Array) -> Iterator[str]:
        names = run.experiment.points.symbols
        yield from (escaped(names[int(step.argmax())]) if step.any() else "" for step in steps)

    def _results(self, run: RunRecord, target: Array, output: Array) -> Iterator[Sequence[str]]:
        targets = run.experiment.targets
        if not isinstance(targets, AtEveryStep):
            yield "target", told(targets.describe(target, LONGEST))
            yield "output", told(targets.describe(output, LONGEST))
            return
        true, found = (
            [told(targets.of.describe(step, LONGEST)) for step in targets.steps(each)]
            for each in (target, output)
        )
        yield "target", *true
        yield "output", *(f"<mark>{b}</mark>" if a != b else b for a, b in zip(true, found, strict=True))

    def _written(self, run: RunRecord) -> str:
        network, names = run.network, run.experiment.points.symbols
        if not run.experiment.data.spells or not can_write(network):
            return ""
        first = run.judged_samples.inputs[0].reshape(network.shapes[0])
        writer = Writer(network, first.argmax(axis=1)[:START].tolist(), TEMPERATURE, 1)
        for _ in range(WRITTEN):
            writer.write()
        text = "".join(character_of(names[symbol]) for symbol in writer.symbols)
        lines = "\n".join(map(escaped, text.split("\n")))
        about = f"From {START} characters of a {run.judged} sample on, at temperature {TEMPERATURE}."
        return f'<h3>What the network writes by itself</h3><p class="quiet">{about}</p><pre>{lines}</pre>'
