"""No symbol of any chain is left without a meaning."""

from typing import Literal

import numpy as np
import pytest
from cases import fitted, members, name
from drawn import experiments, whole
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.data.plane.base import Blobs, Circle
from playground.data.samples import Split
from playground.engine.activations.base import Activation, Array
from playground.engine.layers.dense import Dense
from playground.engine.losses.classification import CrossEntropy
from playground.engine.outputs import Output
from playground.engine.regularizers.penalties import Elastic
from playground.engine.symbolic.expressions import Line, Term, symbol
from playground.engine.symbolic.functions import call
from playground.engine.symbolic.setting_symbols import setting_symbol
from playground.engine.symbolic.traversal import symbols
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.gui.help.pages import SYMBOLS, pages
from playground.microscope import chain, trace
from playground.microscope.addresses import parameters
from playground.microscope.symbols import EXAMPLE, example, explained, letters
from playground.parts.part import family
from playground.parts.setting import setting
from playground.parts.setting import settings as settings_of
from playground.training.training import Training

SMALL = Experiment(data=Circle(samples=20), split=Split(test=0.0), layers=(Dense(units=3),), batch_size=5)
FAMILIES = ("activation", "loss", "layer", "optimizer", "regularizer", "clipping", "schedule")
PARTS = [member for member in members() if member.family_name in FAMILIES]


def chains(experiment, steps):
    """The chain of one parameter of each kind in each layer."""
    training = Training(experiment)
    training.advance(steps)
    found = trace(experiment, training.snapshot())
    names = {(where.layer, where.name): str(where) for where in parameters(found)}
    return [chain(found, where) for where in names.values()]


def lines(experiment, steps=3):
    """Every line of some chains."""
    return [line for made in chains(experiment, steps) for line in made.lines]


def unexplained(experiment, steps=3):
    """Every symbol of some chains that has no meaning."""
    return {
        (each.letter, each.index, each.mark, each.of)
        for line in lines(experiment, steps)
        for each in (line.left, *symbols(line.right))
        if not each.means
    }


def fitting(part):
    """A small experiment with a part that makes sense of it."""
    own = part.family_name
    for data in (Circle(samples=20), Blobs(samples=21, classes=3)):
        for output in family(Output).values():
            changes = {"data": data, "output": output()}
            if own == "activation":
                changes["layers"] = (Dense(units=3, activation=part), Dense(units=2))
            elif own == "layer":
                changes["layers"] = (*fitted(part), Dense(units=2))
            else:
                changes[own] = part
            experiment = whole(SMALL.changed(**changes))
            if not problems(experiment):
                return experiment
    raise LookupError(part)


@pytest.mark.usefixtures("made_up")
@pytest.mark.parametrize("member", PARTS, ids=name)
def test_every_symbol_of_every_part_is_explained(member):
    experiment = fitting(member())
    assert unexplained(experiment) == set()
    if member.family_name == "schedule":
        assert unexplained(experiment, 1300) == set()


def test_so_are_those_of_weighted_and_smoothed_classes():
    loss = CrossEntropy(class_weights=(1.0, 2.0, 5.0), label_smoothing=0.1)
    blobs = SMALL.changed(data=Blobs(samples=21, classes=3), output="softmax", loss=loss)
    assert unexplained(blobs) == set()
    assert unexplained(SMALL.changed(regularizer=Elastic(), layers=(Dense(units=9),), frozen=(0,))) == set()


@settings(max_examples=30)
@given(experiment=experiments(), steps=st.integers(0, 12))
def test_and_those_of_parts_together(experiment, steps):
    assert unexplained(experiment, steps) == set()


@pytest.mark.slow
@pytest.mark.usefixtures("made_up")
def test_letters_of_a_line_that_mean_the_same_are_the_same():
    for member in PARTS:
        for line in lines(fitting(member())):
            meanings = {}
            for each in (line.left, *symbols(line.right)):
                meanings.setdefault(each.means, set()).add((each.letter, each.mark, each.of))
            assert all(len(found) == 1 for found in meanings.values()), line.note


def test_a_line_explains_each_of_its_symbols_once():
    z, x = symbol("z", 1.0, "1", layer=1, means="A sum."), symbol("x", 1.0, "1", means="An input.")
    first, second = (symbol("w", 1.0, f"{k},1", layer=1, means="A weight.") for k in (1, 2))
    assert list(explained(Line(z, first * x + second + symbol("q", 1.0), ""))) == [z, first, x]


def test_an_example_shows_every_stage_and_no_meaning_twice():
    found = example()
    stages = [
        "forward",
        "loss",
        "backward",
        "path",
        "batch",
        "regularizer",
        "clipping",
        "optimizer",
        "update",
    ]
    assert list(found) == stages
    meanings = [each.means for met in found.values() for each in met]
    assert len(meanings) == len({*meanings})
    assert {"x", "μ", "ℓ", "p", "J", "δ", "g", "η", "m", "Δw"} <= {
        each.letter for met in found.values() for each in met
    }


def test_every_letter_of_a_setting_is_listed_with_all_parts_that_have_it():
    listed = [(part, setting.name) for setting, parts in letters() for part in parts]
    assert len(listed) == len({*listed})
    assert {*listed} == {
        (member, each.name) for member in members() for each in settings_of(member) if each.letter
    }


def test_a_new_part_explains_its_own_letters(gone_afterwards):
    class Wobble(Activation):
        """A sum with a wave on it."""

        kind: Literal["wobble"] = "wobble"
        depth: float = setting(0.5, "How deep the wave < the sum is.", ge=0.0, le=2.0, letter="ω_deep")

        def value(self, z: Array, out: Array) -> None:
            out[...] = z + self.depth * np.sin(z)

        def derivative(self, z: Array, a: Array, out: Array) -> None:
            out[...] = 1.0 + self.depth * np.cos(z)

        def formula(self, z: Term) -> Term:
            return z + setting_symbol(self, "depth") * call("sin", np.sin, z)

    experiment = fitting(Wobble())
    assert unexplained(experiment) == set()
    meant = {each.means: each for line in lines(experiment) for each in explained(line)}
    found = meant["How deep the wave < the sum is."]
    assert (found.letter, found.index, found.number) == ("ω", "deep", 0.5)
    page = next(page for page in pages([]) if page.key == SYMBOLS)
    assert "ω<sub>deep</sub>" in page.body
    assert "How deep the wave &lt; the sum is." in page.body
    assert "Wobble" in page.body
    assert "how deep the wave" in page.words


def test_batch_normalization_and_adam_have_no_letter_in_common():
    layers = ["dense", "batch-norm", {"kind": "dense", "units": 2}]
    experiment = EXAMPLE.changed(layers=layers, optimizer="adam")
    found = trace(experiment)
    normal, adam = set(), set()
    for stage in chain(found, "2.scale[0]").stages:
        for line in stage.lines:
            for each in (line.left, *symbols(line.right)):
                if stage.name == "optimizer":
                    adam.add(each.letter)
                elif stage.name == "forward" and each.layer == 2:
                    normal.add(each.letter)
    assert normal == {"γ", "b", "n", "μ", "Var", "a"}
    assert normal & adam == {"γ"}  # the scale that is stepped
