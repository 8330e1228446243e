"""Folds in the terminal: how good a network is at each, and how far they lie apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import count

from playground import library
from playground.cli.choices import choices
from playground.cli.terminal import OK, Voice, json_line
from playground.data.targets.metrics import ClassMetrics, Metrics, ValueMetrics
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.experiment.folding import folded
from playground.files.streams import say
from playground.parts.counts import number
from playground.parts.percentages import percent
from playground.training.cross_validation import CrossValidation


def choices_of(experiment: Experiment, folds: int, name: str) -> list[str]:
    """Return what the first fold is, and how many there are. Raises BadPreset."""
    try:
        first = folded(experiment, folds)[0]
    except ValueError as error:
        raise presets.BadPreset(name, [f"--folds: {error}"]) from error
    return [*choices(first), f"Folds: {folds}, each tested on once after training on the others"]


def report(experiment: Experiment, folds: int, name: str, voice: Voice) -> int:
    """Train once for each fold, and print every score with their mean and deviation. Raises BadPreset.

    Scores come one by one, for folds may take long.
    """
    done = count(1)

    def tell(metrics: Metrics) -> None:
        i = next(done)
        if voice is Voice.JSON:
            say(json_line({"fold": i, **asdict(metrics)}))
        elif voice is Voice.BAR:
            title, shown = _scored(metrics)
            say(f"fold {i}: {title} {shown(metrics.score)}")

    try:
        found = library.cross_validate(experiment, folds, report=tell)
    except presets.BadPreset:
        raise
    except ValueError as error:
        raise presets.BadPreset(name, [f"--folds: {error}"]) from error
    if voice is Voice.JSON:
        say(json_line({"folds": folds, "mean": found.mean, "deviation": found.deviation}))
    elif voice is Voice.BAR:
        title, shown = _scored(found.metrics[0])
        spread = f"{shown(found.mean)} ± {shown(found.deviation)}"
        say(f"{title} of {folds} folds: {spread}, mean and standard deviation")
        if isinstance(found.metrics[0], ValueMetrics):
            say(*_errors(found))
    return OK


def _scored(metrics: Metrics) -> tuple[str, Callable[[float], str]]:
    """Return what a score is called, and how it is written."""
    if isinstance(metrics, ClassMetrics):
        return "accuracy", percent
    return "R²", lambda score: number(score, 4)


def _errors(found: CrossValidation) -> Iterator[str]:
    """Yield mean and deviation of errors of values, for each of several by itself."""
    first = found.metrics[0]
    assert isinstance(first, ValueMetrics)
    for target in first.each or [""]:
        for each, words in (("mae", "mean error"), ("rmse", "root mean square error")):
            mean, deviation = found.mean_of(each, target)
            named = f"{target}: {words}" if target else words
            yield f"{named}: {number(mean, 4)} ± {number(deviation, 4)}"
