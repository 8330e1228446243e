"""Many trainings of one architecture in one set of array operations, and the result of each."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from playground.data.samples import Points
from playground.engine.parameters import in_words
from playground.experiment.edits import Steps, all_assigned, differences, steps, value_at
from playground.experiment.experiment import Experiment
from playground.parts.counts import grouped
from playground.parts.description import Description
from playground.parts.part import Part
from playground.parts.text import shortened, shown
from playground.training.training import Training

LARGEST = 4096
# Each member draws its own data and its own start; these settings never meet the others'.
APART = ("seed", "initializer", "data", "title", "reason")
# Rates of rules on the flat vector (P, n), and of rules on (P, batch, units).
AXES = {"optimizer": 1, "regularizer": 1, "clipping": 1, "loss": 2, "layers": 2}


def _shape(points: Points) -> str:
    return in_words(points.shape or points.inputs.shape[1:])


ALIKE: dict[str, Callable[[Experiment], int | str]] = {
    "the same number of inputs": lambda each: each.points.inputs.shape[1],
    "inputs of the same shape": lambda each: _shape(each.points),
    "the same kind of targets": lambda each: each.targets.noun,
    "the same number of classes": lambda each: len(each.targets.classes),
    "the same number of outputs": lambda each: each.network().widths[-1],
    "the same number of samples to train on": lambda each: len(each.samples["train"]),
    "the same number of samples to validate with": lambda each: len(each.samples["validation"]),
    "the same number of samples to test with": lambda each: len(each.samples["test"]),
    "samples of the same shape to test with": lambda each: _shape(each.samples["test"].points),
}
"""What the data of all members must have in common."""


def members(
    experiment: Experiment, specifications: Sequence[str], earlier: Sequence[str] = ()
) -> list[Experiment]:
    """Return the product of specifications such as ``seed=0..63`` and ``optimizer.learning_rate=0.01,0.1``.

    Raises ValueError with one line for what cannot be read, is too much, or would undo another specification
    or one of the ``earlier`` assignments, such as ``seed=1``, which the experiment has.
    """
    choices = [_choices(specification) for specification in specifications]
    count = math.prod(len(each) for each in choices)
    if count > LARGEST:
        raise ValueError(f"a population of {count} is above {LARGEST}")
    found = []
    for assignments in itertools.product(*choices):
        member, lines = all_assigned(experiment, assignments, earlier)
        if lines:
            raise ValueError(lines[0])
        found.append(member)
    return found


def _choices(specification: str) -> list[str]:
    where, equals, words = specification.partition("=")
    first, dots, last = words.partition("..")
    if not equals or not words:
        raise ValueError(f"{shown(specification)} is not PATH=VALUES, such as seed=0..63 or batch_size=5,10")
    if not dots:
        found = [word.strip() for word in words.split(",")]
        if twice := [word for i, word in enumerate(found) if word in found[:i]]:
            raise ValueError(f"{shortened(where)}: {shown(twice[0])} is given twice")
        return [f"{where}={word}" for word in found]
    try:
        start, stop = int(first), int(last)
    except ValueError:
        raise ValueError(f"{shown(words)} is not a range of whole numbers, such as 0..63") from None
    if not start <= stop < start + LARGEST:
        raise ValueError(f"{shown(words)} is not a range of 1 to {LARGEST} numbers")
    return [f"{where}={value}" for value in range(start, stop + 1)]


def together(experiments: Sequence[Experiment]) -> Experiment:
    """Return one experiment whose numbers are arrays wherever the members' differ.

    Settings of rules on the parameters become (P, 1), of layers and loss (P, 1, 1), so that they broadcast
    in the same formulas. Raises ValueError for members that cannot be trained together.
    """
    first = experiments[0]
    if len(experiments) > 1 and first.optimizer.whole_batches:
        raise ValueError(f"optimizer.kind: {first.optimizer.kind} trains one network at a time")
    if len(experiments) > 1 and not all(rule.alike for rule in first.stop):
        raise ValueError("stop: a population can be stopped by epochs and steps only")
    for name, of in ALIKE.items():
        apart = next((each for each in experiments if of(each) != of(first)), None)
        if apart is not None:
            raise ValueError(
                f"data: the members of a population need {name}, not {of(first)} and {of(apart)}"
            )
    paths = {path for each in experiments for path, _ in differences(first, each)}
    result = first
    for path in sorted(paths):
        where = steps(path)
        if where[0] in APART:
            continue
        values = [value_at(each, where) for each in experiments]
        if where[0] not in AXES or not all(type(value) is float for value in values):
            raise ValueError(f"{path}: the members of a population cannot differ in this")
        shape = (len(values), *(1,) * AXES[str(where[0])])
        # Optimizers compute with their settings in double precision, and round what comes of them.
        dtype = "float64" if where[0] == "optimizer" else first.precision
        result = _with(result, where, np.array(values, dtype).reshape(shape))
    return result


def _with(value: Any, where: Steps, new: Any) -> Any:
    """Return a copy with one place replaced, unchecked: settings are declared as numbers, not as arrays."""
    if not where:
        return new
    step, rest = where[0], where[1:]
    if isinstance(value, Description):
        return value.model_copy(update={str(step): _with(getattr(value, str(step)), rest, new)})
    return tuple(_with(item, rest, new) if i == step else item for i, item in enumerate(value))


class PopulationTraining(Training):
    """The training of P experiments of one architecture, which differ in seeds and numbers only.

    Every member is equal to the same experiment trained alone. One that diverges is put back to its last
    good state and stays there while the others go on; ``lost`` holds when. Raises ValueError for members
    that cannot be trained together.
    """

    def __init__(self, experiments: Sequence[Experiment]) -> None:
        self.lost: dict[int, str] = {}
        super().__init__(together(experiments), experiments)

    def check_finite(self) -> None:
        """Restore members whose numbers are no longer finite to their last finite state."""
        parameters, state = self.network.parameters, self.network.state
        recent = [history.rows[-1].finite for history in self.histories]
        good = np.isfinite(parameters).all(axis=1) & np.array(recent)
        for member in np.flatnonzero(~good).tolist():
            self.lost.setdefault(
                member, f"Diverged by step {grouped(self.steps)} (epoch {grouped(self.epochs)})"
            )
        for member in self.lost:
            parameters[member], state[member] = self._safe.parameters[member], self._safe.kept[member]
        self._safe = self.snapshot()


def labels(experiments: Sequence[Experiment]) -> list[str]:
    """Say for each member what it has for every setting in which any two differ."""
    first = experiments[0]
    paths = sorted({path for each in experiments for path, _ in differences(first, each)})
    return [
        " ".join(f"{path}={_shown(value_at(each, steps(path)))}" for path in paths) for each in experiments
    ]


def _shown(value: Any) -> str:
    return value.kind if isinstance(value, Part) else str(value)
