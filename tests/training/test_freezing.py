"""Frozen parameters: held to the last bit, by every optimizer, whatever else is at work."""

import numpy as np
import pytest
from cases import every
from hypothesis import given
from hypothesis import strategies as st

from playground.data.plane.base import Circle
from playground.engine.optimizers.base import Optimizer
from playground.engine.regularizers.base import Regularizer
from playground.experiment.edits import assigned, keeps_weights, thawed
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.training.training import Training

SMALL = Experiment(data=Circle(samples=60), initializer="normal")
HELD = (0, 5, 9, 24)
OTHERS = np.setdiff1d(np.arange(25), HELD)


def trained(experiment, steps=12):
    training = Training(experiment)
    start = training.network.parameters[0].copy()
    training.advance(steps)
    return start, training.network.parameters[0]


@every(Optimizer)
def test_every_optimizer_leaves_what_is_frozen_and_moves_the_rest(part):
    experiment = SMALL.changed(optimizer=part, frozen=HELD, batch_size=0)
    start, end = trained(experiment)
    assert np.array_equal(end[list(HELD)], start[list(HELD)])
    assert (end[OTHERS] != start[OTHERS]).all()


@every(Regularizer)
def test_every_regularizer_leaves_what_is_frozen(part):
    start, end = trained(SMALL.changed(regularizer=part, frozen=HELD))
    assert np.array_equal(end[list(HELD)], start[list(HELD)])


@every(Optimizer)
def test_freezing_in_the_middle_of_a_run_holds_what_is_there_then(part):
    training = Training(SMALL.changed(optimizer=part, batch_size=0))
    training.advance(6)
    training.revise(training.experiment.changed(frozen=HELD))
    held = training.network.parameters[0, list(HELD)].copy()
    before = training.figures().train_loss
    training.advance(6)
    assert np.array_equal(training.network.parameters[0, list(HELD)], held)
    if part.kind == "l-bfgs":
        assert training.figures().train_loss < before
    training.revise(training.experiment.changed(frozen=()))
    training.advance(6)
    assert (training.network.parameters[0, list(HELD)] != held).any()


def test_a_curvature_that_was_learned_by_free_weights_is_forgotten_when_some_are_frozen():
    experiment = SMALL.changed(optimizer="l-bfgs", batch_size=0)
    training = Training(experiment)
    training.advance(12)
    learned = training.snapshot().state
    fresh = experiment.optimizer.start(training.network.parameters)
    assert not all(np.array_equal(learned[name], fresh[name]) for name in fresh)
    training.revise(experiment.changed(frozen=(0,)))
    for name, array in training.snapshot().state.items():
        np.testing.assert_array_equal(array, fresh[name])


def test_what_is_frozen_does_not_count_in_clipping():
    clipped = SMALL.changed(clipping={"kind": "by-norm", "limit": 1e-3})
    start, end = trained(clipped.changed(frozen=HELD), 1)
    step = (start - end) / 0.03
    assert np.linalg.norm(step[OTHERS]) == pytest.approx(1e-3, rel=1e-2)


def test_a_number_written_into_a_frozen_place_stays_there():
    training = Training(SMALL.changed(frozen=HELD))
    training.set_parameters([5], [1.25])
    training.advance(5)
    assert training.network.parameters[0, 5] == 1.25


@given(held=st.sets(st.integers(0, 24)))
def test_any_parameters_can_be_frozen(held):
    start, end = trained(SMALL.changed(frozen=tuple(sorted(held))), 3)
    assert np.array_equal(end[list(held)], start[list(held)])


def test_a_place_past_the_last_is_a_problem_and_a_negative_one_is_refused():
    assert [str(each) for each in problems(SMALL.changed(frozen=(3, 25)))] == [
        "frozen[1]: 25 is past the last of 25 parameters"
    ]
    with pytest.raises(ValueError, match="greater than or equal to 0"):
        SMALL.changed(frozen=(-1,))


def test_freezing_keeps_the_weights():
    assert keeps_weights(SMALL, SMALL.changed(frozen=HELD))
    assert keeps_weights(SMALL.changed(frozen=(1, 2)), SMALL.changed(frozen=(1, 3)))


@pytest.mark.parametrize(
    ("edit", "kept"),
    [
        ("layers[0].units=5", False),
        ('features=["x1"]', False),
        ("layers=[]", False),
        ("layers[0].bias=false", False),
        ("layers[0].activation=relu", True),
        ("seed=7", True),
        ("frozen=[1]", True),
    ],
)
def test_an_edit_of_the_shape_thaws_everything(edit, kept):
    assert bool(assigned(SMALL.changed(frozen=HELD), edit).frozen) == kept


def test_layers_that_change_places_thaw_everything():
    layers = [{"kind": "dense", "units": 2}, {"kind": "batch-norm"}]
    old = SMALL.changed(layers=layers, frozen=HELD)
    assert thawed(old, old.changed(layers=layers[::-1])).frozen == ()
