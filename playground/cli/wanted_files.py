"""The files that a training in the terminal leaves: checked before it begins, written when it has ended."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playground import library
from playground.experiment import presets
from playground.export import event_file, histories, outgoing, tables, trained_files
from playground.export.films import formats as films
from playground.export.films.shown_film import BadFilm
from playground.export.pictures import files as pictures
from playground.export.report import writing as reports
from playground.files.reading import Cancelled, Progress, unheard
from playground.files.reasons import reason
from playground.files.writing import refusal
from playground.parts.text import name_of


@dataclass(frozen=True)
class Outcome:
    """What became of the files that were wanted."""

    written: dict[str, str] = field(default_factory=dict)
    """What was done, by path: wrote, or replaced."""
    failed: dict[str, str] = field(default_factory=dict)
    """Why there is no file, by path."""
    left: list[str] = field(default_factory=list)
    """The paths of those that were not waited for."""


@dataclass(frozen=True)
class WantedFiles:
    """The files to write when the training has ended."""

    weights: list[str] = field(default_factory=list)
    """Weights, code, and whole runs."""
    plots: list[str] = field(default_factory=list)
    histories: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    films: list[str] = field(default_factory=list)
    filmed: tuple[int, int] | None = None
    """The first and the last epoch of the films; None for the whole run."""
    samples: str | None = None
    preset: str | None = None
    events: str | None = None
    """The folder for TensorBoard."""
    same_batches: bool = True
    """Whether code that trains goes by the batches of the run."""

    @property
    def keeps_states(self) -> bool:
        """Whether states on the way go into a file, of a whole run or for TensorBoard."""
        return self.events is not None or any(map(trained_files.is_run, self.weights))

    def paths(self) -> list[str]:
        """Every file that is wanted."""
        single = [path for path in (self.samples, self.preset, self.events) if path is not None]
        return [*self.weights, *self.plots, *self.histories, *self.reports, *self.films, *single]

    def misplaced(self) -> list[str]:
        """Say before the training, not after it, what cannot be written."""
        checks = [_check_trained] * len(self.weights) + [pictures.check] * len(self.plots)
        checks += [histories.check] * len(self.histories) + [reports.check] * len(self.reports)
        checks += [films.check] * len(self.films)
        checks += [tables.check_samples] * (self.samples is not None)
        checks += [_check_preset] * (self.preset is not None)
        checks += [event_file.check] * (self.events is not None)
        return misplaced(list(zip(self.paths(), checks, strict=True)))

    def write(self, run: library.Run, progress: Progress = unheard) -> Outcome:
        """Write what can be written, what is quickly done first.

        ``progress`` is told how much of one file is done; it answers False when no more is to be written.
        """
        outcome, jobs = Outcome(), [*self._quick(run), *self._long(run, progress)]
        for place, (path, job) in enumerate(jobs):
            done = "replaced" if os.path.exists(path) else "wrote"
            try:
                if not progress(0.0):
                    raise Cancelled
                job(path)
                outcome.written[path] = done
            except Cancelled:
                outcome.left.extend(path for path, _ in jobs[place:])
                break
            except OSError as error:
                outcome.failed[path] = reason(error)
            except BadFilm as error:
                outcome.failed[path] = str(error)
        return outcome

    def _quick(self, run: library.Run) -> Iterator[tuple[str, Callable[[str], None]]]:
        yield from ((path, lambda path: run.save(path, self.same_batches)) for path in self.weights)
        yield from ((path, run.save_plot) for path in self.plots)
        yield from ((path, run.save_history) for path in self.histories)
        if self.samples is not None:
            yield self.samples, lambda path: tables.save_samples(run.experiment, path)
        if self.preset is not None:
            yield self.preset, lambda path: presets.save(run.experiment, path)

    def _long(self, run: library.Run, progress: Progress) -> Iterator[tuple[str, Callable[[str], None]]]:
        first, last = self.filmed or (0, None)
        yield from ((path, lambda path: run.write_report(path, progress)) for path in self.reports)
        yield from ((path, lambda path: run.save_film(path, first, last, progress)) for path in self.films)
        if self.events is not None:
            yield self.events, lambda path: run.write_events(path, progress)


def _check_trained(path: str | os.PathLike[str]) -> Path:
    """Return the path if a trained network or a run can be written there. Raises ValueError if not."""
    return Path(path) if trained_files.is_run(path) else outgoing.check(path)


def _check_preset(path: str | os.PathLike[str]) -> Path:
    """Return the path if a preset can be written there. Raises ValueError with the reason if not."""
    if Path(path).suffix.lower() != ".json":
        raise ValueError(f"{name_of(path)}: presets are written as .json")
    return Path(path)


def misplaced(wanted: Sequence[tuple[str, Callable[[str], Path]]]) -> list[str]:
    """Say what cannot be written of some paths, each with what checks its ending."""
    lines, seen = [], set()
    for name, check in wanted:
        try:
            path = check(name)
        except ValueError as error:
            lines.append(str(error))
            continue
        if path in seen:
            lines.append(f"{name_of(path)}: given twice")
        elif refused := refusal(path):
            lines.append(f"{name_of(path)}: {refused}")
        seen.add(path)
    return lines
