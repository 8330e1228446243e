"""Signs in the course of the loss: divergence, rates that do not fit, overfitting."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log10
from statistics import mean

from playground.inspection.diagnosis import remedies, thresholds
from playground.inspection.diagnosis.findings import Case, Evidence, Remedy, Sign
from playground.parts.counts import grouped, number


class Divergence(Sign):
    """The numbers grew beyond what the computer can hold, and the run was put back to its last good state."""

    kind, title, view = "divergence", "Divergence", "loss"

    def evidence(self, case: Case) -> Evidence | None:
        when = case.diverged.removeprefix("Diverged ")
        return Evidence(f"{when[:1].upper()}{when[1:]}.") if when else None

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        return [remedies.change_rate(case.experiment, 0.1), remedies.clip()]


class RateTooHigh(Sign):
    """Every step overshoots the minimum and lands higher up on the other side, or where all is flat."""

    kind, title, view = "rate-too-high", "Learning rate too high", "loss"

    def evidence(self, case: Case) -> Evidence | None:
        if case.diverged or case.learned:
            return None
        losses = [row.train_loss or 0.0 for row in case.rows]
        recent = losses[-thresholds.RISES_WINDOW - 1 :]
        since = losses[1:][-thresholds.STAYED :]
        stayed = len(since) == thresholds.STAYED and min(since) > thresholds.STAYED_WORSE * losses[0]
        if stayed or losses[-1] > thresholds.WORSE * losses[0]:
            now, first = number(losses[-1], 3), number(losses[0], 3)
            was = "it started at" if case.from_start else f"at epoch {grouped(case.rows[0].epoch)} it was"
            return Evidence(f"The training loss is {now}; {was} {first}.")
        least = thresholds.RISE_OF_FIRST * losses[0]
        rises = sum(
            after - before > max(thresholds.RISE * before, least) for before, after in pairwise(recent)
        )
        if rises < thresholds.RISES:
            return None
        between = case.rows[-1].epoch - case.rows[-2].epoch
        spans = "epochs" if between == 1 else f"spans of {between} epochs"
        return Evidence(
            f"The training loss rose by more than {100 * thresholds.RISE:.0f} % "
            f"in {rises} of the last {len(recent) - 1} {spans}."
        )

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        return [remedies.change_rate(case.experiment, 0.1), remedies.clip()]


class RateTooLow(Sign):
    """The direction is right, but steps as small as these take far too long."""

    kind, title, view = "rate-too-low", "Learning rate too low", "gradients"

    def evidence(self, case: Case) -> Evidence | None:
        ratios = [layer.ratio for _, layer in case.weighted]
        recent = case.rows[-thresholds.STILL_WINDOW - 1 :]
        if case.learned or len(recent) <= thresholds.STILL_WINDOW:
            return None
        if not all(0.0 < ratio < thresholds.TINY_STEP for ratio in ratios):
            return None
        if all(layer.gradient <= thresholds.STEEP * layer.weight for _, layer in case.weighted):
            return None
        before, now = recent[0].train_loss or 0.0, recent[-1].train_loss or 0.0
        if not 0.0 <= before - now < thresholds.STILL * before:
            return None
        epochs, fell = recent[-1].epoch - recent[0].epoch, 100.0 * (1.0 - now / before)
        return Evidence(
            f"A step changes the weights by {number(max(ratios), 1)} of their size; "
            f"in {grouped(epochs)} epochs the loss fell by {number(fell, 1)} %."
        )

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        ratio = max(layer.ratio for _, layer in case.weighted)
        return [remedies.change_rate(case.experiment, 10.0 ** round(log10(thresholds.USUAL_STEP / ratio)))]


class NoProgress(Sign):
    """The loss has hardly moved since the start: nothing is learned."""

    kind, title, view = "no-progress", "The loss has not moved", "loss"

    def evidence(self, case: Case) -> Evidence | None:
        first, now = case.rows[0].train_loss or 0.0, case.rows[-1].train_loss or 0.0
        epochs = case.rows[-1].epoch
        if case.diverged or case.learned or not case.from_start or epochs < thresholds.UNMOVED_EPOCHS:
            return None
        if not abs(now - first) < thresholds.UNMOVED * first:
            return None
        losses = f"the training loss is {number(now, 3)}; it started at {number(first, 3)}"
        return Evidence(f"After {grouped(epochs)} epochs {losses}, and {case.level}.")

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        experiment = case.experiment
        return [
            remedies.use_relu(experiment),
            remedies.start_afresh(experiment),
            remedies.change_rate(experiment, 10.0),
        ]


class Underfitting(Sign):
    """The loss has levelled off before the training samples are learned: the network cannot do better."""

    kind, title, view = "underfitting", "Underfitting", "loss"

    def evidence(self, case: Case) -> Evidence | None:
        epochs, first = case.rows[-1].epoch, case.rows[0].train_loss or 0.0
        # Of a long run the history has only some epochs: at least one row is looked at before the last.
        count = max([thresholds.LEVEL_EPOCHS, *(epochs - row.epoch for row in case.rows[-2:-1])])
        before, last = (
            [row.train_loss or 0.0 for row in case.rows if low < epochs - row.epoch <= high]
            for low, high in ((count, 2 * count), (-1, count))
        )
        if case.diverged or case.learned or epochs - case.rows[0].epoch < 2 * count or not before:
            return None
        earlier, recent = mean(before), mean(last)
        moved = recent <= (1.0 - thresholds.UNMOVED) * first
        if not moved or not abs(earlier - recent) < thresholds.LEVEL * earlier:
            return None
        losses = f"The mean training loss of the last {count} epochs is {number(recent, 3)}"
        return Evidence(f"{losses}; that of the {count} before was {number(earlier, 3)}, and {case.level}.")

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        return [remedies.widen(case.experiment), remedies.deepen(case.experiment)]


class Overfitting(Sign):
    """The network learns its training samples by heart, and gets worse at all others."""

    kind, title, view = "overfitting", "Overfitting", "loss"

    def evidence(self, case: Case) -> Evidence | None:
        for name in ("validation", "test"):
            rows = [row for row in case.rows if getattr(row, f"{name}_loss") is not None]
            if not rows or rows[-1] is not case.rows[-1]:
                continue  # points that are painted or wiped away come and go
            losses = [getattr(row, f"{name}_loss") for row in rows]
            best = losses.index(min(losses))
            train = [rows[best].train_loss or 0.0, rows[-1].train_loss or 0.0]
            risen = min(losses[-thresholds.OVERFIT_ROWS :])
            if (
                risen < thresholds.OVERFIT * losses[best]
                or risen - losses[best] < thresholds.OVERFIT_RISE * losses[0]
                or train[1] >= train[0]
            ):
                return None
            return Evidence(
                f"The {name} loss was lowest at epoch {grouped(rows[best].epoch)}: "
                f"it was {number(losses[best], 3)} and is {number(losses[-1], 3)} now, "
                f"while the training loss fell from {number(train[0], 3)} to {number(train[1], 3)}."
            )
        return None

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        experiment = case.experiment
        return [
            remedies.add_penalty(),
            remedies.more_samples(experiment),
            remedies.stop_early(experiment),
            remedies.add_dropout(experiment),
        ]
