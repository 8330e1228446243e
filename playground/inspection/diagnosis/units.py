"""Signs in the units: all alike, dead, or saturated."""

from __future__ import annotations

from collections.abc import Sequence

from playground.inspection.diagnosis import remedies, thresholds
from playground.inspection.diagnosis.findings import Case, Evidence, Remedy, Sign
from playground.parts.percentages import percent


class AlikeUnits(Sign):
    """Units that start alike get the same gradient and stay alike: the layer is one unit, many times over."""

    kind, title, view = "alike-units", "Units all alike", "network"

    def evidence(self, case: Case) -> Evidence | None:
        for i, layer in case.hidden:
            if layer.distinct == 1 < layer.units:
                what = "weights that are all zero" if not layer.weight else "the same weights"
                text = f"All {layer.units} units of layer {i + 1} have {what}."
                return Evidence(text, i, tuple(range(layer.units)))
        return None

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        return [remedies.start_afresh(case.experiment)]


class DeadUnits(Sign):
    """A unit that is flat at every training sample has no gradient, and nothing brings it back."""

    kind, title, view = "dead-units", "Dead units", "network"

    def evidence(self, case: Case) -> Evidence | None:
        if case.learned or case.diverged:
            return None
        found = [
            (len(layer.dead) / layer.units, -i)
            for i, layer in case.hidden
            if len(layer.dead) >= thresholds.DEAD_UNITS * layer.units
        ]
        if not found:
            return None
        i = -max(found)[1]
        layer = case.layer_statistics.layers[i]
        count = len(layer.dead)
        names = f"unit {layer.dead[0] + 1}" if count == 1 else f"units {_list(layer.dead)}"
        return Evidence(
            f"{count} of {layer.units} units of layer {i + 1} have a derivative of zero "
            f"at every training sample: {names}.",
            i,
            layer.dead,
        )

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        experiment = case.experiment
        return [
            remedies.leak(experiment),
            remedies.start_afresh(experiment),
            remedies.change_rate(experiment, 0.1),
            remedies.another_seed(experiment),
        ]


class SaturatedUnits(Sign):
    """Sums far from zero lie where the activation is flat: hardly any gradient comes through."""

    kind, title, view = "saturated-units", "Saturated units", "network"

    def evidence(self, case: Case) -> Evidence | None:
        if case.learned or case.diverged:
            return None
        found = [(layer.saturation, -i) for i, layer in case.hidden]
        share, i = max(found, default=(0.0, 0))
        if share < thresholds.SATURATED:
            return None
        layer = case.layer_statistics.layers[-i]
        return Evidence(
            f"{percent(share, 0)} of the outputs of layer {1 - i} are at an end of its activation's range.",
            -i,
            tuple(unit for unit, own in enumerate(layer.saturated) if own >= thresholds.SATURATED),
        )

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        return [remedies.start_afresh(case.experiment), remedies.rectify(case.experiment)]


def _list(units: tuple[int, ...]) -> str:
    names = [str(unit + 1) for unit in units]
    return f"{', '.join(names[:-1])} and {names[-1]}"
