"""Settings by one word each, as the command line and Python have them: ``test`` for ``split.test``."""

from __future__ import annotations

import json
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from playground.data.samples import Split
from playground.data.tables.table_set import TableSet
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.optimizers.adam import Adam
from playground.experiment.edits import Steps
from playground.experiment.experiment import Experiment
from playground.experiment.setup import Setup
from playground.parts.errors import path
from playground.parts.part import Part, family
from playground.parts.setting import Setting, settings
from playground.parts.text import meant, shown

LAYERS, ACTIVATION = "layers", "activation"
NO_LAYERS = "none"
SOURCE = ("path", "checksum", "text", "outline", "seed")
"""What says which table it is, and not how it is read."""
LONG = ("uses",)
"""What cannot be said in a word or a list of words."""


@dataclass(frozen=True)
class Option:
    """A setting that has a word of its own, and where it stands in an experiment."""

    path: Steps
    setting: Setting

    @property
    def is_part(self) -> bool:
        """Whether it takes the name of a part."""
        return isinstance(self.setting.type, type) and issubclass(self.setting.type, Part)


def _plain(kind: Any) -> bool:
    """Whether values of a type can be said in a word."""
    if typing.get_origin(kind) is typing.Literal:
        return True
    return kind in (int, float, bool) or (isinstance(kind, type) and issubclass(kind, Part))


def experiment_options() -> dict[str, Option]:
    """Return the options of any experiment, by their words: parts first, in the order of the settings."""
    found = {each.name: Option((each.name,), each) for each in settings(Setup) if _plain(each.type)}
    del found["data"]
    rate = next(each for each in settings(Adam) if each.name == "learning_rate")
    found["learning_rate"] = Option(("optimizer", "learning_rate"), rate)
    found |= {each.name: Option(("split", each.name), each) for each in settings(Split)}
    return dict(sorted(found.items(), key=lambda item: not item[1].is_part))


def table_options() -> dict[str, Option]:
    """Return the options of how a table is read and what of it is learned, by their words."""
    return {
        "inputs" if each.name == "columns" else each.name: Option(("data", each.name), each)
        for each in settings(TableSet)
        if each.name not in (*SOURCE, *LONG)
    }


def table_settings(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of a table that options give."""
    known = table_options()
    return {str(known[name].path[-1]): value for name, value in words.items() if name in known}


def assignments(words: Mapping[str, Any]) -> list[str]:
    """Return what options of an experiment say, as ``PATH=VALUE``."""
    known = experiment_options()
    return [
        f"{path(option.path)}={json.dumps(words[name])}" for name, option in known.items() if name in words
    ]


def table_assignments(words: Mapping[str, Any]) -> list[str]:
    """Return what options of a table say, as ``PATH=VALUE``."""
    return [f"data.{name}={json.dumps(value)}" for name, value in table_settings(words).items()]


def layers_of(words: Sequence[str | int], activation: str | None) -> list[dict[str, Any]]:
    """Return layers, as files have them, of widths and of names of layers. Raises ValueError."""
    if [*words] == [NO_LAYERS]:
        return []
    function = {} if activation is None else {ACTIVATION: activation}
    found = []
    for word in words:
        if str(word).strip().isdecimal():
            found.append({"kind": "dense", "units": int(word), **function})
            continue
        kind = str(word).strip()
        if kind not in family(Layer):
            text = f"{shown(kind)} is neither a number of units nor a layer{meant(kind, [*family(Layer)])}"
            raise ValueError(f"{LAYERS}: {text}")
        active = ACTIVATION in family(Layer)[kind].model_fields
        found.append({"kind": kind, **(function if active else {})})
    return found


def layer_assignments(
    experiment: Experiment, words: Sequence[str | int] | None, activation: str | None
) -> list[str]:
    """Return what is said of the hidden layers, as ``PATH=VALUE``. Raises ValueError."""
    if words is not None:
        before = experiment.layers[0] if experiment.layers else None
        usual = before.activation.kind if isinstance(before, Dense) else None
        return [f"{LAYERS}={json.dumps(layers_of(words, activation or usual))}"]
    if activation is None:
        return []
    return [
        f"{LAYERS}[{i}].{ACTIVATION}={json.dumps(activation)}"
        for i, layer in enumerate(experiment.layers)
        if hasattr(layer, ACTIVATION)
    ]
