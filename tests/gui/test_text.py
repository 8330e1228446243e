"""The text view: surprise in colour, and what the network writes from a start."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

import playground
from playground.gui.sequences.flowing_text import flowing, grounds, strength
from playground.gui.theme import DARK, LIGHT
from playground.gui.views.text import LENGTH, TextView
from playground.gui.widgets.themed import apply_theme
from playground.worker.frame_builder import FrameBuilder
from playground.worker.frames import Look
from playground.worker.requests import writing
from playground.worker.requests.one_sample import OneSample
from playground.worker.requests.writing import WritingPortion
from tests import looking
from tests.gui.alone import alone
from tests.looking import answer, show

SMALL = {
    "layers": [{"kind": "gru", "units": 6, "outputs": "every-step"}],
    "data": {"kind": "text", "samples": 60, "steps": 12},
}


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """All of a text in one frame."""
    monkeypatch.setattr(writing, "PORTION", 60.0)


@pytest.fixture
def view(qtbot):
    return alone(qtbot, TextView, 700, 220)


@pytest.fixture
def training(view):
    experiment, training = looking.trained("text", 1, **SMALL)
    view.show_experiment(experiment)
    show(view, training)
    return training


def read(text):
    return "".join(letter.character for letter in text.letters)


def test_the_passage_is_the_sample_with_the_surprise_of_every_next_character(view, training):
    experiment = training.experiment
    row = int(experiment.rows["train"][0])
    found = answer(training, OneSample(row))
    true = found.targets.argmax(axis=1)
    shares = found.outputs[np.arange(len(true)), true]
    bits = [letter.bits for letter in view.passage.letters]
    assert bits[0] is None
    np.testing.assert_allclose(bits[1:], -np.log2(shares), rtol=1e-4)
    signs = np.array(experiment.targets.classes)
    expected = "".join(signs[[found.inputs[0].argmax(), *true]])
    assert read(view.passage).replace(" ", "␣").replace("\n", "↵") == expected
    assert view.about_passage.text() == f"This sample: {np.mean(bits[1:]):.3g} bits a character"
    assert "bits (" in view.passage.letters[3].said
    light = view.grab().toImage()
    apply_theme(view, DARK)
    assert view.grab().toImage() != light


def test_what_is_written_is_what_the_request_says_and_begins_with_the_start(qtbot, view, training):
    assert read(view.writing).startswith("this is the ")
    assert len(view.writing.letters) == len("this is the ") + LENGTH
    assert view.about_writing.text() == "Written by the network of epoch 1"
    before = read(view.writing)
    with qtbot.waitSignal(view.requests_changed):
        view.another.click()
    show(view, training)
    assert read(view.writing) != before
    assert read(view.writing).startswith("this is the ")


def test_a_typed_start_and_another_temperature_are_asked_for(qtbot, view, training):
    view.start.selectAll()
    qtbot.keyClicks(view.start, "The Cat")
    view.heat.setValue(0)
    (asked,) = (each for each in view.requests if isinstance(each, WritingPortion))
    assert asked.temperature == 0.0
    show(view, training)
    assert read(view.writing).startswith("the cat")  # the text has small letters only
    expected = answer(training, asked).symbols
    signs = training.experiment.targets.classes
    assert read(view.writing).replace(" ", "␣").replace("\n", "↵") == "".join(signs[i] for i in expected)


def test_what_the_text_does_not_have_is_left_out_and_said(qtbot, view, training):
    view.start.selectAll()
    qtbot.keyClicks(view.start, "a7b!")
    assert view.about_writing.text() == "Left out, for the text does not have them: ! 7"
    show(view, training)
    assert read(view.writing).startswith("ab")
    view.start.selectAll()
    qtbot.keyClick(view.start, Qt.Key.Key_Backspace)
    assert view.about_writing.text() == "Type at least one character that the text has."
    assert not any(isinstance(each, WritingPortion) for each in view.requests)


def test_a_text_is_not_asked_for_with_every_frame_but_the_passage_is(view, training):
    assert [type(each) for each in view.requests] == [OneSample]


def test_a_text_is_asked_for_again_only_if_the_network_has_gone_on_since(qtbot, view, training, monkeypatch):
    asked = []
    view.requests_changed.connect(lambda: asked.append(1))
    assert view.writing.letters
    assert not asked  # all was written in one frame, by the network as it is
    monkeypatch.setattr(TextView, "pause", 1)
    view.throttle()
    assert view.requests  # another view has asked for a frame meanwhile
    qtbot.waitUntil(lambda: bool(asked))
    assert [type(each) for each in view.requests] == [OneSample]
    view.another.click()
    monkeypatch.setattr(writing, "PORTION", 0.0)
    builder = FrameBuilder(training)
    view.show_frame(builder.frame(Look(tuple(view.requests))))
    training.epoch()
    monkeypatch.setattr(writing, "PORTION", 60.0)
    asked.clear()
    view.show_frame(builder.frame(Look(tuple(view.requests))))
    assert view.about_writing.text() == "Written by the network of epoch 1"
    qtbot.waitUntil(lambda: bool(asked))
    show(view, training)
    assert view.about_writing.text() == "Written by the network of epoch 2"


def test_numbers_that_are_set_by_hand_write_anew_at_the_same_step(view, training):
    show(view, training)
    before = read(view.writing)
    training.network.parameters[...] = -training.network.parameters
    view.mark("weights")
    show(view, training)  # a frame of before the rest is over
    asked = view.due_requests()
    view.show_frame(FrameBuilder(training).frame(Look((*view.requests, *asked))))
    assert read(view.writing) != before


def test_another_run_writes_anew(qtbot, view, training):
    view.start.setText("the ")
    (before,) = (each for each in view.requests if isinstance(each, WritingPortion))
    view.clear()
    (after,) = (each for each in view.requests if isinstance(each, WritingPortion))
    assert after != before
    assert after.start == before.start


def test_another_sample_in_sight_is_read(qtbot, view, training):
    row = int(training.experiment.rows["train"][5])
    before = read(view.passage)
    with qtbot.waitSignal(view.requests_changed):
        view.selection.show_sample(row)
    show(view, training)
    assert read(view.passage) != before


def test_it_is_there_for_text_alone(qapp):
    assert TextView.suits(playground.load("text"))
    for name in ("circle", "reber", "binary-addition"):
        assert not TextView.suits(playground.load(name))


def test_lines_end_at_spaces_and_where_the_text_says_so():
    text = "one two\nthree abcdefghij"
    rows = {}
    for character, (row, column) in zip(text, flowing(text, 8), strict=True):
        rows.setdefault(row, []).append(character)
        assert column <= 8
    assert ["".join(each) for each in rows.values()] == ["one two\n", "three ab", "cdefghij"]
    words = list(flowing("aaa bbb cc", 5))
    assert [row for row, _ in words] == [0, 0, 0, 0, 1, 1, 1, 1, 2, 2]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_grounds_grow_stronger_with_surprise_up_to_the_strongest(theme):
    table = grounds(theme)
    assert len(table) == 128
    assert [strength(bits) for bits in (0.0, 3.0, 6.0, 60.0, float("inf"), float("nan"))] == [
        0, 64, 127, 127, 127, 127
    ]  # fmt: skip
    middle = np.array(table[0].getRgb()[:3])
    away = [np.abs(np.array(each.getRgb()[:3]) - middle).sum() for each in table]
    assert away == sorted(away)
    assert away[-1] > 100


def test_it_lives_while_the_run_plays(qtbot, open_window):
    window = open_window("text", **SMALL)
    window.dock_area.raise_view("text")
    view = window.view(TextView)
    qtbot.waitUntil(lambda: len(view.writing.letters) > LENGTH)
    before = view.passage.mean
    window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: view.passage.mean != before)
