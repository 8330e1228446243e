"""A lesson in the window."""

import pytest
from PySide6.QtCore import Qt

from playground.gui.views.lesson import LessonView
from playground.gui.views.loss import LossView

STEPS = [
    {"text": "One.", "press": "Press Batch.", "expect": {"kind": "steps", "steps": 1}},
    {"text": "Two.", "view": "about"},
]


@pytest.fixture
def taught(open_window):
    window = open_window(lesson=STEPS, locked=("layers",))
    return window, window.view(LessonView)


def test_a_step_waits_for_what_it_names(qtbot, taught):
    window, lesson = taught
    assert lesson.text.text() == "One."
    assert lesson.expectation.text() == "Go on when one batch is trained."
    window.actions_["batch"].trigger()
    qtbot.waitUntil(lambda: lesson.expectation.text().startswith("✓"))
    qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    assert lesson.text.text() == "Two."
    assert not lesson.next.isEnabled()
    assert "about" in window.stage.in_sight()
    qtbot.mouseClick(lesson.back, Qt.MouseButton.LeftButton)
    assert lesson.text.text() == "One."


def test_nobody_is_held_back(qtbot, taught):
    _, lesson = taught
    qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    assert lesson.text.text() == "Two."


def test_a_lesson_locks_what_it_says_and_goes_with_its_experiment(taught):
    window, lesson = taught
    assert lesson.isVisible()
    assert not window.layers.isEnabled()
    assert window.data.isEnabled()
    window.files.open_shipped("xor")
    assert not lesson.isVisible()
    assert window.layers.isEnabled()
    assert window.view(LossView).isVisible()
