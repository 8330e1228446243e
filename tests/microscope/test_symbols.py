"""No symbol of any chain is left without a meaning."""

import pytest
from cases import members, name
from drawn import experiments, whole
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.data.points import Blobs, Circle
from playground.data.samples import Split
from playground.engine.class_losses import CrossEntropy
from playground.engine.formulas import Line, symbol, symbols
from playground.engine.layers import Dense
from playground.engine.outputs import Output
from playground.engine.regularizers import Elastic, MaxNorm
from playground.engine.shaping_layers import BatchNorm
from playground.experiment import Experiment, problems
from playground.microscope import chain, trace
from playground.microscope.places import places
from playground.microscope.symbols import SYMBOLS, explained, meaning
from playground.parts import family
from playground.training import Training

SMALL = Experiment(data=Circle(samples=20), split=Split(test=0.0), layers=(Dense(units=3),), batch_size=5)
FAMILIES = ("activation", "loss", "layer", "optimizer", "regularizer", "clipping", "schedule")
PARTS = [member for member in members() if member.family_name in FAMILIES]


def chains(experiment, steps):
    """The chain of one parameter of each kind in each layer."""
    training = Training(experiment)
    training.advance(steps)
    found = trace(experiment, training.snapshot())
    names = {(where.layer, where.name): str(where) for where in places(found)}
    return [chain(found, where) for where in names.values()]


def unexplained(experiment, steps=3):
    """Every symbol of some chains that has no meaning."""
    return {
        (stage.name, each.letter, each.index, each.mark, each.of)
        for made in chains(experiment, steps)
        for stage in made.stages
        for line in stage.lines
        for each in (line.left, *symbols(line.right))
        if meaning(each, stage.name) is None
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
                changes["layers"] = (Dense(units=3), part, Dense(units=2))
            else:
                changes[own] = part
            experiment = whole(SMALL.changed(**changes))
            if not problems(experiment):
                return experiment
    raise LookupError(part)


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


def test_no_meaning_is_hidden_behind_another():
    for group in SYMBOLS.values():
        for each in group:
            found = [meaning(each.example, stage) for stage in each.stages]
            assert each in found, each.example


def test_no_meaning_is_listed_that_nothing_has():
    weighted = CrossEntropy(class_weights=(1.0, 2.0, 5.0), label_smoothing=0.1)
    blobs = SMALL.changed(data=Blobs(samples=21, classes=3), output="softmax", loss=weighted)
    plain = SMALL.changed(clipping="by-norm", regularizer=Elastic())
    limited = SMALL.changed(layers=(Dense(units=9), BatchNorm()), regularizer=MaxNorm(limit=0.1))
    met = set()
    for experiment in (blobs, plain, limited, *(fitting(member()) for member in PARTS)):
        for steps in (3, 1300) if experiment.schedule.kind != "constant" else (3,):
            met |= {
                found
                for made in chains(experiment, steps)
                for stage in made.stages
                for line in stage.lines
                for _, found in explained(line, stage.name)
            }
    assert met == {each for group in SYMBOLS.values() for each in group}


def test_a_line_explains_each_of_its_symbols_once():
    line = Line(
        symbol("z", 1.0, "1", layer=1),
        symbol("w", 1.0, "1,1", layer=1) * symbol("x", 1.0, "1") + symbol("w", 1.0, "2,1", layer=1),
        "",
    )
    assert [each.letter for each, _ in explained(line, "forward")] == ["z", "w", "x"]
