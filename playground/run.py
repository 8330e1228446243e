"""A training that has ended: what came of it, and every file that can be written of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from playground.data.outline import Outline
from playground.data.targets.metrics import Metrics
from playground.engine.network import Network
from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.export import event_file, histories, outgoing, runs, trained_files
from playground.export.films import formats as films
from playground.export.films.run_film import save_run_film
from playground.export.films.shown_film import BadFilm
from playground.export.new_tables import NewColumns
from playground.export.outlines import outlined
from playground.export.pictures import files as pictures
from playground.export.report import writing as reports
from playground.export.run_record import RunRecord, check_data
from playground.export.runs import SavedRun
from playground.export.weights import TrainedNetwork
from playground.files.reading import Progress, unheard
from playground.inspection.diagnosis.findings import Finding
from playground.inspection.statistics_history import EpochStatistics
from playground.parts.counts import number
from playground.parts.percentages import percent
from playground.training.checkpoints import Snapshot
from playground.training.marks import Mark
from playground.training.metrics import measure


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
    outline: Outline | None = None
    """What its data were like, if they were in a file: it may be lost by now."""
    marks: tuple[Mark, ...] = ()
    """What had been changed on the way, where it goes on from another run."""
    layers: tuple[EpochStatistics, ...] = ()
    """The statistics of the layers that were kept of that run."""

    def __repr__(self) -> str:
        return f"<Run of {self.experiment.title}, {self.summary}>"

    @property
    def summary(self) -> str:
        """Why the run ended, and its last losses and accuracies, in one line."""
        parts = []
        for name, value in self.figures._asdict().items():
            if value is not None and name not in ("epoch", "step"):
                shown = percent(value) if name.endswith("accuracy") else number(value, 4)
                parts.append(f"{name.replace('_', ' ')} {shown}")
        of = f" ({self.experiment.loss_of})" if self.experiment.loss_of else ""
        return f"{self.reason}: {', '.join(parts)}{of}"

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
        """Confusion, precision, recall and F1 of classes, or R2 and errors of values, by samples' name.

        Raises ValueError where the data's file is lost by now.
        """
        check_data(self.experiment)
        return measure(self.network, self.experiment)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What may be wrong with the run, each in a sentence with remedies; nothing for a population's."""
        return () if self.snapshot is None else self.record.findings

    @property
    def trained(self) -> TrainedNetwork:
        """The network with its experiment and last figures, as it goes into a file."""
        return TrainedNetwork(self._known, self.network, self.figures, self.outline)

    @property
    def _known(self) -> Experiment:
        """The experiment with what is known of its data, if their file is lost by now."""
        return outlined(self.experiment, self.outline)

    @property
    def record(self) -> RunRecord:
        """The run as it is told in pictures and reports."""
        return RunRecord(
            self._known,
            self.network,
            self.history,
            self.figures,
            self.reason,
            self.diverged,
            self.snapshot,
            self.marks,
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
        states = (*before, self.snapshot)
        return SavedRun(self._known, self.history, self.stride, states, self.marks, self.layers)

    def to_torch(self) -> Any:
        """Return the network as an ``nn.Sequential``. Raises ImportError where PyTorch is not installed."""
        return self.trained.to_torch()

    def to_keras(self) -> Any:
        """Return the network as a ``keras.Sequential``. Raises ImportError where Keras is not installed."""
        return self.trained.to_keras()

    def save(self, path: str | os.PathLike[str], same_batches: bool = True) -> None:
        """Write weights, to .npz, .onnx and others, or code, to .numpy.py; code that trains, .train.numpy.py,
        goes by the batches of the run, or by others. To .run goes all that is kept, to be gone on with.
        Raises ValueError, OSError.
        """
        if trained_files.is_run(path):
            runs.save(self.saved, path)
            return
        outgoing.save(self.trained, path, same_batches=same_batches)

    def save_plot(self, path: str | os.PathLike[str]) -> None:
        """Draw what a file's name names, such as loss or confusion, to a .png, .svg or .pdf file; a name that
        names nothing means the boundary, where there is one, and the loss. Raises ValueError, OSError.
        """
        pictures.save(self.record, path)

    def write_report(self, path: str | os.PathLike[str], progress: Progress = unheard) -> None:
        """Write all of the run to one .html file, which needs nothing else.

        Raises ValueError, OSError, and Cancelled where ``progress`` answers that it is not wanted any more.
        """
        reports.save(self.record, path, progress)

    def write_events(self, folder: str | os.PathLike[str], progress: Progress = unheard) -> None:
        """Write the run into a folder that TensorBoard shows. Raises ValueError, OSError, Cancelled."""
        event_file.save(self.saved, folder, progress)

    def save_film(
        self,
        path: str | os.PathLike[str],
        first: int = 0,
        last: int | None = None,
        progress: Progress = unheard,
    ) -> None:
        """Film the run to a .gif, .mp4 or .zip file, as ``save_plot`` draws it at every state that was kept
        from the ``first`` epoch to the ``last``, which is that of the run's end if None.

        Raises ValueError for another ending or where there is no ffmpeg for MP4, BadFilm, OSError, Cancelled.
        """
        if not self.kept:
            raise BadFilm("only the end of this run is kept: train it with keep=60 to film it")
        save_run_film(self.saved, films.check(path), first, last, progress)

    def save_history(self, path: str | os.PathLike[str]) -> None:
        """Write the history to a .csv or .jsonl file, a line for each row. Raises ValueError, OSError."""
        histories.save(self.experiment, self.history, path)
