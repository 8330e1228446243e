"""What commands about an experiment share: a preset or a table, and what of it is set otherwise."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from playground.cli.named import is_table, named
from playground.cli.subcommands.words import list_of, reader_of, second_file, whole
from playground.experiment import edits, options, presets, tabled
from playground.experiment.experiment import Experiment
from playground.experiment.fitting import with_other_data
from playground.experiment.options import Option
from playground.experiment.problems import problems
from playground.export import trained_files
from playground.export.runs import SavedRun
from playground.files.streams import note
from playground.parts.text import name_of
from playground.training.training import Training

WORD = "word_"
"""What options of settings begin with among what was chosen, so that none is taken for another."""
CHANGED = "its data have changed since it was trained, and so has what its numbers mean"
NOTHING = "name a preset or a table, such as circle or --data flowers.csv"


def declare_experiment(command: argparse.ArgumentParser, preset: str, epochs: str, first: int | None) -> None:
    """Declare a preset and its settings, with what the preset and the number of epochs are for.

    ``first`` is how many epochs are meant where nothing is said; None for those of the preset.
    """
    command.add_argument("preset", metavar="PRESET|FILE", nargs="?", help=f"{preset}: a preset or a table")
    command.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="PATH=VALUE",
        help="replace a setting: layers[0].units=16",
    )
    known = options.experiment_options()
    network = command.add_argument_group("settings", "by names that playground parts lists")
    layers = "hidden layers: 64,32 or 64,dropout,32 or none"
    network.add_argument("--layers", dest=f"{WORD}layers", type=list_of, metavar="UNITS,...", help=layers)
    active = "activation of the hidden layers"
    network.add_argument("--activation", dest=f"{WORD}activation", metavar="NAME", help=active)
    _declare(network, {name: each for name, each in known.items() if name not in ("epochs", "seed")})
    word = f"{WORD}epochs"
    network.add_argument("--epochs", dest=word, type=whole, default=first, metavar="N", help=epochs)
    network.add_argument("--seed", dest=f"{WORD}seed", type=whole, metavar="S", help="another seed")
    table = command.add_argument_group("tables", "what is not given is chosen, and printed")
    table.add_argument("--data", metavar="FILE", help="the table to learn from: CSV, TSV or NPZ")
    second = "a second table, to test on"
    table.add_argument("--test-data", dest=f"{WORD}division", type=second_file, metavar="FILE", help=second)
    _declare(table, options.table_options())


def _declare(group: Any, known: dict[str, Option]) -> None:
    for name, option in known.items():
        given = {"dest": f"{WORD}{name}", "help": option.setting.help.replace("%", "%%")}
        flag = f"--{name.replace('_', '-')}"
        if option.setting.type is bool:
            group.add_argument(flag, action=argparse.BooleanOptionalAction, default=None, **given)
        else:
            group.add_argument(flag, type=reader_of(option), metavar=letter_of(option), **given)


def letter_of(option: Option) -> str:
    """Return what stands for the word of an option in help."""
    if option.setting.choices:
        return "|".join(option.setting.choices)
    letters = {int: "N", float: "X", str: "WORD"}
    return "NAME" if option.is_part else letters.get(option.setting.type, "A,B,...")


def name_of_source(chosen: argparse.Namespace) -> str:
    """Return what the experiment is called where something is wrong with it."""
    return str(chosen.preset or chosen.data or getattr(chosen, "resume", None) or "playground")


def experiment_of(
    chosen: argparse.Namespace, lines: list[str], begun: Experiment | None = None
) -> Experiment:
    """Return what is begun with, or else the preset or an experiment on the table, with what was set.

    Raises BadPreset for what could not be, and for further lines.
    """
    name, words = name_of_source(chosen), _words(chosen)
    experiment = begun or _begun(chosen, words)
    faults: list[str] = []
    try:
        layers = options.layer_assignments(experiment, words.get("layers"), words.get("activation"))
    except ValueError as error:
        layers, faults = [], [str(error)]
    experiment, wrong = edits.all_assigned(experiment, [*layers, *assignments(chosen)])
    if table_of(chosen) and not wrong and "loss" not in words and problems(experiment):
        experiment = tabled.with_fitting_loss(experiment)
    if faults or wrong or lines:
        raise presets.BadPreset(name, [*faults, *wrong, *lines])
    return experiment


def training_of(chosen: argparse.Namespace, lines: list[str]) -> tuple[Training, int]:
    """Return a training where it begins, or where the trained network that is named stands, and how many
    epochs are to be trained first.

    Raises BadPreset, BadRun, BadWeights.
    """
    if chosen.preset is None or not trained_files.holds_training(chosen.preset):
        experiment = presets.runnable(experiment_of(chosen, lines), name_of_source(chosen))
        return Training(experiment), experiment.epochs
    saved = read_run(chosen.preset, chosen.data)
    experiment = with_settings(chosen, lines, saved).experiment
    training = Training(experiment.changed(epochs=saved.experiment.epochs))
    training.restore(saved.snapshots[-1])
    return training, experiment.epochs


def read_run(path: str, data: str | None, otherwise: Experiment | None = None) -> SavedRun:
    """Return a run to go on with, of which ``data`` says where its data are if they are somewhere else.

    Where they are no longer what it was trained on, that is said. Raises BadPreset, BadRun, BadWeights.
    """
    saved = trained_files.read(path, otherwise, data=data)
    if saved.data_changed:
        note(f"{name_of(path)}: {CHANGED}")
    return saved


def with_settings(chosen: argparse.Namespace, lines: list[str], saved: SavedRun) -> SavedRun:
    """Return a run with what was set. Raises BadPreset where that cannot be, or makes another network."""
    name = name_of_source(chosen)
    experiment = presets.runnable(experiment_of(chosen, lines, saved.experiment), name)
    if experiment.network().architecture != saved.experiment.network().architecture:
        raise presets.BadPreset(name, ["what was set makes another network than this one"])
    return replace(saved, experiment=experiment)


def table_of(chosen: argparse.Namespace) -> str | None:
    """Return the path of the table to learn from, if there is one beside a preset or in its place."""
    if chosen.data is not None:
        return str(chosen.data)
    return chosen.preset if chosen.preset is not None and is_table(chosen.preset) else None


def _begun(chosen: argparse.Namespace, words: dict[str, Any]) -> Experiment:
    """Return what is there before anything is set. Raises BadPreset."""
    table = table_of(chosen)
    if table is None:
        if chosen.preset is None:
            raise presets.BadPreset("playground", [NOTHING])
        return named(chosen.preset)
    try:
        found = tabled.from_file(table, words)
    except presets.BadPreset as error:
        raise presets.BadPreset(table, [_as_option(line) for line in error.lines]) from error
    if chosen.preset in (None, table):
        return found
    if is_table(chosen.preset):
        raise presets.BadPreset(chosen.preset, ["is a table, and --data names another one"])
    return with_other_data(presets.load(chosen.preset), found.data)


def _as_option(line: str) -> str:
    """Return a line about a setting of a table as one about its option."""
    where, colon, text = line.partition(": ")
    for name, option in options.table_options().items():
        if colon and where == option.path[-1]:
            return f"--{name.replace('_', '-')}: {text}"
    return line


def _words(chosen: argparse.Namespace) -> dict[str, Any]:
    """Return the options that were given, by their words."""
    given = {name.removeprefix(WORD): value for name, value in vars(chosen).items() if name.startswith(WORD)}
    return {name: value for name, value in given.items() if value is not None}


def assignments(chosen: argparse.Namespace) -> list[str]:
    """Return what was set, as ``PATH=VALUE``: parts first, whose settings may follow."""
    words, known = _words(chosen), options.experiment_options()
    parts = {name: value for name, value in words.items() if name in known and known[name].is_part}
    others = {name: value for name, value in words.items() if name not in parts}
    read = table_of(chosen) and getattr(chosen, "resume", None) is None  # as these say
    data = [] if read else options.table_assignments(words)
    return [*data, *options.assignments(parts), *chosen.set, *options.assignments(others)]
