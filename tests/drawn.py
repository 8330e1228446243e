"""Experiments of any parts that fit each other, small ones, as hypothesis draws them."""

from cases import suited
from hypothesis import assume
from hypothesis import strategies as st

from playground.data.plane.base import Blobs, Circle, Plane
from playground.data.samples import Split
from playground.engine.activations.base import Activation
from playground.engine.clipping import Clipping
from playground.engine.initializers import Normal
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.losses.base import Loss
from playground.engine.optimizers.base import Optimizer
from playground.engine.outputs import Output
from playground.engine.regularizers.base import Regularizer
from playground.engine.schedules.base import Schedule
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.parts.part import family


def member_of(base):
    return st.sampled_from([member() for member in family(base).values()])


def whole(experiment):
    """The same with the whole training set in each step, where the optimizer needs that."""
    return experiment.changed(batch_size=0) if experiment.optimizer.whole_batches else experiment


@st.composite
def experiments(draw):
    """Small experiments of any parts that fit each other."""
    dense = st.builds(Dense, units=st.integers(1, 5), activation=member_of(Activation), bias=st.booleans())
    rules = [member() for kind, member in family(Layer).items() if kind != "dense"]
    others = st.sampled_from([rule for rule in rules if len(suited(rule)) == 1])
    data = st.sampled_from([Blobs(samples=21, classes=3), Circle(samples=20), Plane(samples=18)])
    experiment = Experiment(
        data=draw(data),
        split=Split(validation=draw(st.sampled_from([0.0, 0.2])), test=0.1),
        layers=draw(st.lists(st.one_of(dense, others), max_size=3)),
        output=draw(member_of(Output)),
        initializer=Normal(deviation=0.7),
        loss=draw(member_of(Loss)),
        optimizer=draw(member_of(Optimizer)),
        schedule=draw(member_of(Schedule)),
        clipping=draw(member_of(Clipping)),
        regularizer=draw(member_of(Regularizer)),
        batch_size=draw(st.sampled_from([0, 1, 4, 7, 10])),
        frozen=draw(st.sampled_from([(), (), (0, 2)])),
        shuffle=draw(st.booleans()),
        precision=draw(st.sampled_from(["float32", "float64"])),
        seed=draw(st.integers(0, 999)),
    )
    experiment = whole(experiment)
    assume(not problems(experiment))
    return experiment
