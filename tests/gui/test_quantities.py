"""Links and bias squares: weights, gradients or updates, and the number that is drawn widest."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PySide6.QtCore import Qt
from PySide6.QtGui import qRgb
from PySide6.QtWidgets import QToolButton

from playground.gui.network.pixels import picture
from playground.gui.network.quantities import QUANTITIES, shares
from playground.gui.window.actions import LINKS
from playground.training.training import Training

KEYS = {"link_weights": Qt.Key.Key_1, "link_gradients": Qt.Key.Key_2, "link_updates": Qt.Key.Key_3}
LAYERS = [{"kind": "dense", "units": 3}, {"kind": "batch-norm"}, {"kind": "dense", "units": 2}]


@pytest.fixture
def stepped(qtbot, open_window):
    """The window three batches into its run, and the same run by hand: parameters, gradient, update."""
    window = open_window(layers=LAYERS)
    window.resize(1280, 800)
    for _ in range(3):
        window.actions_["batch"].trigger()
    training = Training(window.store.experiment)
    training.advance(2)
    before = training.network.parameters[0].copy()
    training.advance(1)
    after = training.network.parameters[0]
    numbers = dict(zip(LINKS, (after, training.stepping.gradient[0], after - before), strict=True))
    qtbot.waitUntil(lambda: _has(window, after))
    return window, training.network, numbers


def _has(window, parameters):
    inside = window.network.numbers.inside
    return inside is not None and np.array_equal(inside.parameters, parameters)


def drawn(window):
    """What was handed to the picture: the links' shares, and those of the bias squares."""
    content = window.network.canvas.content
    return content.links, np.concatenate([np.asarray(column) for column in content.biases])


def choose(qtbot, window, name):
    """Choose what links show by its key."""
    qtbot.keyClick(window, KEYS[name], Qt.KeyboardModifier.ControlModifier)
    assert [each for each in LINKS if window.actions_[each].isChecked()] == [name]


def chip(window):
    return next(
        button
        for button in window.findChildren(QToolButton)
        if button.menu() and KEYS.keys() <= _names(button)
    )


def _names(button):
    return {action.objectName() for action in button.menu().actions()}


def test_every_quantity_has_an_action():
    assert tuple(QUANTITIES) == LINKS


def test_links_and_biases_are_drawn_from_the_numbers_of_the_same_run_by_hand(qtbot, stepped):
    window, network, numbers = stepped
    arrays = [places for places in network.places() if "weight" in places]
    at_links = np.concatenate([places["weight"].ravel() for places in arrays])
    at_biases = np.concatenate([places["bias"].ravel() for places in arrays])
    for name in (*LINKS[1:], LINKS[0]):
        choose(qtbot, window, name)
        found = numbers[name].astype(float)
        most = np.abs(found[np.concatenate([at_links, at_biases])]).max()
        link, bias = (4.0, 1.0) if name == "link_weights" else (most, most)
        links, biases = drawn(window)
        assert np.array_equal(links, np.clip(found[at_links] / link, -1.0, 1.0))
        assert np.array_equal(biases, np.clip(found[at_biases] / bias, -1.0, 1.0))
        said = window.network.widest.text().removeprefix("widest link: ").replace("−", "-")
        assert float(said) == float(f"{link:.2g}")
        assert window.network.widest.toolTip()


def test_frames_of_tiles_say_how_much_of_the_gradient_is_the_units(qtbot, stepped):
    window, network, numbers = stepped
    dense = [i for i, places in enumerate(network.places()) if "weight" in places]
    for name in LINKS[1:]:
        choose(qtbot, window, name)
        found = window.network.canvas.content.sizes[1:]
        own = {i: network.places()[i] for i in dense}
        lengths = {
            i: np.linalg.norm(
                np.vstack([numbers[name][own[i]["weight"]], numbers[name][own[i]["bias"]]]), axis=0
            )
            for i in dense
        }
        longest = max(each.max() for each in lengths.values())
        for i in dense:
            np.testing.assert_allclose(found[i], lengths[i] / longest, rtol=1e-6)
        assert list(found[1]) == []  # batch-norm
    choose(qtbot, window, "link_weights")
    assert window.network.canvas.content.sizes == [()]


def test_before_any_step_links_show_what_the_next_one_will_do(qtbot, window):
    qtbot.waitUntil(lambda: window.network.numbers.inside is not None)
    found = []
    for name in LINKS[1:]:
        choose(qtbot, window, name)
        assert all(numbers.any() for numbers in drawn(window))
        found.append(drawn(window)[0])
    window.actions_["batch"].trigger()
    qtbot.waitUntil(lambda: window.network.numbers.inside.made)
    for name, before in zip(LINKS[1:], found, strict=True):
        choose(qtbot, window, name)
        assert np.array_equal(drawn(window)[0], before)


def test_the_mouse_chooses_what_links_show_and_the_button_says_which(qtbot, window):
    button = chip(window)
    assert button.text().startswith("Weights")
    menu = button.menu()
    for action in (*menu.actions()[1:], menu.actions()[0]):
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
        assert button.text().startswith(action.text())
        assert window.network.quantity == action.objectName()
        assert not menu.isVisible()


def test_what_links_show_is_no_part_of_the_experiment(qtbot, window):
    before = window.store.experiment
    for name in reversed(LINKS):
        choose(qtbot, window, name)
    assert window.store.experiment is before
    assert not window.store.undoes


NUMBERS = arrays(np.float32, st.integers(1, 20), elements=st.floats(width=32))


def test_numbers_without_bounds_are_drawn_and_warn_nobody():
    largest = np.finfo(np.float32).max
    wild = np.array([[largest, -largest], [np.nan, np.inf]], np.float32)
    image = picture(wild, [qRgb(i, i, i) for i in range(256)])
    assert [image.pixelIndex(x, 1) for x in (0, 1)] == [255, 0]
    assert shares(np.array([np.inf, -np.inf, np.nan, 0.1]), 0.5).tolist() == [1.0, -1.0, 0.0, 0.2]


@given(numbers=NUMBERS)
def test_shares_keep_signs_and_the_largest_number_is_one(numbers):
    for quantity in QUANTITIES.values():
        largest, _ = quantity.scale([numbers.astype(float)])
        found = shares(numbers, largest)
        assert (np.abs(found) <= 1.0).all()
        finite = np.isfinite(numbers)
        if quantity.largest is None:
            assert np.array_equal(np.sign(found[finite]), np.sign(numbers[finite]))
            if numbers[finite].any():
                assert np.abs(found[finite]).max() == 1.0
        assert (found[np.isnan(numbers)] == 0.0).all()
