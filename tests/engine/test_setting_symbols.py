"""Settings as symbols of formulas: letter, number, and the help as the meaning."""

import pytest

from playground.engine.activations.rectified import ELU
from playground.engine.losses.classification import CrossEntropy
from playground.engine.optimizers.adam import Adam
from playground.engine.symbolic.setting_symbols import setting_symbol
from playground.parts.setting import settings


def test_a_setting_has_its_letter_its_number_and_its_help():
    found = setting_symbol(Adam(beta_2=0.5), "beta_2")
    assert (found.letter, found.index, found.number) == ("β", "2", 0.5)
    assert found.means == next(each.help for each in settings(Adam) if each.name == "beta_2")


def test_a_letter_without_an_index_has_none():
    found = setting_symbol(ELU(alpha=2.0), "alpha")
    assert (found.letter, found.index, found.number) == ("α", "", 2.0)


def test_one_number_of_a_row_is_counted_from_one():
    found = setting_symbol(CrossEntropy(class_weights=(1.0, 5.0)), "class_weights", 1)
    assert (found.letter, found.index, found.number) == ("c", "2", 5.0)


@pytest.mark.parametrize("name", ["memory", "no_such"])
def test_a_setting_without_a_letter_is_refused(name):
    with pytest.raises(LookupError, match=f"adam has no setting {name} with a letter"):
        setting_symbol(Adam(), name)
