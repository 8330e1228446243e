"""Training in the terminal: a bar or JSON lines, and files at the end, also after Ctrl-C."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from tqdm import tqdm

from playground import library
from playground.cli.metric_lines import sentence, value_lines
from playground.cli.wanted_files import WantedFiles
from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.export.films.film_snapshots import FilmSnapshots
from playground.export.films.run_film import PICTURES
from playground.export.runs import SavedRun
from playground.files import strict_json
from playground.files.reasons import reason
from playground.files.streams import Note, note, say
from playground.inspection.diagnosis.findings import Finding
from playground.interrupts import INTERRUPTED
from playground.parts.percentages import percent
from playground.parts.text import name_of
from playground.training import population
from playground.training.training import Training

OK, FAILED, BAD_INPUT = 0, 1, 2
REPORTS = 100  # at most so many in a run
CHECKPOINTS = 50
"""States on the way whose histograms TensorBoard is given, at most."""


class Voice(Enum):
    """How a training speaks: a bar for people, lines of JSON for programs, or not at all."""

    BAR = "bar"
    JSON = "json"
    QUIET = "quiet"


def train(experiment: Experiment, wanted: WantedFiles, voice: Voice, start: SavedRun | None = None) -> int:
    """Train, from a saved run if there is one, write what is wanted, and return the exit code."""
    left = experiment.epochs - (start.snapshots[-1].epochs if start else 0)
    every, unsaid = max(1, experiment.epochs // REPORTS), dict[str, str]()

    def speak(*lines: str) -> None:
        try:
            say(*lines)
        except OSError as error:  # the files are owed all the same
            unsaid[error.filename] = reason(error)

    with interruptions() as interrupted, progress_bar(left, voice) as bar:

        def report(training: Training) -> bool:
            bar.update()
            if training.epochs % every == 0:
                if voice is Voice.JSON:
                    speak(json_line(training.figures()._asdict()))
                elif voice is Voice.BAR:
                    bar.set_postfix_str(f"train loss {training.figures().train_loss:.4g}", refresh=False)
            film_snapshots.collect(training)
            return not interrupted()

        film_snapshots = FilmSnapshots(*(wanted.filmed or (0, -1)))
        keep = max(CHECKPOINTS * wanted.keeps_states, PICTURES * bool(wanted.films and not wanted.filmed))
        run = (
            library.go_on(start, report=report, keep=keep)
            if start
            else library.train(experiment, report=report, keep=keep)
        )
        run = replace(run, kept=film_snapshots.merged(run.kept))
        before, told = interrupted(), -1

        def go_on(share: float) -> bool:
            nonlocal told
            if round(100 * share) not in (0, told):
                told = round(100 * share)
                bar.set_description_str(f"writing {told}%")
            return interrupted() == before

        files = wanted.write(run, go_on)
        bar.set_description_str("", refresh=False)
    if voice is Voice.JSON:
        speak(json_line(_outcome(run)))
    elif voice is Voice.BAR:
        done = (f"{how} {path}" for path, how in files.written.items())
        speak(run.summary, *_errors(run), *done)
        _note_findings(run)
    failed = files.failed | unsaid
    for path, trouble in failed.items():
        note(f"{name_of(path)}: {trouble}")
    if files.left:
        note(f"interrupted: {', '.join(name_of(path) for path in files.left)} not written")
    return FAILED if failed else INTERRUPTED if interrupted() else FAILED if run.diverged else OK


def _outcome(run: library.Run) -> dict[str, Any]:
    """Return the last line of JSON about a run."""
    metrics = {name: asdict(found) for name, found in run.metrics.items()}
    outcome = {"reason": run.reason, "diverged": run.diverged, "metrics": metrics}
    if run.experiment.loss_of:
        outcome["loss_of"] = run.experiment.loss_of
    outcome["findings"] = [_finding(each) for each in run.findings]
    return run.figures._asdict() | outcome


def _note_findings(run: library.Run) -> None:
    """Print what was left out of the data, and the findings with their remedies, as notes."""
    if left_out := run.experiment.data.left_out():
        note(left_out)
    for finding in run.findings:
        note(f"{finding.title}: {finding.text}", *(f"  {remedy.label}" for remedy in finding.remedies))


def train_population(members: Sequence[Experiment], voice: Voice) -> int:
    """Train experiments together, print the result of each, and return the exit code."""
    first = members[0]
    with interruptions() as interrupted, progress_bar(first.epochs, voice) as bar:

        def report(training: Training) -> bool:
            bar.update()
            return not interrupted()

        runs = library.train_members(members, first.epochs, report)
    labels = population.labels(members)
    share = sum(run.succeeded for run in runs) / len(runs)
    if voice is Voice.JSON:
        for label, run in zip(labels, runs, strict=True):
            outcome = {"member": label, "reason": run.reason, "succeeded": run.succeeded}
            say(json_line(outcome | run.figures._asdict()))
        say(json_line({"members": len(runs), "succeeded": share}))
    elif voice is Voice.BAR:
        width = max(len("member"), *map(len, labels))
        say(f"{'member':<{width}}  {'train loss':>11}  {'test loss':>11}  {'accuracy':>8}  end")
        for label, run in zip(labels, runs, strict=True):
            say(f"{label:<{width}}  {_cells(run.figures)}  {run.reason}")
        of = f"; losses are {experiment.loss_of}" if (experiment := members[0]).loss_of else ""
        say(f"{percent(share)} of {len(runs)} succeeded{of}")
    return INTERRUPTED if interrupted() else FAILED if all(run.diverged for run in runs) else OK


def _cells(figures: Figures) -> str:
    accuracy = figures.train_accuracy if figures.test_accuracy is None else figures.test_accuracy
    cells = ["" if value is None else f"{value:.4g}" for value in (figures.train_loss, figures.test_loss)]
    return f"{cells[0]:>11}  {cells[1]:>11}  {'' if accuracy is None else percent(accuracy):>8}"


def leave(experiment: Experiment, folder: Path) -> int:
    """Train and leave pictures, weights and history in a folder. Returns the exit code. Raises OSError."""
    folder.mkdir(exist_ok=True)
    wanted = WantedFiles(
        weights=[str(folder / "weights.npz")],
        plots=[str(folder / "boundary.png"), str(folder / "loss.png")],
        histories=[str(folder / "history.csv")],
    )
    code = train(experiment, wanted, Voice.BAR)
    say(f"Everything is in {folder.resolve()}")
    return code


@contextmanager
def interruptions() -> Iterator[Callable[[], int]]:
    """Give a function that says how often Ctrl-C was pressed; it no longer kills the program."""
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield lambda: len(pressed)
    finally:
        signal.signal(signal.SIGINT, before)


def progress_bar(total: int, voice: Voice, unit: str = " epochs") -> Any:
    return tqdm(
        total=total,
        unit=unit,
        disable=voice is not Voice.BAR,
        dynamic_ncols=True,
        mininterval=0.2,
        file=Note(),
    )


def json_line(row: dict[str, Any]) -> str:
    """Return a row as a line of JSON."""
    return json.dumps(strict_json.finite(row))


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "text": finding.text,
        "remedies": [
            {"label": remedy.label, "values": {path: _plain(value) for path, value in remedy.values}}
            for remedy in finding.remedies
        ],
    }


def _plain(value: Any) -> Any:
    """Return a setting's value as a preset file has it."""
    return TypeAdapter(Any).dump_python(value, mode="json")


def _errors(run: library.Run) -> Iterator[str]:
    """Yield the errors of values in their own units, where the network sees others."""
    if run.experiment.targets.scaled and not run.diverged:
        name = "train" if run.figures.test_loss is None else "test"
        found = run.metrics[name]
        yield f"{name}: {sentence(found)}"
        yield from value_lines(found)
