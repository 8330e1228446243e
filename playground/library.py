"""The program as a library: train an experiment and keep the result."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy.typing as npt

from playground.data.targets.metrics import Metrics
from playground.engine.network import Network
from playground.experiment.edits import edited, steps
from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.experiment.folding import folded
from playground.experiment.presets import load as load  # the package hands it on from here
from playground.experiment.presets import runnable
from playground.experiment.tabled import Columns, experiment_on
from playground.export import event_file, histories, outgoing, weights
from playground.export.films import formats as films
from playground.export.films.run_film import save_run_film
from playground.export.new_tables import NewColumns
from playground.export.pictures import files as pictures
from playground.export.report import writing as reports
from playground.export.run_record import RunRecord
from playground.export.runs import SavedRun
from playground.export.weights import TrainedNetwork
from playground.inspection.diagnosis.diagnose import diagnose
from playground.inspection.diagnosis.findings import Case, Finding
from playground.inspection.layer_statistics import Probe
from playground.parts.counts import grouped
from playground.training.checkpoints import Snapshot, Timeline
from playground.training.cross_validation import CrossValidation
from playground.training.divergence import Diverged, Ended
from playground.training.history import History
from playground.training.metrics import measure
from playground.training.population import PopulationTraining
from playground.training.training import Training


@dataclass(frozen=True, eq=False)
class Run:
    """A training that has ended."""

    experiment: Experiment
    network: Network
    """Its ``predict`` turns inputs (samples, features) into outputs (samples, outputs)."""
    history: tuple[Figures, ...]
    """Losses and accuracies, from before the first epoch on; thinned beyond 2,000 rows."""
    figures: Figures
    """The last losses and accuracies."""
    reason: str
    """Why the run ended."""
    diverged: bool
    snapshot: Snapshot | None = None
    """The state at the end; None for a member of a population."""
    stride: int = 1
    """How many epochs lie between two rows of the history."""
    kept: tuple[Snapshot, ...] = ()
    """States on the way, where any were to be kept; none of a population."""

    @property
    def succeeded(self) -> bool:
        """Whether nine tenths of the classes are right, or nine tenths of the values' variance is explained.

        Judged by the test samples, or by train where there are none.
        """
        if self.diverged:
            return False
        name = "train" if self.figures.test_loss is None else "test"
        return self.metrics[name].score >= 0.9

    @property
    def metrics(self) -> dict[str, Metrics]:
        """Confusion, precision, recall and F1 of classes, or R2 and errors of values, by samples' name."""
        return measure(self.network, self.experiment)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What may be wrong with the run, each in a sentence with remedies; nothing for a population's."""
        if self.snapshot is None:
            return ()
        training = Training(self.experiment)
        training.restore(self.snapshot)
        layer_statistics = Probe(training).layer_statistics()
        return diagnose(
            Case(self.experiment, self.history, layer_statistics, self.reason if self.diverged else "")
        )

    @property
    def trained(self) -> TrainedNetwork:
        """The network with its experiment and last figures, as it goes into a file."""
        return TrainedNetwork(self.experiment, self.network, self.figures)

    @property
    def record(self) -> RunRecord:
        """The run as it is told in pictures and reports."""
        return RunRecord(
            self.experiment,
            self.network,
            self.history,
            self.figures,
            self.reason,
            self.diverged,
            self.snapshot,
        )

    def predict(self, table: str | os.PathLike[str] | NewColumns) -> dict[str, npt.NDArray[Any]]:
        """Return what is predicted of the rows of a table, as ``TrainedNetwork.predict_table``."""
        return self.trained.predict_table(table)

    @property
    def saved(self) -> SavedRun:
        """The run as it goes into a file, with the states that were kept. Raises ValueError for a member of a
        population.
        """
        if self.snapshot is None:
            raise ValueError("a member of a population has no states to go back to")
        before = (each for each in self.kept if each.steps < self.snapshot.steps)
        return SavedRun(self.experiment, self.history, self.stride, (*before, self.snapshot))

    def to_torch(self) -> Any:
        """Return the network as an ``nn.Sequential``. Raises ImportError where PyTorch is not installed."""
        return self.trained.to_torch()

    def to_keras(self) -> Any:
        """Return the network as a ``keras.Sequential``. Raises ImportError where Keras is not installed."""
        return self.trained.to_keras()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write weights, to .npz, .onnx and others, or code, to .numpy.py. Raises ValueError, OSError."""
        outgoing.save(self.trained, path)

    def save_plot(self, path: str | os.PathLike[str]) -> None:
        """Draw what a file's name names, such as loss or confusion, to a .png, .svg or .pdf file; a name that
        names nothing means the boundary, where there is one, and the loss. Raises ValueError, OSError.
        """
        pictures.save(self.record, path)

    def write_report(self, path: str | os.PathLike[str]) -> None:
        """Write all of the run to one .html file, which needs nothing else. Raises ValueError, OSError."""
        reports.save(self.record, path)

    def write_events(self, folder: str | os.PathLike[str]) -> None:
        """Write the run into a folder that TensorBoard shows. Raises ValueError, OSError."""
        event_file.save(self.saved, folder)

    def save_film(self, path: str | os.PathLike[str]) -> None:
        """Film the run to a .gif, .mp4 or .zip file, as ``save_plot`` draws it at every state that was kept.

        Raises ValueError for another ending or where there is no ffmpeg for MP4, BadFilm, OSError.
        """
        save_run_film(self.saved, films.check(path))

    def save_history(self, path: str | os.PathLike[str]) -> None:
        """Write the history to a .csv or .jsonl file, a line for each row. Raises ValueError, OSError."""
        histories.save(self.history, path)


@overload
def train(
    experiment: Experiment,
    epochs: int | None = ...,
    report: Callable[[Training], bool] | None = ...,
    population: None = ...,
    keep: int = ...,
    **settings: Any,
) -> Run: ...


@overload
def train(
    experiment: Experiment,
    epochs: int | None = ...,
    report: Callable[[Training], bool] | None = ...,
    *,
    population: Sequence[Mapping[str, Any]],
    **settings: Any,
) -> list[Run]: ...


def train(
    experiment: Experiment,
    epochs: int | None = None,
    report: Callable[[Training], bool] | None = None,
    population: Sequence[Mapping[str, Any]] | None = None,
    keep: int = 0,
    **settings: Any,
) -> Run | list[Run]:
    """Train an experiment for ``epochs`` (its own number if None) and return the result.

    Further settings replace the experiment's: ``train(load("xor"), batch_size=0, seed=7)``. ``report`` is
    called after every epoch; the run ends when it returns False. At most ``keep`` states on the way are kept
    with the run, for its file and for TensorBoard. With a ``population`` every member replaces
    settings by their paths, all are trained together, and a list of runs comes back:
    ``train(load("xor"), population=[{"seed": 1}, {"seed": 2, "optimizer.learning_rate": 0.1}])``.

    Raises BadPreset if the parts do not fit, ValidationError for a setting out of range, ValueError for fewer
    than 0 epochs or members that cannot be trained together.
    """
    for name, value in settings.items():
        experiment = edited(experiment, (name,), value)
    total = experiment.epochs if epochs is None else epochs
    if total < 0:
        raise ValueError(f"epochs must be 0 or more, not {total}")
    if population is None:
        (run,) = _run(Training(runnable(experiment, experiment.title)), total, report, keep)
        return run
    members = []
    for overrides in population:
        member = experiment
        for path, value in overrides.items():
            member = edited(member, steps(path), value)
        members.append(runnable(member, member.title))
    return train_members(members, total, report)


def from_table(table: str | os.PathLike[str] | Columns, **settings: Any) -> Experiment:
    """Return an experiment on the table in a file, or on columns by their names, such as a data frame.

    ``from_table("ten.csv", target="y", inputs=["a", "b"], layers=(64, 32), optimizer="adam", test=0.2)``:
    settings are those of the command line. What is not said is chosen. Raises BadPreset.
    """
    columns = getattr(table, "columns", None)
    if columns is not None and not isinstance(table, str | os.PathLike):
        table = {str(name): table[name] for name in columns}
    return experiment_on(table, settings)


def load_network(path: str | os.PathLike[str], otherwise: Experiment | None = None) -> TrainedNetwork:
    """Return the network in a file of weights: ``load_network("w.npz").predict(inputs)``.

    It needs no data. ``otherwise`` is the experiment of weights that come without one. Raises BadWeights.
    """
    return weights.read(path, otherwise)


def go_on(
    saved: SavedRun,
    epochs: int | None = None,
    report: Callable[[Training], bool] | None = None,
    keep: int = 0,
) -> Run:
    """Train on from where a saved run ends, until an epoch: its own last one if None. Raises BadPreset."""
    experiment = runnable(saved.experiment, saved.experiment.title)
    training = Training(experiment)
    training.history = History(saved.rows, saved.stride)
    training.restore(saved.snapshots[-1])
    (run,) = _run(training, experiment.epochs if epochs is None else epochs, report, keep)
    return run


def cross_validate(
    experiment: Experiment, folds: int = 5, epochs: int | None = None, **settings: Any
) -> CrossValidation:
    """Train an experiment once for each fold, from the same start, and return how good it is at each.

    A test set that data have of their own stays aside. Raises what ``train`` raises, and ValueError for fewer
    than 2 folds or more than there are samples.
    """
    for name, value in settings.items():
        experiment = edited(experiment, (name,), value)
    runs = [train(each, epochs) for each in folded(runnable(experiment, experiment.title), folds)]
    return CrossValidation(tuple(run.metrics["test"] for run in runs))


def train_members(
    members: Sequence[Experiment], epochs: int, report: Callable[[Training], bool] | None = None
) -> list[Run]:
    """Train experiments of one architecture together. Raises ValueError if they cannot be."""
    if not members:
        raise ValueError("a population needs at least one member")
    return _run(PopulationTraining(members), epochs, report)


def _run(
    training: Training, epochs: int, report: Callable[[Training], bool] | None, keep: int = 0
) -> list[Run]:
    if keep:
        training.remember(Timeline(keep))
    reason, lost = f"Reached epoch {grouped(epochs)}", {}
    try:
        while training.epochs < epochs:
            training.epoch()
            if report is not None and not report(training):
                reason = f"Stopped at epoch {grouped(training.epochs)}"
                break
        else:
            training.settle()
            reason = training.conclude(reason)
        training.settle()
    except Diverged as error:
        lost = {0: str(error)}
    except Ended as ended:
        reason = str(ended)
    if isinstance(training, PopulationTraining):
        lost = training.lost
    figures = training.all_figures()
    return [
        Run(
            experiment=member,
            network=_alone(training.network, member, i),
            history=tuple(training.histories[i].rows),
            figures=figures[i],
            reason=lost.get(i, reason),
            diverged=i in lost,
            snapshot=training.snapshot() if len(training.members) == 1 else None,
            stride=training.histories[i].stride,
            kept=training.timeline.snapshots if training.timeline else (),
        )
        for i, member in enumerate(training.members)
    ]


def _alone(network: Network, experiment: Experiment, member: int) -> Network:
    """Return one network of a population as a network of its own."""
    alone = experiment.network()
    alone.parameters[0], alone.state[0] = network.parameters[member], network.state[member]
    return alone
