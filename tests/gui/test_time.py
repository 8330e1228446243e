"""Time travel in the window."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from playground.gui.views.boundary import BoundaryView


@pytest.fixture
def trained(qtbot, window):
    """A window whose run has reached epoch 5."""
    for _ in range(5):
        window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.time.slider.maximum() == 5 and window.time.slider.value() == 5)
    return window


def shown_epoch(window):
    return window.time.slider.value()


def test_the_slider_shows_an_earlier_moment_everywhere(qtbot, trained):
    before = trained.view(BoundaryView).plot.image.image.copy()
    for _ in range(3):
        qtbot.keyClick(trained.time.slider, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: "2 of 5" in trained.time._text.text())
    assert trained.time.go_on.isEnabled()
    assert not np.array_equal(trained.view(BoundaryView).plot.image.image, before)
    qtbot.mouseClick(trained.time.now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: np.array_equal(trained.view(BoundaryView).plot.image.image, before))


def test_going_on_from_an_earlier_moment_forgets_what_came_after(qtbot, trained):
    qtbot.keyClick(trained.time.slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: trained.time.go_on.isEnabled() and "0 of 5" in trained.time._text.text())
    qtbot.mouseClick(trained.time.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: trained.time.slider.value() == 0 and not trained.time.go_on.isEnabled())
    trained.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: trained.time.slider.maximum() == 1 and trained.time.slider.value() == 1)


def test_the_film_runs_to_the_present(qtbot, trained):
    qtbot.mouseClick(trained.time.film, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: trained.time.slider.value() < 5)
    qtbot.waitUntil(lambda: trained.time.slider.value() == 5)
    qtbot.waitUntil(lambda: not trained.time._reel.isActive())


def test_playing_leaves_the_past(qtbot, trained):
    qtbot.keyClick(trained.time.slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: trained.time.go_on.isEnabled())
    trained.actions_["play"].trigger()
    qtbot.waitUntil(lambda: trained.time.slider.value() > 5)
    trained.actions_["play"].trigger()


def test_now_held_down_is_a_look_and_not_a_return(qtbot, trained, monkeypatch):
    qtbot.keyClick(trained.time.slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: "0 of 5" in trained.time._text.text())
    monkeypatch.setattr("playground.gui.time_bar.LONG", -1)
    qtbot.mousePress(trained.time.now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: trained.time._text.text() == "Epoch 5")
    assert trained.time.slider.value() == 0
    qtbot.mouseRelease(trained.time.now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "0 of 5" in trained.time._text.text())
