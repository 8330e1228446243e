"""Drawings beside images: they are trained on, and leave everything else where it was."""

import numpy as np
import pytest
from pydantic import ValidationError

import playground
from playground.data.data_set import DataSet
from playground.data.images.drawn_on import LARGEST, MOST, DrawnOn
from playground.data.images.own import OwnImages
from playground.experiment import presets
from playground.parts.part import family
from playground.training.training import Training

KINDS = [member for member in family(DataSet).values() if issubclass(member, DrawnOn) and member != OwnImages]


def drawn_on(data, *labels):
    """Return data with a drawing for each class named, and the drawings."""
    _, height, width = data.points().shape
    images = [
        np.round(np.random.default_rng(i).random((height, width)) * 255) / 255 for i in range(len(labels))
    ]
    for image, label in zip(images, labels, strict=True):
        data = data.with_drawing(image, label, 1.0)
    return data, images


@pytest.mark.parametrize("member", KINDS, ids=lambda member: member.__name__)
def test_the_others_keep_their_order_and_their_parts(member):
    before = playground.load("digits-linear").changed(data=member(), split={"validation": 0.1, "test": 0.2})
    data, images = drawn_on(before.data, 1, 0)
    after = before.changed(data=data)
    count = len(before.points)
    np.testing.assert_array_equal(after.points.inputs[:count], before.points.inputs)
    np.testing.assert_array_equal(after.points.truth[:count], before.points.truth)
    np.testing.assert_allclose(after.points.inputs[count:], [image.ravel() for image in images], atol=1e-6)
    assert after.points.truth[count:].tolist() == [1, 0]
    assert after.points.tests == before.points.tests
    for part, rows in before.rows.items():
        added = [count, count + 1] if part == "train" else []
        assert after.rows[part].tolist() == [*rows.tolist(), *added]


def test_own_images_are_drawn_on_too(tmp_path):
    greys = np.random.default_rng(0).integers(0, 256, (12, 8, 8)).astype(np.uint8)
    np.savez(tmp_path / "mine.npz", images=greys, labels=np.arange(12) % 3)
    data, _ = drawn_on(OwnImages(path=str(tmp_path / "mine.npz")), 2)
    assert (len(data.points()), data.points().added) == (13, 1)
    assert OwnImages(path=str(tmp_path / "none.npz"), drawings=data.drawings).misfit()


def test_a_preset_keeps_drawings_and_a_run_learns_them(tmp_path):
    experiment = playground.load("digits-linear")
    data, _ = drawn_on(experiment.data, *[7] * 5)
    experiment = experiment.changed(data=data)
    presets.save(experiment, tmp_path / "mine.json")
    assert presets.load(tmp_path / "mine.json") == experiment
    training = Training(experiment)
    for _ in range(40):
        training.epoch()
    outputs = training.network.predict(experiment.points.inputs[-5:])
    assert outputs.argmax(axis=1).tolist() == [7] * 5


def test_drawings_of_another_size_or_class_wait_and_are_counted():
    small = playground.load("digits").data.changed(size="8x8")
    data, _ = drawn_on(small, 3, 4)
    large = data.changed(size="28x28")
    assert large.points().added == 0
    assert large.left_out() == "2 drawings are of another size or class and not used."
    assert large.changed(size="8x8") == data
    assert (data.left_out(), small.left_out()) == ("", "")
    assert data.changed(drawings=[*data.drawings, "10 1 " + "00" * 64]).points().added == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "drawing 1 does not have a class, the value of full ink, and pixels"),
        ("x 1 00", "drawing 1 does not begin with the number of a class"),
        ("1 nan 00", "drawing 1 has a value of full ink that is not above 0 and up to 1 000 000"),
        ("1 one 00", "drawing 1 has no value of full ink"),
        ("1 1 0g", "drawing 1 has pixels that are not pairs of the digits 0 to f"),
        ("1 1 0", "drawing 1 has pixels that are not pairs of the digits 0 to f"),
        ("1 1 " + "00" * (LARGEST + 1), "drawing 1 does not have between 1 and 4 096 pixels"),
    ],
)
def test_what_is_no_drawing_is_refused_in_one_sentence(text, said):
    with pytest.raises(ValidationError) as refused:
        playground.load("digits").data.changed(drawings=[text])
    assert said in str(refused.value).replace("\u2009", " ")


def test_there_is_a_most_of_them():
    data = playground.load("bars-dense").data
    one = "1 1 " + "00" * 64
    assert data.changed(drawings=[one] * MOST).points().added == MOST
    with pytest.raises(ValidationError):
        data.changed(drawings=[one] * (MOST + 1))
