"""What stands beside the lines of a chain: it is true of the part, the setting and the moment at hand."""

import re

import numpy as np
import pytest
from cases import every

from playground.data.plane.base import Blobs
from playground.engine.activations.base import Activation
from playground.engine.clipping import Clipping
from playground.engine.layers.dense import Dense
from playground.engine.layers.dropout import Dropout
from playground.engine.layers.normalization import BatchNorm, LayerNorm
from playground.engine.optimizers.base import Optimizer
from playground.experiment import presets
from playground.microscope import Route, Rows, chain, trace
from playground.microscope.addresses import parameters
from playground.parts.part import family
from playground.training.training import Training
from tests.microscope.chains import SMALL, leaves, notes, part_of


def test_a_note_speaks_of_a_bias_only_where_there_is_one():
    plain = SMALL.changed(layers=(Dense(units=3, bias=False), Dense(units=1), Dense(units=2)))
    said = notes(plain, "1.weight[0,0]", "forward")
    assert said[0] == "Each input times its weight."
    assert said[2].startswith("Each input times its weight, and the bias.")
    assert said[4] == "The input times its weight, and the bias."


@every(Optimizer)
def test_an_optimizers_notes_speak_of_the_parameter_at_hand(part):
    experiment = SMALL.changed(layers=(Dense(units=3), BatchNorm()), optimizer=part, batch_size=0)
    for where, name in (("1.weight[0,0]", "weight"), ("1.bias[0]", "bias"), ("2.scale[0]", "scale")):
        said = " ".join(notes(experiment, where, "optimizer"))
        assert not {"weight", "bias", "scale", "shift", "{}"} - {name} & {*re.findall(r"\w+|{}", said)}
        assert name in said or part.kind in ("nesterov", "nadam", "l-bfgs")


@pytest.mark.parametrize("steps", [0, 1, 6, 15])
@pytest.mark.parametrize("clipping", ["none", "by-value"])
def test_l_bfgs_shows_its_direction_and_how_far_it_goes(steps, clipping):
    training = Training(SMALL.changed(optimizer="l-bfgs", batch_size=0, clipping=clipping))
    training.advance(steps)
    found = trace(training.experiment, training.snapshot())
    strides = set()
    for where in parameters(found):
        lines = part_of(chain(found, str(where)), "optimizer")
        assert [each.left.letter for each in lines[:-1]] == (["q", "d"] if steps else ["d"])
        direction, new = lines[-2:]
        assert [each.letter for each in leaves(new.right)] == [new.left.letter, "step", "d"]
        _, stride, d = leaves(new.right)
        assert d.number == direction.left.number
        np.testing.assert_allclose(direction.right.number, d.number, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(new.right.number, new.left.number, rtol=1e-9, atol=1e-12)
        strides.add(float(stride.number))
    assert len(strides) == 1


def test_where_a_dropout_changes_the_gradient_of_a_search_that_is_said():
    layers = (Dense(units=6), Dropout(rate=0.5), Dense(units=2))
    training = Training(SMALL.changed(layers=layers, optimizer="l-bfgs", batch_size=0))
    training.advance(3)
    (only,) = part_of(chain(trace(training.experiment, training.snapshot()), "1.bias[0]"), "optimizer")
    assert "the gradient was a different one" in only.note


def test_a_search_with_dropout_that_went_almost_down_the_gradient_is_told_as_another_one():
    """In one of these steps it misses the direction by less than a hundredth of its length."""
    layers, data = (Dropout(rate=0.2),), Blobs(samples=21, classes=3)
    experiment = SMALL.changed(layers=layers, data=data, optimizer="l-bfgs", batch_size=0)
    for steps in range(12):
        training = Training(experiment)
        training.advance(steps)
        made = chain(trace(experiment, training.snapshot()), "2.weight[0,0]")
        for each in part_of(made, "optimizer"):
            np.testing.assert_allclose(each.left.number, each.right.number, rtol=1e-12)


@pytest.mark.parametrize("kind", ["by-value", "by-norm"])
def test_a_clippings_note_says_what_its_line_contains(kind):
    for limit in (1e-4, 100.0):
        clipping = family(Clipping)[kind](limit=limit)
        found = chain(trace(SMALL.changed(clipping=clipping)), "1.weight[0,0]")
        (clipped,) = part_of(found, "clipping")
        assert ("‖g‖" in clipped.note) == any(each.letter == "‖g‖" for each in leaves(clipped.right))
        assert ("stays" in clipped.note) == (limit > 1.0)


def test_one_sample_in_a_batch_normalization_is_said_to_have_no_variance():
    layers = (Dense(units=3), BatchNorm(), Dense(units=2))
    found = chain(trace(SMALL.changed(layers=layers), chosen=Rows((3,))), "1.weight[0,0]")
    assert "has no variance" in " ".join(each.note for each in part_of(found, "forward"))
    assert "No gradient flows back: a single sample" in " ".join(
        each.note for each in part_of(found, "backward")
    )
    whole = chain(trace(SMALL.changed(layers=layers)), "1.weight[0,0]")
    assert not any("no variance" in each.note or "No gradient" in each.note for each in whole.lines)


def test_a_lone_unit_in_a_layer_normalization_is_said_to_have_no_variance():
    layers = (Dense(units=1), LayerNorm(), Dense(units=2))
    said = [each.note for each in chain(trace(SMALL.changed(layers=layers)), "1.weight[0,0]").lines]
    assert any("a single unit: it equals its own mean and has no variance" in note for note in said)
    assert any("No gradient flows back: a single unit" in note for note in said)


def test_notes_of_a_dropout_say_whether_the_unit_is_kept():
    layers = (Dense(units=8), Dropout(rate=0.5), Dense(units=2))
    found = trace(SMALL.changed(layers=layers))
    for unit, mask in enumerate(found.layers[1].values["mask"][0]):
        lines = part_of(chain(found, f"2.unit[{unit}]", Route(0)), "forward")
        (spoken,) = [each for each in lines if each.left.layer == 2]
        assert ("dropped" in spoken.note) == (mask == 0.0)
        assert ("multiplied by 1 / (1 − rate)" in spoken.note) == (mask > 0.0)


def test_a_softmax_has_to_do_with_all_sums():
    experiment = SMALL.changed(layers=(Dense(units=3, activation="softmax"), Dense(units=2)))
    assert "of all sums" in notes(experiment, "1.weight[0,0]", "forward")[1]
    assert "of all units" in notes(experiment, "1.weight[0,0]", "backward")[-1]


def test_prose_calls_parts_by_their_titles():
    for activation in family(Activation).values():
        experiment = SMALL.changed(layers=(Dense(units=2, activation=activation()),))
        assert activation.title in notes(experiment, "1.weight[0,0]", "forward")[1]
    assert ", Huber, " in notes(SMALL.changed(loss="huber"), "1.weight[0,0]", "loss")[0]


def test_inputs_beside_the_way_are_said_to_come_from_other_units():
    forward = part_of(chain(trace(SMALL), "1.weight[0,0]"), "forward")
    said = {each.left.layer: each.note for each in forward if "other units" in each.note}
    assert said.keys() == {2}
    assert said[2].endswith(", and the bias. Its other inputs are the outputs of the other units of layer 1.")


def test_outputs_beside_the_way_are_said_to_be_of_other_units():
    said = [
        part_of(chain(trace(presets.load("mazur")), where), "loss")[0].note
        for where in ("1.bias[0]", "2.bias[0]")
    ]
    assert ["other outputs of layer 2" in note for note in said] == [False, True]
