"""Faults: what is wrong, in one line, with the path to it."""

import math
from typing import Literal

import pytest
from pydantic import ValidationError, field_validator

from playground.data.samples import Split
from playground.experiment.experiment import Experiment
from playground.parts.description import Description
from playground.parts.errors import faults, path
from playground.parts.setting import setting


class Sample(Description):
    """One setting of every sort."""

    count: int = setting(1, "A whole number.", ge=0, le=9)
    share: float = setting(0.5, "A number.", gt=0.0, lt=1.0)
    on: bool = setting(False, "A switch.")
    word: str = setting("", "A text.", longest=5)
    choice: Literal["left", "right"] = setting("left", "A choice.")
    row: tuple[float, ...] = setting((), "A list.", longest=2)
    inner: Split = setting(Split(), "An object.")
    bare: Literal["only"] | None = setting(None, "Anything else.")

    @field_validator("word")
    @classmethod
    def _polite(cls, word: str) -> str:
        if word == "rude":
            raise ValueError("say it nicely")
        return word


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"count": 10}, "count: 10 is above 9"),
        ({"count": -1}, "count: -1 is below 0"),
        ({"count": 1.5}, "count: 1.5 is not a whole number"),
        ({"count": True}, "count: true is not a whole number"),
        ({"share": 0.0}, "share: 0.0 is not above 0"),
        ({"share": 1.0}, "share: 1.0 is not below 1"),
        ({"share": math.nan}, "share: nan is not a finite number"),
        ({"share": "half"}, 'share: "half" is not a number'),
        ({"on": 1}, "on: 1 is not true or false"),
        ({"word": 1}, "word: 1 is not a text"),
        ({"word": "\ud800"}, r'word: "\ud800" is not a text'),
        ({"word": "wordy!"}, "word: longer than 5 characters"),
        ({"word": "rude"}, "word: say it nicely"),
        ({"choice": "up"}, 'choice: "up" is not one of "left" or "right"'),
        ({"row": [1.0]}, "row: [1.0] is not a list"),
        ({"row": (1.0, 2.0, 3.0)}, "row: 3 are more than 2"),
        ({"row": (1.0, "2")}, 'row[1]: "2" is not a number'),
        ({"inner": 1}, "inner: 1 is not an object"),
        ({"inner": {"test": 2}}, "inner.test: 2 is above 0.9"),
        ({"inner": {"tset": 0.5}}, 'inner.tset: no such setting; did you mean "test"?'),
        ({"cuont": 1}, 'cuont: no such setting; did you mean "count"?'),
        ({"a\nb": 1}, r"a\nb: no such setting; choose from count, share, on, word, choice, row, inner, bare"),
        ({"bare": "other"}, 'bare: "other" is not one of "only"'),
    ],
)
def test_each_fault_has_its_own_words(settings, line):
    with pytest.raises(ValidationError) as caught:
        Sample.model_validate(settings)
    assert faults(caught.value, Sample) == [line]


def test_a_list_that_is_too_long_hides_no_other_fault():
    with pytest.raises(ValidationError) as caught:
        Sample.model_validate({"count": 10, "row": ["a"] * 21, "inner": {"test": 2}, "wrod": ""})
    assert faults(caught.value, Sample) == [
        "count: 10 is above 9",
        "row: 21 are more than 2",
        "inner.test: 2 is above 0.9",
        'wrod: no such setting; did you mean "word"?',
    ]


def test_what_must_be_given_and_is_not_is_missing():
    class Needy(Description):
        """A description."""

        size: int = setting(help="How large.")

    with pytest.raises(ValidationError) as caught:
        Needy.model_validate({})
    assert faults(caught.value, Needy) == ["size: is missing"]


def test_a_whole_that_is_no_object_has_no_path():
    with pytest.raises(ValidationError) as caught:
        Experiment.model_validate(5)
    assert faults(caught.value, Experiment) == ["5 is not an object"]


def test_a_fault_without_words_of_its_own_keeps_pydantics():
    class Strange(Description):
        """A description."""

        raw: bytes = setting(b"", "Bytes.")

    with pytest.raises(ValidationError) as caught:
        Strange.model_validate({"raw": 5})
    assert faults(caught.value, Strange) == ["raw: 5: input should be a valid bytes"]


@pytest.mark.parametrize(
    ("loc", "text"),
    [
        ((), ""),
        (("seed",), "seed"),
        (("layers", 0, "activation", "kind"), "layers[0].activation.kind"),
        (("weights", 1, 2), "weights[1][2]"),
    ],
)
def test_a_path_reads_like_python(loc, text):
    assert path(loc) == text
