"""Preset files: experiments as JSON, read with suspicion and written whole or not at all."""

from __future__ import annotations

import codecs
import difflib
import json
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from playground.data.data_set import DataSet
from playground.data.file_set import FileSet
from playground.data.tables.files import ENDINGS, read_file
from playground.data.tables.table import BadTable
from playground.experiment.experiment import Experiment
from playground.experiment.problems import blocking_problems, problems
from playground.experiment.upgrades import with_scaling_and_missing
from playground.files import strict_json
from playground.files.reading import listed, ordinary
from playground.files.reading import read as read_bytes
from playground.files.reasons import Unreadable
from playground.files.shipped import folder as folder
from playground.files.writing import write
from playground.parts.errors import faults
from playground.parts.text import name_of, shown

FORMAT = 2
LARGEST = 10_000_000  # bytes; the largest network with its numbers written out stays below
MOST = 20
"""The message has at most so many faults."""
FEW = 5
"""So many presets are named where one is meant that does not exist."""
UNKNOWN = "this program opens no such files; presets are JSON, and end with .json"
TABLE = "is a table, not a preset: playground train {0} learns from it"
UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: with_scaling_and_missing}
"""From each older format to the next: functions on plain dictionaries."""


class BadPreset(ValueError):
    """A preset that cannot be used; ``lines`` has one sentence for every fault."""

    def __init__(self, name: str, lines: list[str]) -> None:
        left = [f"and {len(lines) - MOST} more"] if len(lines) > MOST else []
        short = name_of(name)
        super().__init__("\n".join(f"{short}: {line}" for line in [*lines[:MOST], *left]))
        self.name, self.lines = name, lines


class LostData(BadPreset):
    """A sound experiment whose data are not where they should be: at ``path``, if in a file or folder."""

    def __init__(self, name: str, lines: list[str], path: str = "", in_folder: bool = False) -> None:
        super().__init__(name, lines)
        self.path, self.in_folder = path, in_folder


def shipped() -> dict[str, Path]:
    """Return the shipped presets by name."""
    return {path.stem: path for path in listed(folder("presets"), ".json")}


def load(name: str | os.PathLike[str]) -> Experiment:
    """Return the experiment of a shipped preset or a file. Raises BadPreset with a line for every fault."""
    path = folder("presets") / f"{name}.json"
    if Path(name).name == str(name) and ordinary(path):
        return _shipped(path, path.stat().st_mtime_ns)
    if not os.path.exists(name) and not str(name).endswith(".json"):
        raise BadPreset(str(name), [f"no preset or file has this name{_suggestion(str(name))}"])
    return read(Path(name))


def _suggestion(name: str) -> str:
    """Return the end of a line about a name that no preset has: those like it, or a few of all."""
    known = list(shipped())
    like = difflib.get_close_matches(name[:100].lower(), known, FEW, 0.6)
    if not like:
        return f"; presets: {', '.join(known[:FEW])} ... (playground presets lists all {len(known)})"
    others = f" Others like it: {', '.join(like[1:])}" if like[1:] else ""
    return f'; did you mean "{like[0]}"?{others}'


# The window reads all of them whenever it opens. A value cannot change, and a file that does is read again.
@lru_cache(maxsize=256)
def _shipped(path: Path, changed: int) -> Experiment:
    return read(path)


def read(path: Path) -> Experiment:
    """Return the experiment in a file. Raises BadPreset."""
    experiment = build(content(path), str(path))
    return read_beside(experiment, path)


def read_beside(experiment: Experiment, path: str | os.PathLike[str]) -> Experiment:
    """Return the experiment as a file means it: its data's files begin in that file's folder."""
    return _with_data(experiment, experiment.data.read_beside(Path(path).absolute().parent))


def with_file(experiment: Experiment, path: str | os.PathLike[str], name: str) -> Experiment:
    """Return the experiment with its data in a file; ``name`` is what it is called. Raises LostData."""
    if not isinstance(experiment.data, FileSet):
        raise LostData(name, [f"its data are no file: {name_of(path)} is not what it goes on with"])
    return _with_data(experiment, experiment.data.changed(path=os.path.abspath(path), outline=""))


def with_its_file(experiment: Experiment, name: str) -> Experiment:
    """Return the experiment, if the file is there that its data are in, as it was. Raises LostData."""
    data = experiment.data
    if isinstance(data, FileSet) and data.lost:
        where = f"its data are in {name_of(data.path)}, which {data.lost}"
        raise LostData(name, [where], data.path, data.in_folder)
    return experiment


