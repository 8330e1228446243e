"""Signs in how the experiment is set up: its batches, its inputs, its loss."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.engine.losses.classification import BinaryCrossEntropy
from playground.engine.outputs import IdentityOutput, SigmoidOutput
from playground.inspection.diagnosis import remedies, thresholds
from playground.inspection.diagnosis.findings import Case, Evidence, Remedy, Sign
from playground.parts.counts import grouped, number
from playground.parts.percentages import percent
from playground.parts.text import within


class LargeBatch(Sign):
    """There are not that many samples: every step takes all of them, and there is one step in an epoch."""

    kind, title, view = "large-batch", "Batch larger than the data", "batch_size"

    def evidence(self, case: Case) -> Evidence | None:
        size, count = case.experiment.batch_size, len(case.experiment.samples["train"])
        if size <= count:
            return None
        return Evidence(
            f"A batch has {grouped(size)} samples, but there are only {grouped(count)} to train on."
        )

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        return [
            Remedy("Use batches of 10", (("batch_size", 10),)),
            Remedy("Use the whole training set in every step", (("batch_size", 0),)),
        ]


class UnscaledInputs(Sign):
    """The loss is steep along a large input and flat along a small one; no learning rate suits both."""

    kind, title, view = "unscaled-inputs", "Unscaled inputs", "features"

    def evidence(self, case: Case) -> Evidence | None:
        experiment = case.experiment
        sizes = np.sqrt((experiment.samples["train"].inputs ** 2).mean(axis=0))
        large = int(sizes.argmax())
        normalized = bool(experiment.layers) and experiment.layers[0].kind.endswith("-norm")
        if normalized or sizes[large] < thresholds.LARGE_INPUT:
            return None
        names = experiment.network_input_names
        text = f"{names[large]} is about {number(sizes[large], 3)} in size"
        if len(sizes) > 1:
            small = int(sizes.argmin())
            text += f", {names[small]} about {number(sizes[small], 3)}"
        return Evidence(f"{text}; 1 or 2 is best.")

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        return [*remedies.standardize(case.experiment), remedies.normalize_inputs(case.experiment)]


class UnfittingLoss(Sign):
    """At its ends the output is flat; this loss multiplies the error by that slope, so hardly corrects it."""

    kind, title, view = "unfitting-loss", "Loss and output do not fit", "network"

    def evidence(self, case: Case) -> Evidence | None:
        experiment, share = case.experiment, case.layer_statistics.stuck
        if share < thresholds.STUCK:
            return None
        output, loss = within(experiment.resolved_output.title), within(experiment.loss.title)
        return Evidence(
            f"{percent(share, 0)} of the training samples have an output at the wrong end of "
            f"{output}, where the {loss} loss hardly corrects it.",
            len(case.layer_statistics.layers) - 1,
            tuple(range(case.layer_statistics.layers[-1].units)),
        )

    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        bias = case.experiment.output.bias
        return [
            Remedy(
                "Use a sigmoid output with binary cross-entropy",
                (("output", SigmoidOutput(bias=bias)), ("loss", BinaryCrossEntropy())),
            ),
            Remedy("Use an identity output", (("output", IdentityOutput(bias=bias)),)),
        ]
