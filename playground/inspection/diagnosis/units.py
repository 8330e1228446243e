"""Signs in the units: all alike, dead, saturated, or not used."""

from __future__ import annotations

from collections.abc import Sequence

from playground.inspection.diagnosis import remedies, thresholds
from playground.inspection.diagnosis.findings import Case, Evidence, Remedy, Sign
from playground.inspection.layer_statistics import LayerStatistics
from playground.parts.counts import grouped
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
        found = _most_dead(case, images=False)
        if found is None:
            return None
        i, layer, dead = found
        names = _named("unit", dead)
        return Evidence(
            f"{len(dead)} of {layer.apart} units of layer {i + 1} have a derivative of zero "
            f"at every training sample: {names}.",
            i,
            dead,
        )

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        experiment = case.experiment
        return [
            remedies.use_leaky_relu(experiment),
            remedies.start_afresh(experiment),
            remedies.change_rate(experiment, 0.1),
            remedies.another_seed(experiment),
        ]


class DeadFilters(Sign):
    """A filter that is flat at every place of every sample finds nothing, and no gradient moves it."""

    kind, title, view = "dead-filters", "Dead filters", "network"

    def evidence(self, case: Case) -> Evidence | None:
        found = _most_dead(case, images=True)
        if found is None:
            return None
        i, layer, dead = found
        names = _named("filter", dead)
        places = layer.units // layer.apart
        return Evidence(
            f"{len(dead)} of {layer.apart} filters of layer {i + 1} have a derivative of zero at all "
            f"{grouped(places)} places of every training sample: {names}.",
            i,
            tuple(channel * places for channel in dead),
        )

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        experiment = case.experiment
        return [
            remedies.use_leaky_relu(experiment),
            remedies.start_afresh(experiment),
            remedies.change_rate(experiment, 0.1),
            remedies.another_seed(experiment),
        ]


def _most_dead(case: Case, images: bool) -> tuple[int, LayerStatistics, tuple[int, ...]] | None:
    """Return the layer of images, or of others, that has most of its units dead, if they are many."""
    if case.learned or case.diverged:
        return None
    found = [
        (len(layer.dead_apart) / layer.apart, -i)
        for i, layer in case.hidden
        if (len(layer.shape) == 3) == images and len(layer.dead_apart) >= thresholds.DEAD_UNITS * layer.apart
    ]
    if not found:
        return None
    i = -max(found)[1]
    layer = case.layer_statistics.layers[i]
    return i, layer, layer.dead_apart


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
        return [remedies.start_afresh(case.experiment), remedies.use_relu(case.experiment)]


class UnusedBottleneck(Sign):
    """All that is told apart passes the narrowest layer; a unit that is always the same tells nothing."""

    kind, title, view = "unused-bottleneck", "Bottleneck not used", "network"

    def evidence(self, case: Case) -> Evidence | None:
        if not case.experiment.reconstruct or case.learned or case.diverged or not case.hidden:
            return None
        i, layer = min(case.hidden, key=lambda each: each[1].units)
        if not layer.constant or layer.units >= case.experiment.targets.units:
            return None
        constant, count = layer.constant, len(layer.constant)
        names = _named("unit", constant)
        verb = "hands" if count == 1 else "hand"
        return Evidence(
            f"{count} of {layer.units} units of layer {i + 1}, the narrowest, {verb} on the same "
            f"for every training sample: {names}.",
            i,
            constant,
        )

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        experiment = case.experiment
        return [
            remedies.start_afresh(experiment),
            remedies.use_leaky_relu(experiment),
            remedies.another_seed(experiment),
        ]


def _named(noun: str, units: tuple[int, ...]) -> str:
    """Return which units they are, of which there is at least one, counted from 1."""
    *before, last = (str(unit + 1) for unit in units)
    return f"{noun}s {', '.join(before)} and {last}" if before else f"{noun} {last}"
