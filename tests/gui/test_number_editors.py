"""Editors of numbers: what their sliders reach, and what is read of what is typed."""

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QLineEdit,
    QSlider,
)

from playground.data.data_set import DataSet
from playground.engine.losses.base import Loss
from playground.engine.optimizers.base import Optimizer
from playground.experiment.experiment import Experiment
from playground.gui.pictures.whole_field import WholeField
from playground.gui.widgets.editors import editor_of
from playground.gui.widgets.number_editor import NumberEditor, stops
from playground.gui.widgets.numbers import written
from playground.gui.widgets.typed_numbers import number_in, read
from playground.parts.part import families, family
from playground.parts.setting import settings
from tests.gui.controls import enter, errors


def number_settings():
    """Every numeric setting of every part, by a readable name."""
    described = [Experiment, *(member for base in families().values() for member in family(base).values())]
    return {
        f"{owner.__name__}.{setting.name}": setting
        for owner in described
        for setting in settings(owner)
        if setting.type in (int, float)
    }


NUMBERS = number_settings()


@pytest.mark.parametrize("setting", NUMBERS.values(), ids=NUMBERS)
def test_every_stop_of_a_slider_is_allowed_and_can_be_read_back(setting):
    for value in stops(setting):
        assert setting.least is None or value >= setting.least
        assert setting.most is None or value <= setting.most
        assert value not in setting.excluded
        text = written(value, setting.unit)
        assert read(text, setting) == pytest.approx(value, rel=1e-3, abs=1e-9)


def test_both_ends_of_every_slider_can_be_had():
    for base in families().values():
        for member in family(base).values():
            for setting in settings(member):
                if setting.type in (int, float):
                    for value in (stops(setting)[0], stops(setting)[-1]):
                        assert getattr(member().changed(**{setting.name: value}), setting.name) == value


def test_a_limit_that_is_not_allowed_itself_is_refused_in_words():
    (momentum,) = (each for each in settings(family(Optimizer)["momentum"]) if each.name == "momentum")
    assert read("0", momentum) == 0.0
    with pytest.raises(ValueError, match="1 itself is not allowed"):
        read("1", momentum)


def test_a_comma_is_a_point_or_stands_between_thousands():
    (samples,) = (each for each in settings(family(DataSet)["circle"]) if each.name == "samples")
    assert read("1,200", samples) == 1200
    assert read("0,05", RATE) == 0.05
    with pytest.raises(ValueError, match="whole number"):
        read("10,5", samples)


RATE = next(setting for setting in settings(family(Optimizer)["sgd"]) if setting.name == "learning_rate")


@pytest.fixture
def rate(qtbot):
    editor = NumberEditor(RATE)
    qtbot.addWidget(editor)
    editor.show_value(0.03)
    return editor


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("fast", '"fast" is not a number'),
        ("nan", "not a finite number"),
        ("-1", "below 0"),
        ("1e9", "above"),
        ("5%", '"5%" is a percentage: type 0.05'),
        ("1_000", "is not a number"),
        ("", "type a number"),
    ],
)
def test_a_number_that_cannot_be_is_refused_in_words(qtbot, rate, typed, said):
    with qtbot.assertNotEmitted(rate.edited):
        enter(rate, typed)
    assert said in errors(rate)[0]
    rate.show_value(0.03)
    assert rate.findChild(QLineEdit).text() == typed  # it does not go away by itself
    rate.show_value(0.1)
    assert (rate.findChild(QLineEdit).text(), errors(rate)) == ("0.1", [])


@pytest.fixture(params=["de_DE", "en_US", "C"])
def place(request):
    """How numbers are written where the person is."""
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(before)


def test_a_comma_is_what_it_is_where_the_person_is(place):
    comma = place == "de_DE"
    assert number_in("1,5") == number_in("1.5") == 1.5
    assert number_in("1,250") == (1.25 if comma else 1250.0)
    assert number_in("1.250") == 1.25  # as fields write it
    assert number_in("0,002") == 0.002  # no thousands begin with 0
    assert number_in("- 12 345 678") == -12345678.0
    for several in ("1 2", "1,5 2", "12 34", "1 2345"):
        with pytest.raises(ValueError, match="is not a number"):
            number_in(several)
    assert number_in("−1\u2009250,5") == -1250.5
    (samples,) = (each for each in settings(family(DataSet)["circle"]) if each.name == "samples")
    assert read("1,200", samples) == 1200
    if comma:
        assert read("1.200", samples) == 1200


def test_a_row_of_numbers_takes_commas_where_they_are_written_so(place, qtbot):
    (weights,) = (each for each in settings(family(Loss)["cross-entropy"]) if each.name == "class_weights")
    editor, seen = editor_of(weights), []
    qtbot.addWidget(editor)
    editor.show_value((1.0, 2.0))
    editor.edited.connect(seen.append)
    field = editor.findChild(QLineEdit)
    for typed, taken in (("1; 2 0.5", (1.0, 2.0, 0.5)), ("1, 2, 3", (1.0, 2.0, 3.0)), ("", ())):
        enter(editor, typed)
        assert (seen.pop(), errors(editor)) == (taken, [])
    enter(editor, "1,5 2")
    if place == "de_DE":
        assert seen == [(1.5, 2.0)]
    else:
        assert errors(editor) == ['"1,5" may be one number or several: put spaces between numbers']
    editor.show_value((1.0, 2.0))
    seen.clear()
    for typed in ("nan 1", "5% 1", "one"):
        enter(editor, typed)
        editor.show_value((1.0, 2.0))
        assert (seen, field.text(), len(errors(editor))) == ([], typed, 1)


def test_a_typed_number_is_taken_and_shown_again(qtbot, rate):
    with qtbot.waitSignal(rate.edited) as edited:
        enter(rate, "0,05")
    assert edited.args == [0.05]
    assert rate.findChild(QLineEdit).text() == "0.05"


def test_a_slider_reports_only_the_person(qtbot, rate):
    with qtbot.assertNotEmitted(rate.edited):
        rate.show_value(0.3)
    with qtbot.waitSignal(rate.edited) as edited:
        rate.findChild(QSlider).setValue(rate.findChild(QSlider).value() - 1)
    assert edited.args[0] < 0.3


@pytest.mark.parametrize(("typed", "number"), [("1,2", 12), ("-3", 3), (" 5", 5), ("99", 60), ("x", 1)])
def test_a_field_for_a_whole_number_takes_digits_alone(qtbot, typed, number):
    field = WholeField("Pictures", 1, 1, 60)
    qtbot.addWidget(field)
    field.selectAll()
    qtbot.keyClicks(field, typed)
    assert field.number == number
