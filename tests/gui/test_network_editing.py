"""Numbers, inputs and layers of the network, changed in its picture."""

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QMenu,
)

from playground.gui.network.diagram import Link
from playground.gui.network.number_field import read
from playground.gui.network.selection import Chosen
from playground.gui.network.tiles import Tile
from tests.gui.controls import errors, layer_columns, texts
from tests.gui.network_pointing import CTRL, LEFT, SHIFT, click, double_click, move, press, rows, spot, typed
from tests.gui.running import snapshot_of


@pytest.mark.slow
def test_a_double_click_lets_a_number_be_typed_and_undone(qtbot, drawn):
    before = snapshot_of(qtbot, drawn).parameters[0].copy()
    loss = drawn.toolbar.findChildren(QLabel)
    told = [label.text() for label in loss]
    for where, name, place in (
        (Link(0, 1, 1), "weight x₂ → unit 2 of layer 1", 5),
        (Link(1, 2, 0), "weight unit 3 of layer 1 → unit 1 of layer 2", 16),
        (Tile(0, 3), "bias of unit 4 of layer 1", 11),
        (Tile(2, 0), "bias of output", 24),
    ):
        double_click(qtbot, drawn, where)
        assert drawn.network.editing.field.name == name
        typed(qtbot, drawn, "-2,5")
        after = snapshot_of(qtbot, drawn).parameters[0]
        assert np.flatnonzero(after != before).tolist() == [place]
        assert after[place] == -2.5
        qtbot.waitUntil(lambda: [label.text() for label in loss] != told)
        assert drawn.store.undoes == name
        drawn.actions_["undo"].trigger()
        assert np.array_equal(snapshot_of(qtbot, drawn).parameters[0], before)
        qtbot.waitUntil(lambda: [label.text() for label in loss] == told)


def test_what_cannot_be_a_weight_is_refused_in_words(qtbot, drawn):
    for text, said in (
        ("much", '"much" is not a number'),
        ("", "type a number"),
        ("inf", "not a finite"),
        ("1e39", "beyond"),
    ):
        double_click(qtbot, drawn, Link(0, 0, 0))
        with qtbot.assertNotEmitted(drawn.network.numbers_edited):
            typed(qtbot, drawn, text)
        (error,) = errors(drawn.network.editing.field)
        assert said in error
        with qtbot.assertNotEmitted(drawn.network.numbers_edited):
            qtbot.keyClick(drawn.network.editing.field.findChild(QLineEdit), Qt.Key.Key_Escape)
        assert not drawn.network.editing.field.isVisible()


def test_a_click_elsewhere_leaves_a_number_as_it_is(qtbot, drawn):
    double_click(qtbot, drawn, Link(0, 0, 0))
    with qtbot.assertNotEmitted(drawn.network.numbers_edited):
        qtbot.keyClicks(drawn.network.editing.field.findChild(QLineEdit), "7")
        click(qtbot, drawn, Tile(1, 1))
    assert not drawn.network.editing.field.isVisible()


def test_keys_typed_into_a_number_are_not_the_windows(qtbot, drawn):
    double_click(qtbot, drawn, Link(0, 0, 0))
    typed(qtbot, drawn, "1e b", Qt.Key.Key_Space)
    assert drawn.network.editing.field.findChild(QLineEdit).text() == "1e b "
    assert snapshot_of(qtbot, drawn).steps == 0


@given(value=st.floats(-1e29, 1e29))
def test_a_number_is_read_as_it_is_written(value):
    assert read(f"{value!r}".replace("-", "−")) == value


@given(text=st.text(st.sampled_from("01e.,-−+ naif_x"), max_size=8))
def test_any_text_is_a_finite_number_or_refused(text):
    value = 0.0
    with suppress(ValueError):
        value = read(text)
    assert abs(value) <= 1e30


def test_several_links_and_a_bias_are_zeroed_together_and_that_is_undone(qtbot, drawn):
    before = snapshot_of(qtbot, drawn).parameters[0].copy()
    click(qtbot, drawn, Link(0, 1, 1))
    for where in (Link(1, 2, 0), Tile(0, 3), Tile(1, 0), Tile(1, 0)):  # the last is let go again
        click(qtbot, drawn, where, CTRL)
    assert "3 selected" in texts(drawn.network.editing.bar)
    press(qtbot, drawn, "zero")
    after = snapshot_of(qtbot, drawn).parameters[0]
    assert np.flatnonzero(after != before).tolist() == [5, 11, 16]
    assert (after[[5, 11, 16]] == 0.0).all()
    assert drawn.store.undoes == "zeroing 3 parameters"
    drawn.actions_["undo"].trigger()
    assert np.array_equal(snapshot_of(qtbot, drawn).parameters[0], before)


def test_a_rectangle_selects_the_links_through_it_and_they_are_perturbed(qtbot, drawn):
    before = snapshot_of(qtbot, drawn).parameters[0].copy()
    canvas = drawn.network.canvas
    left, right = (canvas.columns[i].bounds for i in (2, 3))
    start, end = QPoint(int(left.right()) + 4, 2), QPoint(int(right.left()) - 4, canvas.height() - 3)
    qtbot.mousePress(canvas, LEFT, SHIFT, start)
    qtbot.mouseMove(canvas, end)
    qtbot.mouseRelease(canvas, LEFT, SHIFT, end)
    assert drawn.network.editing.selected == {Link(2, 0, 0), Link(2, 1, 0)}
    press(qtbot, drawn, "perturb")
    after = snapshot_of(qtbot, drawn).parameters[0]
    assert np.flatnonzero(after != before).tolist() == [22, 23]
    assert np.abs(after - before).max() < 1.0


