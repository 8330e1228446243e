"""History: rows of figures that stay few however long a run is."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.experiment.figures import Figures
from playground.training.history import LONGEST, History


def recorded(epochs, history=None):
    """A history of a run of so many epochs."""
    history = history or History()
    for epoch in range(epochs + 1):
        if history.due(epoch):
            history.add(Figures(epoch, epoch * 25))
    return history


def test_every_epoch_of_a_short_run_has_its_row():
    history = recorded(LONGEST - 1)
    assert [row.epoch for row in history.rows] == list(range(LONGEST))
    assert history.stride == 1


@pytest.mark.parametrize("epochs", [LONGEST, 3 * LONGEST, 50 * LONGEST])
def test_a_long_run_is_thinned_evenly(epochs):
    history = recorded(epochs)
    assert LONGEST / 2 <= len(history.rows) <= LONGEST
    assert [row.epoch for row in history.rows] == list(range(0, epochs + 1, history.stride))


@given(epochs=st.integers(0, 10_000), back=st.integers(0, 10_000))
def test_what_is_cut_off_is_what_came_later(epochs, back):
    history = recorded(epochs)
    before = list(history.rows)
    history.cut(back)
    assert history.rows == [row for row in before if row.epoch <= back]


def test_a_history_goes_on_from_rows_of_another():
    first = recorded(3 * LONGEST)
    second = History(first.rows, first.stride)
    assert second.rows == first.rows
    assert not second.due(3 * LONGEST + 1)
    second.cut(0)
    assert len(first.rows) > 1


def test_figures_are_columns_in_order():
    figures = Figures(3, 75, train_loss=0.5, test_accuracy=1.0)
    assert Figures.names()[:3] == ("epoch", "step", "train_loss")
    assert dict(zip(figures.names(), figures.values(), strict=True)) == {
        "epoch": 3, "step": 75, "train_loss": 0.5, "validation_loss": None, "test_loss": None,
        "train_accuracy": None, "validation_accuracy": None, "test_accuracy": 1.0,
    }  # fmt: skip


@pytest.mark.parametrize("loss", [math.inf, math.nan])
def test_figures_that_are_not_finite_are_known(loss):
    assert not Figures(0, 0, train_loss=0.5, test_loss=loss).finite
    assert Figures(0, 0, train_loss=0.5).finite
