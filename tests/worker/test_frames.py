"""Frames: what is shown of a training, and that looking changes nothing."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.plane.base import Circle
from playground.data.plane_grid import REACH, crossings, middles
from playground.experiment.experiment import Experiment
from playground.inspection import gradient_check
from playground.microscope import Rows
from playground.training.divergence import Diverged
from playground.training.history import LONGEST, Bookmark, History
from playground.training.training import Training
from playground.worker import observer
from playground.worker.frame_builder import FrameBuilder
from playground.worker.frames import Look
from playground.worker.requests import check_progress
from playground.worker.requests.check_progress import CheckPortion, CheckProgress
from playground.worker.requests.health import Findings, Statistics
from playground.worker.requests.latent import Decoded, DecodedMap, LatentCodes
from playground.worker.requests.maps import OutputMap, UnitMaps
from playground.worker.requests.numbers import SingleNumbers
from playground.worker.requests.one_sample import OneSample
from playground.worker.requests.outputs import LINES, BentGrid, PointOutputs, SampleOutputs
from playground.worker.requests.past import PastStatistics
from playground.worker.requests.snapshots import AllSnapshots, ShownSnapshot
from playground.worker.requests.step_trace import StepTrace
from playground.worker.requests.unit import SIDE, OneUnit
from playground.worker.requests.values import AllValues
from playground.worker.requests.writing import WritingPortion
from tests.looking import answer, answer_of, look

SMALL = Experiment(data=Circle(samples=50))
EXAMPLES = (
    OutputMap(5),
    UnitMaps(4),
    ShownSnapshot(),
    AllSnapshots(),
    AllValues(),
    OneUnit(1, 0),
    Statistics(9),
    Findings(),
    SampleOutputs(),
    PointOutputs(((1.0, 2.0),)),
    BentGrid(0, 1, 2),
    StepTrace(),
    CheckPortion(1),
    OneSample(0),
    LatentCodes(1),
    Decoded(1, (0.5, 0.0)),
    DecodedMap(1, (-1.0, 1.0), (0.0, 1.0), 3, 2),
    WritingPortion(1, (0,), 1.0, 1, 5),
    SingleNumbers(("1.weight[0,0]",)),
    PastStatistics(9, (0,)),
)
EVERYTHING = Look(EXAMPLES)


@pytest.fixture
def training():
    return Training(SMALL)


@given(side=st.integers(1, 50))
def test_a_map_covers_the_plane_with_the_middles_of_its_squares(side):
    points = middles(side).reshape(side, side, 2)
    half = REACH / side
    np.testing.assert_allclose(points[0, 0], [half - REACH, half - REACH])
    np.testing.assert_allclose(points[-1, -1], [REACH - half, REACH - half])
    assert (np.diff(points[..., 0], axis=1) > 0.0).all()
    assert (np.diff(points[..., 1], axis=0) > 0.0).all()


def test_the_map_is_what_the_network_says_over_the_plane(training):
    training.epoch()
    found = answer(training, OutputMap(7))
    expected = training.network.predict(SMALL.inputs_at(middles(7)))
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected.reshape(7, 7, 1), rtol=1e-5, atol=1e-7)


def test_the_maps_of_units_are_what_each_layer_hands_on(training):
    frame = look(training, OutputMap(6), UnitMaps(6))
    first, second, last = frame.answer(UnitMaps(6))
    assert (first.shape, second.shape, last.shape) == ((6, 6, 4), (6, 6, 2), (6, 6, 1))
    assert np.array_equal(last, frame.answer(OutputMap(6)))
    inputs = SMALL.inputs_at(middles(6))
    weight, bias = list(training.network.arrays().values())[:2]
    np.testing.assert_allclose(first, np.tanh(inputs @ weight + bias).reshape(6, 6, 4), rtol=1e-5, atol=1e-6)


def test_what_was_not_asked_for_is_not_there(training):
    frame = look(training)
    assert frame.answers == {}
    assert {frame.answer(request) for request in EXAMPLES} == {None}
    assert frame.figures == training.figures()


def test_a_snapshot_is_the_state_at_that_moment(training):
    frame = look(training, ShownSnapshot())
    training.epoch()
    training.restore(frame.answer(ShownSnapshot()))
    assert training.figures() == frame.figures


@pytest.mark.parametrize(
    ("rows", "stride", "first", "count"),
    [
        (0, 1, 0, 4),
        (3, 1, 3, 1),
        (4, 1, 4, 0),
        (5, 1, 0, 4),
        (3, 2, 0, 4),
    ],
    ids=["none yet", "one missing", "all", "more than there are", "thinned otherwise"],
)
def test_only_the_rows_that_the_asker_has_not_are_sent(training, rows, stride, first, count):
    training.advance(3 * training.steps_per_epoch)
    own = training.history.rows
    update = training.history.since(Bookmark(rows, stride, own[min(rows, 4) - 1] if rows else None))
    assert (update.first, update.stride) == (first, 1)
    assert list(update.rows) == own[first:]
    assert len(update.rows) == count


def test_a_history_that_was_cut_and_has_grown_again_is_sent_whole(training):
    training.advance(5 * training.steps_per_epoch)
    old = training.history
    training.history = History(old.rows[:3])
    training.network.parameters[...] *= 0.5
    training.advance(4 * training.steps_per_epoch)
    update = training.history.since(old.bookmark)
    assert (update.first, list(update.rows)) == (0, training.history.rows)
    assert old.updated(update).rows == training.history.rows


def test_a_history_without_news_stays_the_same_object(training):
    training.epoch()
    copy = History().updated(training.history.since(Bookmark()))
    assert copy.rows == training.history.rows
    assert copy.updated(training.history.since(copy.bookmark)) is copy


def test_the_outputs_of_samples_stand_in_the_order_of_the_parts(training):
    training.epoch()
    found = answer(training, SampleOutputs())
    inputs = np.concatenate([part.inputs for part in SMALL.samples.values()])
    np.testing.assert_allclose(found, training.network.predict(inputs), rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("portion", [1, 4 * 7, 4 * 25, 4 * 49])
@pytest.mark.parametrize("request_", [SampleOutputs(), BentGrid(0, 3, 1)], ids=["outputs", "two units"])
def test_many_samples_pass_in_portions(training, monkeypatch, portion, request_):
    training.epoch()
    whole = answer(training, request_)
    monkeypatch.setattr(observer, "PORTION", portion)  # the widest layer makes four numbers of a sample
    builder = FrameBuilder(training)
    np.testing.assert_allclose(answer_of(builder, request_), whole, rtol=1e-5, atol=1e-6)
    training.epoch()
    assert not np.allclose(answer_of(builder, request_), whole)


def test_points_that_were_asked_for_get_an_answer_and_others_another(training):
    frame_builder = FrameBuilder(training)
    for points in (((0.5, -1.0), (2.0, 3.0)), ((1.0, 1.0),)):
        found = answer_of(frame_builder, PointOutputs(points))
        np.testing.assert_allclose(found, training.network.predict(SMALL.inputs_at(points)), rtol=1e-6)


def test_two_units_say_what_they_make_of_the_grid_and_the_samples(training):
    found = answer(training, BentGrid(0, 3, 1))
    weight, bias = list(training.network.arrays().values())[:2]
    inputs = [SMALL.inputs_at(crossings(LINES)), *(part.inputs for part in SMALL.samples.values())]
    expected = np.tanh(np.concatenate(inputs) @ weight + bias)[:, [3, 1]]
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("bent", [(3, 0, 0), (2, 0, 1), (-1, 0, 0)], ids=["layer", "unit", "inputs"])
def test_units_that_are_not_there_say_nothing(training, bent):
    assert answer(training, BentGrid(*bent)) is None


def test_after_thinning_all_rows_are_sent_again():
    training = Training(SMALL.changed(layers=(), batch_size=0))
    training.advance(LONGEST + 1)
    update = training.history.since(Bookmark(10, 1, training.history.rows[9]))
    assert (update.first, update.stride) == (0, 2)
    assert list(update.rows) == training.history.rows


@pytest.mark.parametrize(
    "request_",
    [OutputMap(5), UnitMaps(5), SampleOutputs(), AllValues(), StepTrace(Rows()), ShownSnapshot()],
    ids=lambda each: type(each).__name__,
)
def test_every_frame_is_of_its_own_moment(training, request_):
    builder = FrameBuilder(training)
    for _ in range(3):
        found = pickle.dumps(answer_of(builder, request_))
        assert found == pickle.dumps(answer(training, request_))
        training.epoch()
    assert found != pickle.dumps(answer_of(builder, request_))


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
    monkeypatch.setattr(check_progress, "PORTION", 0.0)


def test_a_check_goes_on_by_one_portion_a_frame_and_its_result_stays(training, small_portions):
    frame_builder, count = FrameBuilder(training), SMALL.size
    found = [answer_of(frame_builder, CheckPortion(3)) for _ in range(count + 3)]
    assert [check.done for check in found] == [*range(1, count + 1), count, count, count]
    assert [check.found is None for check in found] == [True] * count + [False] * 3
    assert {check.parameters for check in found} == {count}


def test_a_check_compares_what_a_frame_has_time_for(training, monkeypatch):
    monkeypatch.setattr(gradient_check, "ROOM", 1)
    monkeypatch.setattr(check_progress, "PORTION", 60.0)
    check = answer(training, CheckPortion(1))
    assert check.done == SMALL.size
    assert check.found == gradient_check.check(SMALL, training.network)


def test_a_check_is_of_the_network_as_it_was_when_it_began(training, small_portions):
    training.epoch()
    expected = gradient_check.check(SMALL, training.network)
    frame_builder, step = FrameBuilder(training), training.steps
    check = answer_of(frame_builder, CheckPortion(1))
    while check.found is None:
        training.advance(1)
        check = answer_of(frame_builder, CheckPortion(1))
    assert check.found == expected
    assert (check.epoch, check.step) == (1, step)
    assert training.steps > step


def test_a_check_that_is_not_asked_for_or_has_another_number_begins_anew(training, small_portions):
    frame_builder = FrameBuilder(training)
    asked = [CheckPortion(1), CheckPortion(1), ShownSnapshot(), CheckPortion(1), CheckPortion(2)]
    found = [
        found if isinstance(found := answer_of(frame_builder, each), CheckProgress) else None
        for each in asked
    ]
    assert [check and check.done for check in found] == [1, 2, None, 1, 1]


def test_a_frame_does_not_change_with_the_run(training):
    frame_builder = FrameBuilder(training)
    frame = frame_builder.frame(EVERYTHING)
    mapped, units, _, _, values, unit, *_ = frame.answers.values()
    arrays = [mapped, *units, values.parameters, values.gradient, values.update, unit.z, unit.a, unit.map]
    arrays += [frame.answer(request) for request in EXAMPLES[8:11]]
    kept = [array.copy() for array in arrays]
    training.epoch()
    frame_builder.frame(EVERYTHING)
    assert all(np.array_equal(array, before) for array, before in zip(arrays, kept, strict=True))


def test_a_network_that_has_gone_wrong_can_still_be_looked_at(training):
    training.network.parameters[...] = 1e38
    frame = look(training, OutputMap(5), UnitMaps(5))
    assert frame.answer(OutputMap(5)).shape == (5, 5, 1)


def test_a_frame_says_the_rate_and_the_factor_of_the_last_step():
    training = Training(Experiment(schedule="warm-up-cosine", clipping={"kind": "by-norm", "limit": 1e-4}))
    training.advance(1)
    frame = look(training)
    assert frame.learning_rate == pytest.approx(0.03 / 250)  # the first of ten epochs of 25 steps
    assert 0.0 < frame.clipped < 1.0


def test_the_inside_holds_the_parameters_and_the_gradient_of_the_last_step(training):
    assert not answer(training, AllValues()).made
    before = training.network.parameters[0].copy()
    training.advance(1)
    inside = answer(training, AllValues())
    assert np.array_equal(inside.parameters, training.network.parameters[0])
    np.testing.assert_allclose(before - np.float32(0.03) * inside.gradient, inside.parameters, rtol=1e-6)


def test_the_inside_says_which_units_the_last_batch_left_silent():
    training = Training(SMALL.changed(layers=[{"kind": "dense"}, {"kind": "dropout", "rate": 0.5}]))
    training.advance(1)
    first, mask, last = answer(training, AllValues()).masks
    assert (first, last) == (None, None)
    assert mask.shape == (10, 4)
    assert 0 < mask.sum() < mask.size


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_a_unit_by_itself_says_its_sums_and_outputs(training, layer):
    training.epoch()
    unit = answer(training, OneUnit(layer, 0))
    weight, bias = list(training.network.arrays().values())[:2]
    if layer == 0:
        expected = SMALL.samples["train"].inputs @ weight[:, 0] + bias[0]
        np.testing.assert_allclose(unit.z, expected, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(unit.a, np.tanh(unit.z), rtol=1e-5)
    assert unit.map.shape == (SIDE, SIDE)


@pytest.mark.parametrize("unit", [(3, 0), (0, 4), (-1, 0)])
def test_a_unit_that_is_not_there_is_not_shown(training, unit):
    assert answer(training, OneUnit(*unit)) is None


def test_a_layer_without_sums_has_none_to_show():
    training = Training(SMALL.changed(layers=[{"kind": "dense"}, {"kind": "dropout"}]))
    unit = answer(training, OneUnit(1, 2))
    assert (len(unit.z), len(unit.a)) == (0, len(SMALL.samples["train"]))


def test_vitals_and_findings_come_each_when_asked_for():
    training = Training(SMALL.changed(initializer="zeros"))
    assert len(answer(training, Statistics(4)).layers[0].weights.counts) == 4
    assert answer(training, Statistics()).layers[0].weights is None
    assert [finding.kind for finding in answer(training, Findings())] == ["alike-units"]


def test_a_frame_with_everything_can_be_sent_to_another_process():
    training = Training(SMALL.changed(initializer="zeros"))
    frame = FrameBuilder(training).frame(EVERYTHING)
    again = pickle.loads(pickle.dumps(frame))  # noqa: S301
    assert list(again.answers) == list(frame.answers)
    assert again.answer(Findings()) == frame.answer(Findings())
    layers, before = (each.answer(Statistics(9)).layers for each in (again, frame))
    assert layers[0].state == before[0].state


def test_a_run_that_has_diverged_is_found_in_its_frame_until_it_goes_on():
    wild = SMALL.changed(output="identity", optimizer={"kind": "sgd", "learning_rate": 300.0})
    training = Training(wild)
    with pytest.raises(Diverged):
        training.advance(5000)
    assert answer(training, Findings())[0].kind == "divergence"
    training.revise(wild.changed(optimizer={"kind": "sgd", "learning_rate": 0.01}))
    kinds = [finding.kind for finding in answer(training, Findings())]
    assert "divergence" not in kinds


def test_a_trace_of_samples_that_are_no_longer_there_is_left_out():
    training = Training(Experiment(data=Circle(samples=20)))
    assert answer(training, StepTrace(Rows((9,)))) is not None
    assert answer(training, StepTrace(Rows((90,)))) is None


def test_numbers_beyond_single_precision_are_looked_at_without_a_warning():
    layer = {"kind": "dense", "activation": "identity"}
    training = Training(SMALL.changed(precision="float64", layers=[layer]))
    training.network.parameters[...] = 1e290
    frame = FrameBuilder(training).frame(EVERYTHING)
    assert frame.answer(OutputMap(5)).dtype == np.float32