def outlined(experiment: Experiment, outline: str) -> Experiment:
    """Return the experiment with what a file of a run or weights says of its data, if theirs is not here."""
    data = experiment.data
    return _with_data(experiment, data.known_as(outline)) if isinstance(data, FileSet) else experiment


def seen_without_data(experiment: Experiment) -> bool:
    """Return whether an experiment's data are not here, and what is known of them suffices for a network."""
    return experiment.data.absent and not blocking_problems(experiment)


def written_beside(experiment: Experiment, path: str | os.PathLike[str]) -> Experiment:
    """Return the experiment as a file should say it."""
    return _with_data(experiment, experiment.data.written_beside(Path(path).absolute().parent))


def without_folders(experiment: Experiment) -> Experiment:
    """Return the experiment as a stranger may see it: folders have the names of persons in them."""
    return _with_data(experiment, experiment.data.without_folders())


def _with_data(experiment: Experiment, data: DataSet) -> Experiment:
    return experiment if data == experiment.data else experiment.changed(data=data)


def content(path: Path) -> dict[str, Any]:
    """Return the plain content of a preset file in today's format. Raises BadPreset."""
    name = str(path)
    try:
        data = read_bytes(path, LARGEST)
    except Unreadable as error:
        raise BadPreset(name, [str(error)]) from error
    try:
        return parse(data, name)
    except BadPreset as error:
        if _is_table(path):
            raise BadPreset(name, [TABLE.format(name_of(path))]) from error
        if path.suffix.lower() != ".json" and not data.lstrip().startswith(b"{"):
            raise BadPreset(name, [UNKNOWN]) from error
        raise


def _is_table(path: Path) -> bool:
    if path.suffix.lower() not in ENDINGS:
        return False
    try:
        table, _ = read_file(path)
    except BadTable:
        return False
    return len(table.columns) > 1  # or it is a text of any sort


def parse(data: bytes, name: str) -> dict[str, Any]:
    """Return the plain content of a preset's bytes in today's format. Raises BadPreset."""
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise BadPreset(name, ["is empty"])
    try:
        found = strict_json.parse(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BadPreset(name, [f"not JSON: {error.msg.lower().removesuffix(' at')} at {where}"]) from error
    except UnicodeDecodeError as error:
        raise BadPreset(name, ["not a preset: not a text file in UTF-8"]) from error
    except RecursionError as error:
        raise BadPreset(name, ["nested too deeply"]) from error
    except strict_json.StrictJSONError as error:
        raise BadPreset(name, [str(error)]) from error
    return _upgraded(found, name)


def _upgraded(found: Any, name: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise BadPreset(name, ["not a preset: the file must hold one object {...}"])
    version = found.pop("format", None)
    if type(version) is not int or version < 1:
        raise BadPreset(name, [f'format: a preset says which it is, "format": {FORMAT}'])
    if version > FORMAT:
        raise BadPreset(
            name, [f"format: {shown(version)} is newer than {FORMAT}, which this version reads; update it"]
        )
    plain: dict[str, Any] = found
    while version < FORMAT:
        plain = UPGRADES[version](plain)
        version += 1
    return plain


def build(plain: dict[str, Any], name: str) -> Experiment:
    """Return the experiment that plain content describes. Raises BadPreset."""
    try:
        return Experiment.model_validate(plain)
    except ValidationError as error:
        raise BadPreset(name, faults(error, Experiment)) from error


def runnable(experiment: Experiment, name: str) -> Experiment:
    """Return the experiment if its parts fit each other. Raises BadPreset."""
    found = problems(experiment)
    if found:
        raise BadPreset(name, [str(problem) for problem in found])
    return experiment


def buildable(experiment: Experiment, name: str) -> Experiment:
    """Return the experiment if there is a network of it, with its data or without. Raises BadPreset."""
    if found := blocking_problems(experiment):
        raise BadPreset(name, [str(problem) for problem in found])
    return experiment


def text(experiment: Experiment) -> str:
    """Return the experiment as the text of a preset file: the same value, the same bytes.

    Its format is the oldest that can say it, so that older versions of the program can read it.
    """
    plain = {"format": experiment.data.format, **experiment.model_dump(mode="json")}
    return json.dumps(plain, indent=2, ensure_ascii=False) + "\n"


def save(experiment: Experiment, path: str | os.PathLike[str]) -> None:
    """Write the experiment to a file. Raises OSError; an old file stays until the new one is whole."""
    write(path, text(written_beside(experiment, path)).encode())


def schema() -> dict[str, Any]:
    """Return the JSON schema of preset files."""
    found: dict[str, Any] = Experiment.model_json_schema()
    found["properties"] = {"format": {"enum": list(range(1, FORMAT + 1))}, **found["properties"]}
    found["required"] = ["format"]
    return found
