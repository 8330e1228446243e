"""What outputs stand for, in a script: classes by their names."""

from __future__ import annotations

from collections.abc import Iterator

from playground.data.targets.base import Targets
from playground.data.targets.classes import Classes
from playground.experiment.problems import blocking_problems
from playground.export.code.script import Section
from playground.export.spelling import quoted, row
from playground.export.weights.trained_network import TrainedNetwork

TITLE = "What outputs stand for"


def meaning(trained: TrainedNetwork) -> Iterator[Section]:
    """Yield what makes names of outputs, where classes have any."""
    targets = _targets(trained)
    if isinstance(targets, Classes) and targets.named:
        names = row("classes = [", [quoted(name) for name in targets.classes], "]")
        which = "outputs.argmax(axis=1)"
        if targets.units == 1:
            which = f"(outputs[:, 0] > {sum(targets.range) / 2.0!r}).astype(int)"
        told = '"""Return the name of the class of each sample."""'
        body = f"    return [classes[i] for i in {which}]"
        yield Section(TITLE, f"{names}\n\n\ndef decide(outputs):\n    {told}\n{body}")


def _targets(trained: TrainedNetwork) -> Targets | None:
    experiment, outline = trained.experiment, trained.outline
    if outline is not None:
        return experiment.targets_of(outline.points())
    return None if blocking_problems(experiment) else experiment.targets
