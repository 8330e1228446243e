"""Signs in the gradients: they vanish or explode on their way back."""

from __future__ import annotations

import math
from collections.abc import Sequence

from playground.inspection.diagnosis import remedies, thresholds
from playground.inspection.diagnosis.findings import Case, Evidence, Remedy, Sign
from playground.parts.counts import grouped, number


class VanishingGradients(Sign):
    """Each layer shrinks the gradient on its way back; the first layers hardly learn."""

    kind, title, view = "vanishing-gradients", "Vanishing gradients", "gradients"

    def evidence(self, case: Case) -> Evidence | None:
        if case.learned or len(case.weighted) < 2:
            return None
        (i, first), (j, last) = case.weighted[0], case.weighted[-1]
        if not 0.0 < first.gradient < thresholds.VANISHED * last.gradient:
            return None
        times = _times(last.gradient / first.gradient)
        return Evidence(
            f"The gradient of layer {i + 1} is {times} times shorter than that of layer {j + 1}.", i
        )

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        return [remedies.use_relu(case.experiment), remedies.use_tanh(case.experiment)]


class ExplodingGradients(Sign):
    """Each layer enlarges the gradient on its way back; one step throws the weights far away."""

    kind, title, view = "exploding-gradients", "Exploding gradients", "gradients"

    def evidence(self, case: Case) -> Evidence | None:
        deltas = [(layer.delta, i) for i, layer in enumerate(case.layer_statistics.layers) if layer.delta]
        if case.learned or not deltas:
            return None
        (largest, i), (last, j) = max(deltas), deltas[-1]
        if not thresholds.EXPLODED * last < largest < math.inf:
            return None
        way = f"from layer {j + 1} back to layer {i + 1}"
        return Evidence(f"On its way {way} the gradient grows {_times(largest / last)} times.", i)

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        return [remedies.start_afresh(case.experiment), remedies.clip()]


def _times(factor: float) -> str:
    return grouped(float(f"{factor:.2g}")) if factor < 1e6 else number(factor, 1)
