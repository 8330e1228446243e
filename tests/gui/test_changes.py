"""Changes in the words of the forms."""

import re

import pytest
from drawn import experiments
from hypothesis import given

from playground.experiment.edits import edited
from playground.experiment.experiment import Experiment
from playground.gui.document.changes import change_name, changes
from playground.parts.part import families, family
from playground.parts.setting import settings

START = Experiment()


@pytest.mark.parametrize(
    ("where", "value", "words"),
    [
        ((), 0, []),
        (("batch_size",), 2, ["batch size 2"]),
        (("shuffle",), False, ["shuffle off"]),
        (("data", "samples"), 5000, ["samples 5\u2009000"]),
        (("data",), "spiral", ["data Spiral"]),
        (("split", "test"), 0.3, ["test share 30 %"]),
        (("layers", 1, "units"), 3, ["layer 2 units 3"]),
        (("layers", 0, "activation"), "relu", ["layer 1 activation ReLU"]),
        (("layers",), ["dropout", {"kind": "dense", "units": 7}, "dense"], ["layers Dropout · 7 · 4"]),
        (("layers",), ["batch-norm"] * 9, ["layers"]),
        (("layers",), [], ["layers none"]),
        (("regularizer",), "l2", ["regularizer L2"]),
        (("regularizer",), {"kind": "elastic", "l1_share": 0.25}, ["regularizer Elastic (L1 share 25 %)"]),
        (("frozen",), [1, 2, 5], ["frozen parameters 3"]),
        (("epochs",), 1_234_567, []),
        (("optimizer", "learning_rate"), 0.5, ["optimizer learning rate 0.5"]),
        (("title",), "Another", []),
    ],
)
def test_changes_are_said_with_what_is_now(where, value, words):
    assert changes(START, edited(START, where, value) if where else START) == words


@given(experiments(), experiments())
def test_any_two_experiments_have_changes_that_can_be_said(one, other):
    said = changes(one, other)
    assert bool(said) == (one != other)
    assert all(0 < len(words) < 99 and words == words.strip() for words in said)


INTERNAL = re.compile(r"_|[a-z]\.[a-z]|\[")


@pytest.mark.parametrize(
    ("where", "value", "name"),
    [
        (("batch_size",), 2, "batch size"),
        (("data", "noise"), 0.3, "noise"),
        (("optimizer", "learning_rate"), 0.5, "optimizer learning rate"),
        (("layers", 1, "units"), 3, "layer 2 units"),
    ],
)
def test_an_edit_is_called_what_the_forms_call_the_setting(where, value, name):
    assert change_name(START, edited(START, where, value)) == name


@given(experiments(), experiments())
def test_no_edit_is_called_by_a_name_from_inside(one, other):
    assert not INTERNAL.search(change_name(one, other))
    assert bool(change_name(one, other)) == (one != other)


@pytest.mark.parametrize("base", families().values(), ids=families().keys())
def test_every_part_and_setting_is_called_something_for_people(base):
    for kind, member in family(base).items():
        assert "-" not in kind or member.title != kind
        assert not any(INTERNAL.search(each.label) for each in settings(member))
