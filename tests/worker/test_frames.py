"""Frames: what is shown of a training, and that looking changes nothing."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.plane.base import Circle
from playground.experiment.experiment import Experiment
from playground.inspection import gradient_check
from playground.microscope import Rows
from playground.training.divergence import Diverged
from playground.training.history import LONGEST
from playground.training.training import Training
from playground.worker import frame_builder as camera_module
from playground.worker.frame_builder import FrameBuilder
from playground.worker.frames import LINES, REACH, UNIT_SIDE, Look, grid, plane

SMALL = Experiment(data=Circle(samples=50))
EVERYTHING = Look(
    map=5,
    units=4,
    snapshot=True,
    inside=True,
    unit=(1, 0),
    layer_statistics=True,
    bins=9,
    findings=True,
    outputs=True,
    at=((1.0, 2.0),),
    bent=(0, 1, 2),
    check=1,
)


@pytest.fixture
def training():
    return Training(SMALL)


@given(side=st.integers(1, 50))
def test_a_map_covers_the_plane_with_the_middles_of_its_squares(side):
    points = plane(side).reshape(side, side, 2)
    half = REACH / side
    np.testing.assert_allclose(points[0, 0], [half - REACH, half - REACH])
    np.testing.assert_allclose(points[-1, -1], [REACH - half, REACH - half])
    assert (np.diff(points[..., 0], axis=1) > 0.0).all()
    assert (np.diff(points[..., 1], axis=0) > 0.0).all()


def test_the_map_is_what_the_network_says_over_the_plane(training):
    training.epoch()
    found = FrameBuilder(training).frame(Look(map=7)).map
    expected = training.network.predict(SMALL.told(plane(7)))
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected.reshape(7, 7, 1), rtol=1e-5, atol=1e-7)


def test_the_maps_of_units_are_what_each_layer_hands_on(training):
    frame = FrameBuilder(training).frame(Look(map=6, units=6))
    first, second, last = frame.units
    assert (first.shape, second.shape, last.shape) == ((6, 6, 4), (6, 6, 2), (6, 6, 1))
    assert np.array_equal(last, frame.map)
    inputs = SMALL.told(plane(6))
    weight, bias = list(training.network.arrays().values())[:2]
    np.testing.assert_allclose(first, np.tanh(inputs @ weight + bias).reshape(6, 6, 4), rtol=1e-5, atol=1e-6)


def test_what_was_not_asked_for_is_not_there(training):
    frame = FrameBuilder(training).frame(Look())
    assert (frame.map, frame.units, frame.snapshot) == (None, (), None)
    assert (frame.inside, frame.unit) == (None, None)
    assert (frame.layer_statistics, frame.findings) == (None, None)
    assert (frame.outputs, frame.at, frame.bent, frame.check) == (None, None, None, None)
    assert frame.figures == training.figures()


def test_a_snapshot_is_the_state_at_that_moment(training):
    frame = FrameBuilder(training).frame(Look(snapshot=True))
    training.epoch()
    training.restore(frame.snapshot)
    assert training.figures() == frame.figures


@pytest.mark.parametrize(
    ("look", "first", "count"),
    [
        (Look(), 0, 4),
        (Look(rows=3), 3, 1),
        (Look(rows=4), 4, 0),
        (Look(rows=5), 0, 4),
        (Look(rows=3, stride=2), 0, 4),
    ],
    ids=["none yet", "one missing", "all", "more than there are", "thinned otherwise"],
)
def test_only_the_rows_that_the_asker_has_not_are_sent(training, look, first, count):
    training.advance(3 * training.steps_per_epoch)
    frame = FrameBuilder(training).frame(look)
    assert (frame.first, frame.stride) == (first, 1)
    assert list(frame.rows) == training.history.rows[first:]
    assert len(frame.rows) == count


def test_the_outputs_of_samples_stand_in_the_order_of_the_parts(training):
    training.epoch()
    found = FrameBuilder(training).frame(Look(outputs=True)).outputs
    inputs = np.concatenate([part.inputs for part in SMALL.samples.values()])
    np.testing.assert_allclose(found, training.network.predict(inputs), rtol=1e-6, atol=1e-7)


def test_points_that_were_asked_for_get_an_answer_and_others_another(training):
    frame_builder = FrameBuilder(training)
    for points in (((0.5, -1.0), (2.0, 3.0)), ((1.0, 1.0),)):
        found = frame_builder.frame(Look(at=points)).at
        np.testing.assert_allclose(found, training.network.predict(SMALL.told(points)), rtol=1e-6)


def test_two_units_say_what_they_make_of_the_grid_and_the_samples(training):
    found = FrameBuilder(training).frame(Look(bent=(0, 3, 1))).bent
    weight, bias = list(training.network.arrays().values())[:2]
    inputs = [SMALL.told(grid(LINES)), *(part.inputs for part in SMALL.samples.values())]
    expected = np.tanh(np.concatenate(inputs) @ weight + bias)[:, [3, 1]]
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("bent", [(3, 0, 0), (2, 0, 1), (-1, 0, 0)], ids=["layer", "unit", "inputs"])
def test_units_that_are_not_there_say_nothing(training, bent):
    assert FrameBuilder(training).frame(Look(bent=bent)).bent is None


def test_after_thinning_all_rows_are_sent_again():
    training = Training(SMALL.changed(layers=(), batch_size=0))
    training.advance(LONGEST + 1)
    frame = FrameBuilder(training).frame(Look(rows=10, stride=1))
    assert (frame.first, frame.stride) == (0, 2)
    assert list(frame.rows) == training.history.rows


def test_looking_does_not_disturb_training(training):
    watched, frame_builder = Training(SMALL), FrameBuilder(training)
    frame_builder = FrameBuilder(watched)
    for _ in range(20):
        training.advance(1)
        watched.advance(1)
        frame_builder.frame(EVERYTHING)
    assert np.array_equal(watched.network.parameters, training.network.parameters)
    assert watched.history.rows == training.history.rows


@pytest.fixture
def small_portions(monkeypatch):
    """Have a check compare one parameter in a frame."""
    monkeypatch.setattr(gradient_check, "ROOM", 1)
    monkeypatch.setattr(camera_module, "PATIENCE", 0.0)


def test_a_check_goes_on_by_one_portion_a_frame_and_its_result_stays(training, small_portions):
    frame_builder, count = FrameBuilder(training), SMALL.size
    found = [frame_builder.frame(Look(check=3)).check for _ in range(count + 3)]
    assert [check.done for check in found] == [*range(1, count + 1), count, count, count]
    assert [check.found is None for check in found] == [True] * count + [False] * 3
    assert {(check.number, check.parameters) for check in found} == {(3, count)}


def test_a_check_compares_what_a_frame_has_time_for(training, monkeypatch):
    monkeypatch.setattr(gradient_check, "ROOM", 1)
    monkeypatch.setattr(camera_module, "PATIENCE", 60.0)
    check = FrameBuilder(training).frame(Look(check=1)).check
    assert check.done == SMALL.size
    assert check.found == gradient_check.check(SMALL, training.network)


def test_a_check_is_of_the_network_as_it_was_when_it_began(training, small_portions):
    training.epoch()
    expected = gradient_check.check(SMALL, training.network)
    frame_builder, step = FrameBuilder(training), training.steps
    check = frame_builder.frame(Look(check=1)).check
    while check.found is None:
        training.advance(1)
        check = frame_builder.frame(Look(check=1)).check
    assert check.found == expected
    assert (check.epoch, check.step) == (1, step)
    assert training.steps > step


def test_a_check_that_is_not_asked_for_or_has_another_number_begins_anew(training, small_portions):
    frame_builder = FrameBuilder(training)
    looks = [Look(check=1), Look(check=1), Look(), Look(check=1), Look(check=2)]
    found = [frame_builder.frame(look).check for look in looks]
    assert [check and check.done for check in found] == [1, 2, None, 1, 1]


def test_a_frame_does_not_change_with_the_run(training):
    frame_builder = FrameBuilder(training)
    frame = frame_builder.frame(EVERYTHING)
    inside, unit = frame.inside, frame.unit
    arrays = [frame.map, *frame.units, inside.parameters, inside.gradient, unit.z, unit.a]
    arrays += [frame.outputs, frame.at, frame.bent]
    kept = [array.copy() for array in arrays]
    training.epoch()
    frame_builder.frame(EVERYTHING)
    assert all(np.array_equal(array, before) for array, before in zip(arrays, kept, strict=True))


def test_a_network_that_has_gone_wrong_can_still_be_looked_at(training):
    training.network.parameters[...] = 1e38
    frame = FrameBuilder(training).frame(Look(map=5, units=5))
    assert frame.map.shape == (5, 5, 1)


def test_a_frame_says_the_rate_and_the_factor_of_the_last_step():
    training = Training(Experiment(schedule="warm-up-cosine", clipping={"kind": "by-norm", "limit": 1e-4}))
    training.advance(1)
    frame = FrameBuilder(training).frame(Look())
    assert frame.learning_rate == pytest.approx(0.03 / 250)  # the first of ten epochs of 25 steps
    assert 0.0 < frame.clipped < 1.0


def test_the_inside_holds_the_parameters_and_the_gradient_of_the_last_step(training):
    assert not FrameBuilder(training).frame(Look(inside=True)).inside.made
    before = training.network.parameters[0].copy()
    training.advance(1)
    inside = FrameBuilder(training).frame(Look(inside=True)).inside
    assert np.array_equal(inside.parameters, training.network.parameters[0])
    np.testing.assert_allclose(before - np.float32(0.03) * inside.gradient, inside.parameters, rtol=1e-6)


def test_the_inside_says_which_units_the_last_batch_left_silent():
    training = Training(SMALL.changed(layers=[{"kind": "dense"}, {"kind": "dropout", "rate": 0.5}]))
    training.advance(1)
    first, mask, last = FrameBuilder(training).frame(Look(inside=True)).inside.masks
    assert (first, last) == (None, None)
    assert mask.shape == (10, 4)
    assert 0 < mask.sum() < mask.size


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_a_unit_by_itself_says_its_sums_and_outputs(training, layer):
    training.epoch()
    unit = FrameBuilder(training).frame(Look(unit=(layer, 0))).unit
    weight, bias = list(training.network.arrays().values())[:2]
    if layer == 0:
        expected = SMALL.samples["train"].inputs @ weight[:, 0] + bias[0]
        np.testing.assert_allclose(unit.z, expected, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(unit.a, np.tanh(unit.z), rtol=1e-5)
    assert unit.map.shape == (UNIT_SIDE, UNIT_SIDE)


@pytest.mark.parametrize("unit", [(3, 0), (0, 4), (-1, 0)])
def test_a_unit_that_is_not_there_is_not_shown(training, unit):
    assert FrameBuilder(training).frame(Look(unit=unit)).unit is None


def test_a_layer_without_sums_has_none_to_show():
    training = Training(SMALL.changed(layers=[{"kind": "dense"}, {"kind": "dropout"}]))
    unit = FrameBuilder(training).frame(Look(unit=(1, 2))).unit
    assert (len(unit.z), len(unit.a)) == (0, len(SMALL.samples["train"]))


def test_vitals_and_findings_come_each_when_asked_for():
    training = Training(SMALL.changed(initializer="zeros"))
    frame_builder = FrameBuilder(training)
    frame = frame_builder.frame(Look(layer_statistics=True, bins=4))
    assert len(frame.layer_statistics.layers[0].weights.counts) == 4
    assert frame.findings is None
    frame = frame_builder.frame(Look(findings=True))
    assert frame.layer_statistics is None
    assert [finding.kind for finding in frame.findings] == ["alike-units"]


def test_a_frame_with_everything_can_be_sent_to_another_process():
    training = Training(SMALL.changed(initializer="zeros"))
    frame = FrameBuilder(training).frame(EVERYTHING)
    again = pickle.loads(pickle.dumps(frame))  # noqa: S301
    assert again.findings == frame.findings
    assert again.layer_statistics.layers[0].state == frame.layer_statistics.layers[0].state


def test_a_run_that_has_diverged_is_found_in_its_frame_until_it_goes_on():
    wild = SMALL.changed(output="identity", optimizer={"kind": "sgd", "learning_rate": 300.0})
    training = Training(wild)
    with pytest.raises(Diverged):
        training.advance(5000)
    assert FrameBuilder(training).frame(Look(findings=True)).findings[0].kind == "divergence"
    training.revise(wild.changed(optimizer={"kind": "sgd", "learning_rate": 0.01}))
    kinds = [finding.kind for finding in FrameBuilder(training).frame(Look(findings=True)).findings]
    assert "divergence" not in kinds


def test_a_trace_of_samples_that_are_no_longer_there_is_left_out():
    training = Training(Experiment(data=Circle(samples=20)))
    assert FrameBuilder(training).frame(Look(trace=Rows((9,)))).trace is not None
    assert FrameBuilder(training).frame(Look(trace=Rows((90,)))).trace is None


def test_numbers_beyond_single_precision_are_looked_at_without_a_warning():
    layer = {"kind": "dense", "activation": "identity"}
    training = Training(SMALL.changed(precision="float64", layers=[layer]))
    training.network.parameters[...] = 1e290
    frame = FrameBuilder(training).frame(EVERYTHING)
    assert frame.map.dtype == np.float32
