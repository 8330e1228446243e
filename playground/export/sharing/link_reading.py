"""An experiment from a link of TensorFlow Playground, and what of the link could not be carried over."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar
from urllib.parse import parse_qsl

from pydantic import ValidationError

from playground.data.data_set import LAST_SEED
from playground.data.samples import Split
from playground.engine.initializers import Uniform, Zeros
from playground.engine.layers.dense import Dense
from playground.engine.optimizers.sgd import SGD
from playground.engine.outputs import IdentityOutput, TanhOutput
from playground.engine.regularizers.base import NoRegularizer
from playground.experiment.experiment import Experiment
from playground.experiment.presets import BadPreset
from playground.export.sharing.link_words import (
    ACTIVATIONS,
    CLASSES,
    FEATURES,
    HOST,
    REGULARIZERS,
    STARTING,
    VALUES,
)
from playground.parts.errors import faults
from playground.parts.text import shown

SHOWN = ("showTestData", "discretize")
"""What says how it is shown there, and changes no number: here it is up to the views."""
IGNORED = ("cosX", "cosY", "collectStats", "tutorial", "hideText")
"""What that program itself knows and does nothing with that could be carried over."""
NOISIEST, NOISE = 80, 50
"""That program takes more noise than this for 50 percent."""
LARGEST_BATCH = 5000
UNFILLED = "Samples that fill no batch wait there for the next epoch; here they are a smaller batch."
T = TypeVar("T")


@dataclass
class Fragment:
    """What stands behind the # of a link, asked for key by key; what cannot be carried over is noted."""

    said: Mapping[str, str]
    remarks: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def choice(self, key: str, known: Mapping[str, T], otherwise: T) -> T:
        """Return what a word means."""
        word = self._word(key)
        if word and word not in known:
            self.remarks.append(f"{key}={shown(word)} is none of {', '.join(known)}.")
        return known.get(word, otherwise)

    def switch(self, key: str, otherwise: bool) -> bool:
        """Return whether a switch is on: whatever is not ``false`` is, as in that program."""
        word = self._word(key)
        return word != "false" if word else otherwise

    def number(self, key: str, otherwise: float, fits: Callable[[float], bool] = math.isfinite) -> float:
        """Return a number."""
        word = self._word(key)
        try:
            found = float(word) if word else otherwise
        except ValueError:
            found = math.nan
        if math.isfinite(found) and fits(found):
            return found
        self.remarks.append(f"{key}={shown(word)} cannot be used; {otherwise:g} was taken.")
        return otherwise

    def shape(self, key: str, otherwise: tuple[int, ...]) -> tuple[int, ...]:
        """Return the units of the hidden layers; an empty text means none."""
        if key not in self.said:
            return otherwise
        words = [word for word in self._word(key).split(",") if word]
        try:
            return tuple(int(word) for word in words)
        except ValueError:
            self.remarks.append(f"{key}={shown(self.said[key])} is no list of units, and was left out.")
            return otherwise

    def built(self, key: str, make: Callable[[], T], place: int = 0) -> T:
        """Return the part that a key asks for, or one of several, which has a place in its list.

        Raises BadPreset, which says where in the link it is, if there can be none.
        """
        try:
            return make()
        except ValidationError as error:
            where = f"{key}={shown(self.said.get(key, ''))}" + (f", layer {place}" if place else "")
            raise BadPreset("the link", [f"{where}: {line}" for line in faults(error, Experiment)]) from error

    def _word(self, key: str) -> str:
        self.asked.add(key)
        return self.said.get(key, "").strip()


def is_link(words: str) -> bool:
    """Return whether a text is a link of TensorFlow Playground."""
    text = words.strip()
    return HOST in text.partition("#")[0] and not any(letter.isspace() for letter in text)


def experiment_of(link: str) -> tuple[Experiment, tuple[str, ...]]:
    """Return the experiment that a link means, and a sentence for everything that could not be carried over.

    The samples and first weights follow the same rules, but are drawn by another generator of random numbers.
    Raises BadPreset if the link asks for what cannot be built at all.
    """
    read = Fragment(dict(parse_qsl(link.strip().partition("#")[2], keep_blank_values=True)))
    try:
        experiment = _experiment(read)
    except ValidationError as error:
        lines = (re.sub("^layers:", "networkShape:", line) for line in faults(error, Experiment))
        raise BadPreset("the link", list(lines)) from error
    hides = [key for key in read.said if key.endswith("_hide")]
    unknown = [key for key in read.said if key not in (*read.asked, *SHOWN, *IGNORED, *hides)]
    remarks = [
        *read.remarks,
        "Samples and first weights follow the same rules, but another generator draws them.",
        *(
            f"{key} says only how it is shown there; the views here stay as they are."
            for key in SHOWN
            if read.switch(key, False)
        ),
        *(f"{key} has no counterpart here." for key in IGNORED if read.switch(key, False)),
        *([UNFILLED] if len(experiment.samples["train"]) % experiment.batch_size else []),
        *(["Controls that the link hides are shown."] if hides else []),
        *([f"Not known, and left out: {', '.join(shown(key) for key in unknown)}."] if unknown else []),
    ]
    return experiment, tuple(remarks)


def _experiment(read: Fragment) -> Experiment:
    values = read.choice("problem", {"classification": False, "regression": True}, False)
    kinds = {"dataset": CLASSES, "regDataset": VALUES}
    chosen = {key: read.choice(key, known, next(iter(known.values()))) for key, known in kinds.items()}
    noise = read.number("noise", 0.0)
    noise = NOISE if noise > NOISIEST else max(noise, 0.0)
    seed = _seed(read)
    on = [feature for key, feature in FEATURES.items() if read.switch(key, key in STARTING)]
    if not on:
        read.remarks.append("No input is on: x₁ and x₂ were taken.")
        on = [FEATURES[key] for key in STARTING]
    activation = read.choice("activation", ACTIVATIONS, ACTIVATIONS["tanh"])
    layers = read.shape("networkShape", (4, 2))
    rate = read.number("regularizationRate", 0.0, lambda found: found >= 0.0)
    penalty = read.choice("regularization", REGULARIZERS | {"none": lambda rate: NoRegularizer()}, None)
    learning_rate = read.number("learningRate", 0.03, lambda found: found > 0.0)
    trained = read.number("percTrainData", 50.0, lambda found: 10.0 <= found <= 90.0)
    return Experiment(
        title="From TensorFlow Playground",
        data=chosen["regDataset" if values else "dataset"](seed, noise / 100.0),
        features=tuple(on),
        split=Split(test=round(1.0 - trained / 100.0, 4)),
        layers=tuple(
            read.built("networkShape", partial(Dense, units=units, activation=activation), i)
            for i, units in enumerate(layers, 1)
        ),
        output=IdentityOutput() if values else TanhOutput(),
        initializer=Zeros() if read.switch("initZero", False) else Uniform(),
        optimizer=read.built("learningRate", partial(SGD, learning_rate=learning_rate)),
        regularizer=read.built("regularizationRate", partial(penalty, rate))
        if penalty and rate
        else NoRegularizer(),
        batch_size=int(read.number("batchSize", 10, lambda found: 1 <= found <= LARGEST_BATCH)),
        shuffle=False,
        seed=seed,
    )


def _seed(read: Fragment) -> int:
    """Return a seed for one such as 0.12345, which is any text there."""
    word = read.said.get("seed", "").strip()
    read.asked.add("seed")
    digits = "".join(each for each in word.partition(".")[2] or word if each.isascii() and each.isdigit())
    return int(digits[:12] or 1) % (LAST_SEED + 1)
