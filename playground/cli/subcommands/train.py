"""playground train: in the terminal, one network or a population."""

from __future__ import annotations

import argparse
from functools import partial

from playground.cli import fold_report, terminal
from playground.cli.choices import choices
from playground.cli.subcommands.experiment_arguments import (
    assignments,
    declare_experiment,
    experiment_of,
    name_of_source,
    read_run,
    table_of,
    with_settings,
)
from playground.cli.subcommands.shared_arguments import declare_other_batches
from playground.cli.subcommands.words import epochs, whole
from playground.cli.wanted_files import WantedFiles
from playground.data.tables.importing import as_read
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.export import histories, outgoing, runs, trained_files
from playground.export.films import formats as films
from playground.export.pictures import DRAWINGS
from playground.export.report import writing as reports
from playground.files.streams import say
from playground.parts.counts import grouped
from playground.training import population


def declare(command: argparse.ArgumentParser) -> None:
    """Declare its arguments."""
    declare_experiment(command, "what to train", "number of epochs; 0 keeps the initial weights", None)
    repeatable = partial(command.add_argument, action="append", default=[])
    repeatable(
        "--export",
        metavar="FILE",
        help=f"the whole run, {runs.SUFFIX}; or weights or code: {', '.join(outgoing.TITLES)}",
    )
    declare_other_batches(command)
    repeatable(
        "--population",
        metavar="PATH=VALUES",
        help="train many at once: seed=0..63, optimizer.learning_rate=0.01,0.1; several are combined",
    )
    command.add_argument(
        "--resume",
        metavar="FILE",
        help=f"go on with a run or weights ({', '.join(trained_files.ENDINGS)}) until --epochs; "
        "--data says where its data are",
    )
    command.add_argument(
        "--folds", type=whole, metavar="K", help="train K times, each time tested on another share"
    )
    repeatable(
        "--history",
        metavar="FILE",
        help=f"losses and accuracies by epoch: {', '.join(histories.FORMATS)}",
    )
    repeatable("--report", metavar=f"FILE{reports.ENDING}", help="all of the run on one page")
    command.add_argument("--tensorboard", metavar="DIR", help="an event file for TensorBoard, in a folder")
    command.add_argument("--save-data", metavar="FILE.npz", help="the samples as the network sees them")
    command.add_argument("--save-preset", metavar="FILE.json", help="the experiment, to be trained again")
    repeatable(
        "--plot",
        metavar="FILE.png",
        help=f"pictures of what its name contains: {', '.join(each.name for each in DRAWINGS)}; "
        "else boundary and loss",
    )
    repeatable(
        "--film",
        metavar="FILE.gif",
        help=f"a film of the run, of what its name contains as with --plot: {', '.join(films.FORMATS)}",
    )
    command.add_argument(
        "--film-epochs",
        type=epochs,
        metavar="FIRST..LAST",
        help="which epochs the films show; by default all of them",
    )
    voices = command.add_mutually_exclusive_group()
    for word, voice, help in (
        ("--json", terminal.Voice.JSON, "report as JSON, one object a line"),
        ("--quiet", terminal.Voice.QUIET, "print nothing but errors"),
    ):
        voices.add_argument(word, dest="voice", action="store_const", const=voice, help=help)
    command.set_defaults(voice=terminal.Voice.BAR)


def run(chosen: argparse.Namespace) -> int:
    """Train, and write what was asked for."""
    name = name_of_source(chosen)
    wanted = WantedFiles(
        weights=chosen.export,
        plots=chosen.plot,
        histories=chosen.history,
        reports=chosen.report,
        films=chosen.film,
        filmed=chosen.film_epochs,
        samples=chosen.save_data,
        preset=chosen.save_preset,
        events=chosen.tensorboard,
        same_batches=chosen.same_batches,
    )
    if chosen.resume is not None:
        return _go_on(chosen, wanted)
    if chosen.preset is not None and trained_files.holds_training(chosen.preset):
        raise presets.BadPreset(
            name, ["is trained already; go on with --resume, or begin afresh with a preset"]
        )
    experiment = experiment_of(chosen, wanted.misplaced())
    if chosen.population:
        if wanted.paths():
            raise presets.BadPreset(name, ["--population: prints a table and writes no files"])
        if chosen.folds is not None:
            raise presets.BadPreset(name, ["--folds: are of one network, and do not go with --population"])
        return _train_population(experiment, chosen)
    experiment = presets.runnable(experiment, name)
    _refuse_films(chosen, experiment, 0, name)
    if chosen.save_preset is not None:  # what was guessed of a table is put down, to stay as it is
        experiment = experiment.changed(data=as_read(experiment.data))
    if chosen.folds is not None:
        if wanted.paths():
            raise presets.BadPreset(name, ["--folds: prints scores and writes no files"])
        told = fold_report.choices_of(experiment, chosen.folds, name) if table_of(chosen) else []
        _say_choices(told, chosen.voice)
        return fold_report.report(experiment, chosen.folds, name, chosen.voice)
    _say_choices([*choices(experiment)] if table_of(chosen) else [], chosen.voice)
    return terminal.train(experiment, wanted, chosen.voice)


def _say_choices(lines: list[str], voice: terminal.Voice) -> None:
    """Print what was chosen of a table and of all that was not said."""
    if lines and voice is terminal.Voice.BAR:
        say(*lines)
    elif lines and voice is terminal.Voice.JSON:
        say(terminal.json_line({"choices": lines}))


def _go_on(chosen: argparse.Namespace, wanted: WantedFiles) -> int:
    """Train on from a file; a preset beside it is the experiment of weights that do not contain it."""
    name, lines = name_of_source(chosen), wanted.misplaced()
    lines += ["--population: begins afresh, and does not go with --resume"] if chosen.population else []
    lines += ["--folds: begin afresh, and do not go with --resume"] if chosen.folds is not None else []
    table = table_of(chosen)
    otherwise = presets.load(chosen.preset) if chosen.preset not in (None, table) else None
    saved = read_run(chosen.resume, table, otherwise)
    saved, reached = with_settings(chosen, lines, saved), saved.snapshots[-1].epochs
    if saved.experiment.epochs <= reached:
        text = f"epochs: the run has reached epoch {grouped(reached)} already; name a later one with --epochs"
        raise presets.BadPreset(chosen.resume, [text])
    _refuse_films(chosen, saved.experiment, saved.snapshots[0].epochs, name)
    return terminal.train(saved.experiment, wanted, chosen.voice, saved)


def _refuse_films(chosen: argparse.Namespace, experiment: Experiment, start: int, name: str) -> None:
    """Refuse films of epochs that the run will not pass on its way from an epoch. Raises BadPreset."""
    if chosen.film_epochs is None:
        return
    first, last = chosen.film_epochs
    if not chosen.film:
        raise presets.BadPreset(name, ["--film-epochs: there is no --film"])
    if last < start or first > experiment.epochs:
        text = f"--film-epochs: the run goes from epoch {grouped(start)} to {grouped(experiment.epochs)}"
        raise presets.BadPreset(name, [text])


def _train_population(experiment: Experiment, chosen: argparse.Namespace) -> int:
    try:
        found = population.members(experiment, chosen.population, assignments(chosen))
        found = [presets.runnable(member, name_of_source(chosen)) for member in found]
        population.together(found)
    except presets.BadPreset:
        raise
    except ValueError as error:
        raise presets.BadPreset(name_of_source(chosen), [str(error)]) from error
    return terminal.train_population(found, chosen.voice)
