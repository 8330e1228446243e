"""Images, sequences and rows that the program makes up: each rule is worked out again from the samples."""

import itertools

import numpy as np
import pytest

from playground.data.images.shapes import ShapeImages
from playground.data.rows import Codes, TenNumbers
from playground.data.sequences.bits import Echo, Parity
from playground.data.sequences.long_memory import AddingProblem, RememberFirst
from playground.data.sequences.sine_mix import SineMix
from playground.experiment.experiment import Experiment
from playground.experiment.fitting import with_other_data
from playground.experiment.problems import problems
from playground.library import train


def series(points):
    """The samples (samples, steps, features)."""
    return points.inputs.reshape(len(points), *points.shape)


def test_shapes_are_told_by_what_is_in_their_corners():
    points = ShapeImages(samples=400, noise=0.0).points()
    assert points.shape == (1, 16, 16)
    for image, label in zip(points.inputs.reshape(-1, 16, 16), points.truth, strict=True):
        rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
        shape = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        assert shape.shape in ((7, 7), (9, 9))
        top, bottom = shape[0, [0, -1]].tolist(), shape[-1, [0, -1]].tolist()
        filled = shape[1, 1] == 1.0
        found = {(1.0, 1.0): "square", (0.0, 1.0): "triangle", (0.0, 0.0): "disc" if filled else "cross"}
        assert found[top[0], bottom[1]] == points.targets.classes[label]


def test_shapes_stay_where_they_are_asked_to():
    still = ShapeImages(samples=40, noise=0.0, shift=0).points().inputs.reshape(-1, 16, 16)
    assert len({image.tobytes() for image in still}) == 8
    moved = ShapeImages(samples=2000, noise=0.0).points().inputs.reshape(-1, 16, 16)
    assert (moved.sum(axis=0) > 0.0).sum() == 15 * 15


@pytest.mark.parametrize("delay", [1, 3, 11])
def test_an_echo_repeats_what_came(delay):
    data = Echo(samples=50, delay=delay)
    for points, steps in ((data.points(), 12), (data.other_test(), 24)):
        bits = series(points)[..., 0]
        assert bits.shape == (50, steps)
        for row, answers in zip(bits, points.truth, strict=True):
            assert answers.tolist() == [0] * delay + row[: steps - delay].tolist()


def test_an_echo_that_never_comes_is_said():
    assert Echo(steps=5, delay=5).misfit() == ("delay", "nothing comes back within 5 steps")
    assert Echo(steps=5, delay=4).misfit() is None


def test_parity_is_that_of_all_ones_so_far():
    data = Parity(samples=50, noise=0.1)
    for points in (data.points(), data.other_test()):
        for row, answers in zip(np.round(series(points)[..., 0]), points.truth, strict=True):
            assert answers.tolist() == [total % 2 for total in itertools.accumulate(row)]


def test_what_is_to_be_remembered_came_first_with_a_mark():
    values, marks = np.moveaxis(series(RememberFirst(samples=300, steps=9).points()), 2, 0)
    truth = RememberFirst(samples=300, steps=9).points().truth
    assert marks.tolist() == [[1.0, *[0.0] * 8]] * 300
    assert np.where(values[:, 0] > 0.0, 1, 0).tolist() == truth.tolist()
    assert set(np.abs(values[:, 0])) == {1.0}
    assert values[:, 1:].std() == pytest.approx(2.0, abs=0.1)
    assert not series(RememberFirst(noise=0.0).points())[:, 1:].any()


def test_the_two_marked_values_are_to_be_added():
    for steps in (2, 7, 20):
        points = AddingProblem(samples=300, steps=steps).points()
        values, marks = np.moveaxis(series(points), 2, 0)
        assert (marks[:, : steps // 2].sum(axis=1) == 1.0).all()
        assert (marks.sum(axis=1) == 2.0).all()
        np.testing.assert_allclose(
            [v[m == 1.0].sum() for v, m in zip(values, marks, strict=True)], points.truth
        )


@pytest.mark.parametrize("waves", [1, 2, 3, 4])
def test_a_mix_of_sines_follows_from_as_many_pairs_of_steps(waves):
    """A sum of k sines obeys a linear recurrence of order 2 k."""
    points = SineMix(samples=40, waves=waves, noise=0.0).points()
    seen = series(points)[..., 0]
    assert np.array_equal(seen[:, 1:], points.truth[:, :-1])
    order = 2 * waves
    past = np.concatenate([seen[:, i : i + order] for i in range(30 - order)])
    after = np.concatenate([points.truth[:, i + order - 1] for i in range(30 - order)])
    _, _, rank, _ = np.linalg.lstsq(past, after, rcond=1e-9)
    factors = np.linalg.lstsq(past, after, rcond=None)[0]
    assert rank == order
    np.testing.assert_allclose(past @ factors, after, atol=1e-6)


def test_noise_on_a_mix_of_sines_is_not_to_be_predicted():
    calm, noisy = SineMix(noise=0.0).points(), SineMix(noise=0.3).points()
    assert np.array_equal(calm.truth, noisy.truth)
    assert (noisy.inputs - calm.inputs).std() == pytest.approx(0.3, abs=0.01)


def test_codes_have_one_number_on_each():
    for count in (2, 8, 64):
        points = Codes(patterns=count).points()
        assert points.inputs.tolist() == np.eye(count).tolist()
        assert points.truth.tolist() == [*range(count)]


def test_ten_numbers_are_far_or_near():
    points = TenNumbers(samples=5000).points()
    far = np.linalg.norm(points.inputs, axis=1) > 9.3418**0.5
    assert far.tolist() == (points.truth == 1).tolist()
    assert far.mean() == pytest.approx(0.5, abs=0.03)
    noisy = TenNumbers(samples=5000, noise=2.0).points()
    assert 0.1 < (noisy.truth != points.truth).mean() < 0.25


@pytest.mark.parametrize("data", [ShapeImages(), RememberFirst(), Codes()], ids=str)
def test_layers_for_rows_are_given_other_data_flattened_and_back(data):
    start = Experiment()
    found = with_other_data(start, data)
    assert problems(found) == []
    assert [layer.kind for layer in found.layers[-2:]] == ["dense", "dense"]
    assert with_other_data(found, start.data).layers == start.layers


def test_the_encoder_names_eight_patterns_by_three_units():
    run = train(
        Experiment(
            data="codes",
            reconstruct=True,
            split={"test": 0.0},
            layers=({"kind": "dense", "units": 3, "activation": "sigmoid"},),
            output="sigmoid",
            loss="binary-cross-entropy",
            optimizer={"kind": "adam", "learning_rate": 0.1},
            batch_size=0,
        ),
        300,
    )
    inputs = run.experiment.samples["train"].inputs
    assert run.network.predict(inputs).argmax(axis=1).tolist() == inputs.argmax(axis=1).tolist()
