"""A small experiment, and what its tests ask of a chain."""

from playground.data.plane.base import Circle
from playground.data.samples import Split
from playground.engine.layers.dense import Dense
from playground.engine.symbolic.expressions import Symbol, Term
from playground.experiment.experiment import Experiment
from playground.microscope import chain, trace

SMALL = Experiment(
    data=Circle(samples=20),
    split=Split(test=0.0),
    layers=(Dense(units=3), Dense(units=2)),
    precision="float64",
)


def stages(found):
    return [stage.name for stage in found.stages]


def line(found, stage, index=-1):
    return next(each for each in found.stages if each.name == stage).lines[index]


def notes(experiment, where, stage, **how):
    return [each.note for each in part_of(chain(trace(experiment, **how), where), stage)]


def part_of(found, stage):
    return next(each.lines for each in found.stages if each.name == stage)


def leaves(term):
    """Every symbol in a formula."""
    if isinstance(term, Symbol):
        return [term]
    parts = [value for value in vars(term).values() if isinstance(value, Term | tuple)]
    inner = [each for part in parts for each in (part if isinstance(part, tuple) else (part,))]
    terms = [each[0] if isinstance(each, tuple) else each for each in inner]
    return [leaf for each in terms for leaf in leaves(each)]
