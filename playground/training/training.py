"""Training: the one thing that changes. Steps, epochs, figures, and how a run ends."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.passes import Pass
from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.experiment.stopping import EpochResult
from playground.parts.counts import grouped
from playground.training.checkpoints import Snapshot, Timeline
from playground.training.divergence import DIVERGED, Diverged, Ended, broken
from playground.training.evaluation import Evaluation
from playground.training.history import History
from playground.training.state import TrainingState

NOTHING = "There are no samples to train on"
"""Why the run of an experiment ends at once whose data are not here."""
GUARD = 256
"""Steps between two looks for numbers that are no longer finite; a look costs about one step."""


class Training(TrainingState):
    """One training of an experiment. Only this changes while a run goes on.

    ``advance``, ``epoch`` and ``check_finite`` raise Diverged at the first number that is not finite; the run
    is then back in the last state in which all were. ``advance`` and ``epoch`` raise Ended after the epoch in
    which a stop rule is met.

    A population is one training, too: ``members`` are its experiments, of one architecture, and
    ``experiment`` is theirs together (see ``population.together``). Histories and figures are one for each.
    """

    def __init__(self, experiment: Experiment, members: Sequence[Experiment] = ()) -> None:
        super().__init__(experiment, members)
        self.diverged = ""
        """How the run diverged, if it did and has not been started again since."""
        self.histories: list[History] = []
        self.timeline: Timeline | None = None
        self._seconds = 0.0
        self._noting = False
        self.begin_history()

    @property
    def history(self) -> History:
        """The history of the first member, which ordinarily is the only one."""
        return self.histories[0]

    @history.setter
    def history(self, history: History) -> None:
        self.histories[0] = history

    def revise(self, experiment: Experiment) -> None:
        """Go on as another experiment, whose differences from this one all keep the weights.

        From numbers that are not finite nothing can go on: of a run that has just diverged the last good
        state is kept.
        """
        with suppress(Diverged):
            self.check_finite()
        optimizer, frozen = experiment.optimizer, experiment.frozen != self.experiment.frozen
        if optimizer.kind != self.experiment.optimizer.kind or (optimizer.whole_batches and frozen):
            self._state = {}  # a curvature that was learned elsewhere would lead into what is frozen
        if experiment.schedule.kind != self.experiment.schedule.kind:
            self._plan = {}
        self.position = 0  # another training set or batch size has no place in the middle of an epoch
        self.diverged = ""
        self.members = (experiment,)
        self._bind(experiment)

    def _bind(self, experiment: Experiment) -> None:
        super()._bind(experiment)
        self._scores = Evaluation(self.network, experiment, self.members)
        self._units = [member.loss_unit for member in self.members]
        self._safe = self.snapshot()

    def advance(self, steps: int) -> None:
        """Train on so many batches. Raises Ended, and Diverged at the latest some steps later."""
        if steps and not self.has_samples:
            raise Ended(NOTHING)
        start = time.perf_counter()
        with np.errstate(all="ignore"):
            for left in reversed(range(steps)):
                if self._noting and (not left or self._may_end):
                    self._noted_step()
                else:
                    self._step()
                if not self.position:
                    self._count()
                    if self.experiment.stop:
                        self._seconds += time.perf_counter() - start
                        start = time.perf_counter()
                        self._ask_to_stop()
        self._seconds += time.perf_counter() - start
        if self.steps - self._safe.steps >= GUARD:
            self.check_finite()

    def epoch(self) -> None:
        """Train to the end of this epoch. Raises Diverged, at the latest some epochs later."""
        self.advance(self.steps_to_epoch_end)

    def note_changes(self) -> None:
        """Note from now on what the last step before ``advance`` returns adds to the parameters."""
        self._noting = True

    @property
    def _may_end(self) -> bool:
        """Whether the run may end with the next step."""
        return bool(self.experiment.stop) and self.steps_to_epoch_end == 1

    def _noted_step(self) -> Pass:
        before = self.network.parameters.copy()
        run = self._step()
        np.subtract(self.network.parameters, before, out=self.stepping.change)
        self.stepping.noted = True
        return run

    def _step(self) -> Pass:
        stop = self.position + self._batches.size
        run = self.stepping.take(self.position)
        self.updates += 1
        self.stepping.descend(run, self.progress, self.updates)
        self.progress += 1
        self.steps += 1
        self.position = stop if stop < self._batches.count else 0
        return run

    def _count(self) -> None:
        self.epochs += 1
        due, observes = self.history.due(self.epochs), self.experiment.schedule.observes
        if due or observes:
            figures = self._scores.figures(self.epochs, self.steps)
            if due:
                self._record(figures)
            if observes:
                watched = np.array([[member.watched] for member in figures])
                rate = self.experiment.optimizer.learning_rate
                self.experiment.schedule.observe(watched, rate, self._plan)
        self._keep()

    def keep_snapshots(self, timeline: Timeline) -> None:
        """Keep snapshots from now on, the first of them at this moment if it is the end of an epoch."""
        self.timeline = timeline
        timeline.add(self.snapshot())

    def _keep(self) -> None:
        if self.timeline is not None and self.timeline.due(self.epochs):
            self.timeline.add(self.snapshot())

    def _ask_to_stop(self) -> None:
        gradient = float(np.linalg.norm(self.stepping.gradient))
        figures = self._scores.figures(self.epochs, self.steps)[0]
        result = EpochResult(figures, self._seconds, gradient, self._network_as_it_is, self._units[0])
        if reason := self._stop_monitor.check(result):
            self.check_finite()
            raise Ended(self.conclude(reason))

    def conclude(self, reason: str) -> str:
        """Give back the best weights, if a stop rule has promised them, and return the reason with that."""
        best = self._stop_monitor.best
        if best is None:
            return reason
        self.network.parameters[...], self.network.state[...] = best.parameters, best.kept
        self._safe = self.snapshot()
        return f"{reason}; the weights are those of epoch {grouped(best.epoch)}"

    def _network_as_it_is(self) -> dict[str, Array]:
        return {"parameters": self.network.parameters.copy(), "kept": self.network.state.copy()}

    def _record(self, figures: Sequence[Figures]) -> None:
        for history, row in zip(self.histories, self._in_units(figures), strict=True):
            history.add(row)

    def _in_units(self, figures: Sequence[Figures]) -> list[Figures]:
        """Return figures as they are shown; what a run decides, it decides by the loss that it minimizes."""
        return [row.in_unit(unit) for row, unit in zip(figures, self._units, strict=True)]

    def figures(self) -> Figures:
        """Return losses (without the regularizer's penalty) and accuracies of the first member, as now.

        Where there are no samples to measure them they are those that the history has of this step.
        """
        found = self.all_figures()[0]
        return self.history.at(found) if self.experiment.data.absent else found

    def all_figures(self) -> list[Figures]:
        """Return the figures of every member, with losses in the data's own unit where there is one."""
        return self._in_units(self._scores.figures(self.epochs, self.steps))

    def set_parameters(self, places: Sequence[int], values: Sequence[float]) -> None:
        """Set parameters of the first member, by their places in the flat vector."""
        self.network.parameters[0, list(places)] = values
        if self.experiment.data.absent:  # the losses of other numbers are not known
            self.history.forget(self.epochs, self.steps)
        self._safe = self.snapshot()

    def restore(self, snapshot: Snapshot) -> None:
        """Return to a snapshot of this experiment; the history after it is forgotten."""
        self.visit(snapshot)
        for history in self.histories:
            history.cut(self.epochs)
        if self.timeline is not None:
            self.timeline.cut(self.epochs)
        self._safe = self.snapshot()
        self.diverged = ""

    def begin_history(self) -> None:
        """Begin a new history with the present figures."""
        self.histories = [History() for _ in self.members]
        self._record(self._scores.figures(self.epochs, self.steps))

    def check_finite(self) -> None:
        """Check that parameters and losses are still finite. Raises Diverged."""
        parameters, last = self.network.parameters, self.history.rows[-1:]
        if np.isfinite(parameters).all() and self.stepping.finite and all(row.finite for row in last):
            self._safe = self.snapshot()
        elif self.steps > self._safe.steps:
            self._find(self.steps)

    def _find(self, until: int) -> None:
        """Go over the steps since the last safe state again, one by one, and stop where it went wrong."""
        self.restore(self._safe)
        while self.steps < until:
            before, stepping = self.snapshot(), self.stepping
            last = stepping.gradient.copy(), stepping.change.copy(), stepping.noted
            with np.errstate(all="ignore"):
                run = self._noted_step()
                wrong = next(broken(run, self.network), None)
                if not self.position:
                    self._count()
            if wrong is None and not all(row.finite for row in self.history.rows[-1:]):
                wrong = f"the loss of all samples, from the outputs of layer {len(run.layers)},"
            if wrong is not None:
                where = f"step {grouped(self.steps)} (epoch {grouped(before.epochs + 1)})"
                self.restore(before)
                stepping.gradient[...], stepping.change[...], stepping.noted = last
                self.diverged = f"{DIVERGED}{where}: {wrong} is no longer a finite number"
                raise Diverged(self.diverged)
