"""Signs in the way back through time: slopes that vanish or explode, and gates that are shut."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from playground.inspection.diagnosis import remedies, thresholds
from playground.inspection.diagnosis.findings import Case, Evidence, Remedy, Sign
from playground.parts.counts import grouped, number
from playground.parts.percentages import percent


class VanishingThroughTime(Sign):
    """Every step back shrinks the slope; what came early in a sequence cannot be learned."""

    kind, title, view = "vanishing-through-time", "Gradients vanish through time", "sequence"

    def evidence(self, case: Case) -> Evidence | None:
        if case.learned or case.diverged or case.experiment.targets.every_step:
            return None  # where every step has a target, every state has a slope of its own
        found = [
            (norms[0] / norms[-1], i, len(norms))
            for i, norms in _norms(case)
            if 0.0 < norms[0] < thresholds.VANISHED_THROUGH_TIME * norms[-1]
        ]
        if not found:
            return None
        ratio, i, steps = min(found)
        return Evidence(
            f"The slope with respect to the first state of layer {i + 1} is {number(ratio, 2)} times that "
            f"with respect to the last, {grouped(steps - 1)} steps later.",
            i,
        )

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        experiment = case.experiment
        return [
            remedies.use_lstm(experiment),
            remedies.start_orthogonal(experiment),
            remedies.shorten(experiment),
        ]


class ExplodingThroughTime(Sign):
    """Every step back enlarges the slope; one step throws the weights far away."""

    kind, title, view = "exploding-through-time", "Gradients explode through time", "sequence"

    def evidence(self, case: Case) -> Evidence | None:
        if case.learned:
            return None
        found = [
            (max(norms) / norms[-1], i, norms.index(max(norms)), len(norms))
            for i, norms in _norms(case)
            if thresholds.EXPLODED_THROUGH_TIME * norms[-1] < max(norms) < math.inf
        ]
        if not found:
            return None
        ratio, i, step, steps = max(found)
        factor = grouped(float(f"{ratio:.2g}")) if ratio < 1e6 else number(ratio, 1)
        return Evidence(
            f"From step {grouped(steps)} back to step {grouped(step + 1)} the slope with respect to the "
            f"states of layer {i + 1} grows by a factor of {factor}.",
            i,
        )

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        experiment = case.experiment
        return [remedies.clip(), remedies.start_orthogonal(experiment), remedies.start_afresh(experiment)]


class ShutGates(Sign):
    """Where a gate is shut nothing passes, and its own slope is flat, so that it hardly learns to open."""

    kind, title, view = "shut-gates", "Gates are shut", "sequence"

    def evidence(self, case: Case) -> Evidence | None:
        if case.learned or case.diverged:
            return None
        found = [
            (sum(shares) / len(shares), -i, gate, shares)
            for i, layer in enumerate(case.layer_statistics.layers)
            for gate, shares in layer.shut.items()
            if sum(each >= thresholds.SATURATED for each in shares) >= thresholds.SHUT_UNITS * len(shares)
        ]
        if not found:
            return None
        share, i, gate, shares = max(found)
        shut = tuple(unit for unit, each in enumerate(shares) if each >= thresholds.SATURATED)
        return Evidence(
            f"The {gate.replace('_', ' ')}s of layer {1 - i} are shut at {percent(share, 0)} of all steps; "
            f"{len(shut)} of {len(shares)} units have theirs shut nearly always.",
            -i,
            shut,
        )

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        experiment = case.experiment
        return [
            remedies.use_lstm(experiment),
            remedies.start_afresh(experiment),
            remedies.change_rate(experiment, 0.1),
        ]


def _norms(case: Case) -> Iterator[tuple[int, tuple[float, ...]]]:
    """Yield the recurrent layers that hold more than one step, with the norm of the slope at each."""
    for i, layer in enumerate(case.layer_statistics.layers):
        if len(layer.through_time) > 1 and not getattr(case.experiment.layers[i], "truncation", 0):
            yield i, layer.through_time
