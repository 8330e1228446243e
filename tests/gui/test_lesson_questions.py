"""Questions that a lesson asks in the window."""

import pytest
from PySide6.QtCore import QPoint, Qt

from playground.gui.views.lesson import LessonView

BARS = {
    "kind": "choice",
    "asks": "Which way does it fall?",
    "choices": [
        {"text": "Up", "reply": "Look again."},
        {"text": "Down", "right": True, "reply": "It is heavy."},
    ],
}
SUM = {"kind": "number", "asks": "What is 2 · 3?", "answer": 6.0, "tolerance": 0.01}
ASKING = [
    {"text": "One.", "expect": [BARS, {"kind": "epochs", "epochs": 2}]},
    {"text": "Two.", "expect": [{"kind": "any-of", "of": [SUM, {"kind": "steps", "steps": 99}]}]},
]


@pytest.fixture
def asked(open_window):
    window = open_window(lesson=ASKING)
    return window, window.view(LessonView)


def choose(qtbot, box, text):
    row = next(row for row in box.rows if row.text.text() == text)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() // 2, row.height() // 2))


def test_an_answer_gets_its_word_and_a_wrong_one_may_be_changed(qtbot, asked):
    window, lesson = asked
    (box,) = lesson.questions.boxes
    choose(qtbot, box, "Up")
    assert box.reply.text().startswith("Look again. Try another answer")
    choose(qtbot, box, "Down")
    assert box.reply.text() == "✓ It is heavy."
    assert [tick.text() for tick, _ in lesson.expectations.checklist.rows] == ["✓", "○"]
    assert lesson.expectations.summary.text() == "Go on when"
    window.player.play(2)
    qtbot.waitUntil(lambda: lesson.expectations.summary.text().startswith("✓"))
    assert not lesson.expectations.checklist.isVisible()


def test_a_number_is_typed_and_what_is_none_is_said(qtbot, asked):
    _, lesson = asked
    qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    (box,) = lesson.questions.boxes
    for typed, said in (("six", 'A number is needed: "six" is not a number.'), ("5", "Not so."), ("6", "✓")):
        box.field.setText(typed)
        qtbot.mouseClick(box.done, Qt.MouseButton.LeftButton)
        assert box.reply.text().startswith(said)
        assert lesson.expectations.summary.text().startswith("✓") == (said == "✓")


@pytest.mark.slow
def test_answers_are_there_when_a_step_is_come_to_again(qtbot, asked):
    window, lesson = asked
    choose(qtbot, lesson.questions.boxes[0], "Up")
    qtbot.mouseClick(lesson.next, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(lesson.back, Qt.MouseButton.LeftButton)
    (box,) = lesson.questions.boxes
    assert [row.button.isChecked() for row in box.rows] == [True, False]
    assert box.reply.text().startswith("Look again. Try another answer")
    window.store.open(window.store.experiment, None)
    assert not any(row.button.isChecked() for row in lesson.questions.boxes[0].rows)