def test_a_frozen_weight_stays_while_the_others_learn_and_thaws_again(qtbot, drawn):
    click(qtbot, drawn, Link(0, 1, 1))
    click(qtbot, drawn, Tile(0, 0), CTRL)
    press(qtbot, drawn, "freeze")
    assert drawn.store.experiment.frozen == (5, 8)
    before = snapshot_of(qtbot, drawn).parameters[0].copy()
    drawn.actions_["epoch"].trigger()
    after = snapshot_of(qtbot, drawn).parameters[0].copy()
    assert np.flatnonzero(after == before).tolist() == [5, 8]
    click(qtbot, drawn, Link(0, 1, 1))
    move(qtbot, drawn, Link(0, 1, 1))
    assert "frozen" in rows(drawn)
    press(qtbot, drawn, "thaw")
    drawn.actions_["epoch"].trigger()
    assert np.flatnonzero(snapshot_of(qtbot, drawn).parameters[0] == after).tolist() == [8]
    drawn.store.commit(drawn.store.experiment.changed(layers=[{"kind": "dense", "units": 3}]))
    assert drawn.store.experiment.frozen == ()
    assert not drawn.network.editing.bar.isVisible()


def test_a_right_click_asks_what_to_do_with_a_link(qtbot, drawn):
    where = spot(drawn, Link(1, 2, 0))
    canvas = drawn.network.canvas
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, canvas.mapToGlobal(where))
    QApplication.sendEvent(canvas, event)
    menu = next(menu for menu in canvas.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if action.text() == "Zero").trigger()
    menu.close()
    assert snapshot_of(qtbot, drawn).parameters[0, 16] == 0.0


def test_a_click_beside_everything_lets_the_selection_go(qtbot, drawn):
    click(qtbot, drawn, Link(0, 0, 0))
    assert drawn.selection.chosen == Chosen(0, 0, ("weight", (0, 0)))
    qtbot.mouseClick(drawn.network.canvas, LEFT, pos=QPoint(3, 3))
    assert not drawn.network.editing.bar.isVisible()
    assert drawn.selection.chosen == Chosen()


def drag(qtbot, handle, x):
    """Take a column by its title and put it down at a point of the screen."""
    start = handle.rect().center()
    end = QPoint(handle.mapFromGlobal(QPoint(x, 0)).x(), start.y())
    qtbot.mousePress(handle, LEFT, pos=start)
    for point in ((start + end) / 2, end):
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(point),
            QPointF(handle.mapToGlobal(point)),
            LEFT,
            LEFT,
            SHIFT & CTRL,
        )
        QApplication.sendEvent(handle, event)
    qtbot.mouseRelease(handle, LEFT, pos=end)


def test_a_layer_is_dragged_to_another_place(qtbot, open_window):
    window = open_window(layers=[{"kind": "dense", "units": units} for units in (2, 3, 4)])
    window.resize(1440, 900)
    heads = layer_columns(window.layers)
    centre = heads[2].mapToGlobal(heads[2].rect().center()).x()
    drag(qtbot, heads[0].handle, centre - 20)
    assert [layer.units for layer in window.store.experiment.layers] == [3, 2, 4]
    drag(qtbot, heads[0].handle, centre + 20)
    assert [layer.units for layer in window.store.experiment.layers] == [2, 4, 3]
    drag(qtbot, heads[2].handle, heads[0].mapToGlobal(QPoint(0, 0)).x())
    assert [layer.units for layer in window.store.experiment.layers] == [3, 2, 4]
    assert not window.layers.findChild(QFrame, "drop").isVisible()
    drag(
        qtbot,
        heads[1].handle,
        heads[1].mapToGlobal(heads[1].rect().center()).x() + 30,
    )
    assert [layer.units for layer in window.store.experiment.layers] == [3, 2, 4]


def test_inputs_are_switched_on_and_off_by_a_click(qtbot, drawn):
    network = drawn.network
    kinds = [feature.kind for feature in network.numbers.inputs.off]
    assert len(network.canvas.columns[0].off) == len(kinds) == 5
    square = network.canvas.columns[0].off[kinds.index("x1-squared")].center().toPoint()
    qtbot.mouseMove(network.canvas, square)
    assert network.card.facts.heading == "x₁²"
    qtbot.mouseClick(network.canvas, LEFT, pos=square)
    assert [feature.kind for feature in drawn.store.experiment.features] == ["x1", "x2", "x1-squared"]
    click(qtbot, drawn, Tile(-1, 0))
    assert [feature.kind for feature in drawn.store.experiment.features] == ["x2", "x1-squared"]
    click(qtbot, drawn, Tile(-1, 0))
    click(qtbot, drawn, Tile(-1, 0))
    assert drawn.store.experiment.features == ()
    assert len(network.canvas.columns[0].off) == 7
    qtbot.mouseClick(network.canvas, LEFT, pos=network.canvas.columns[0].off[1].center().toPoint())
    assert [feature.kind for feature in drawn.store.experiment.features] == ["x2"]
    assert drawn.actions_["play"].isEnabled()


def test_a_formula_is_an_input_that_a_click_takes_away(qtbot, open_window):
    window = open_window(features=["x1", {"kind": "formula", "text": "x1*x2"}])
    window.resize(1440, 900)
    assert [feature.kind for feature in window.network.numbers.inputs.ready][-1] == "formula"
    click(qtbot, window, Tile(-1, 1))
    assert [feature.kind for feature in window.store.experiment.features] == ["x1"]
