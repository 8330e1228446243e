"""The first steps of a run, by which a script sees that its own training is that of the run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from playground.engine.network import Network
from playground.export.arrangement import AnyArray
from playground.export.code.course import Course
from playground.export.code.script import Section
from playground.export.code.sections import assigned, check_code
from playground.export.code.table_code import TableCells
from playground.export.weights.trained_network import TrainedNetwork
from playground.training.divergence import Diverged
from playground.training.training import Training

STEPS = 10
"""Few enough that differences of rounding have not yet grown."""
WILD = 1e3
"""A weight of this size is on its way to diverge: rounding grows with it."""
MAIN = """
if __name__ == "__main__":
    losses = train()
    print(f"Loss of the first batch: {losses[0]:.4g}, of the last: {losses[-1]:.4g}")
    print("Predictions after the training:")
    print(predict(check_inputs))
"""


@dataclass(frozen=True, eq=False)
class Beginning:
    """The network after the first steps of a course."""

    network: Network
    steps: int

    @classmethod
    def of(cls, course: Course, trained: TrainedNetwork) -> Beginning:
        """Make the first steps, as long as they lead to numbers: none where a script makes others.

        Raises LookupError where there are none to make.
        """
        steps = min(STEPS, course.epochs * course.per_epoch)
        if steps and not course.same_batches:
            return cls(course.start, 0)
        if not steps:
            raise LookupError("It was not trained: there are no epochs.")
        training, made = Training(trained.experiment.changed(stop=())), 0
        network = training.network.copy()
        with suppress(Diverged):
            while made < steps:
                training.advance(1)
                training.check_finite()
                if np.abs(training.network.parameters).max() > WILD:
                    break
                network, made = training.network.copy(), made + 1
        if not made:
            raise LookupError("Its training diverges in the first step.")
        return cls(network, made)


def check_of_steps(
    beginning: Beginning, checks: Mapping[str, AnyArray | TableCells], outside: Mapping[str, AnyArray]
) -> Iterator[Section]:
    """Yield what a script must predict on its way, what sees to it, and what makes them."""
    made = "1 step" if beginning.steps == 1 else f"{beginning.steps} steps"
    when, wrong, main = f"after {made} of the run", "These are not the steps of the run", MAIN
    if not beginning.steps:
        when, wrong = "before the run", "The run began with other weights"
        main = MAIN.replace("    losses =", "    check()\n    losses =")
    check = check_code(checks, beginning.network.parameters.dtype)
    check = check.replace("when it was exported", when)
    check = check.replace("This is not the exported network", wrong)
    yield Section("What it must predict on the way", assigned(checks, outside))
    yield Section("The check", check)
    yield Section("", main)
