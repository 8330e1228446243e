"""The whole course in the window: through every step of every lesson, and back again."""

import pytest
from PySide6.QtCore import Qt

import playground
from playground.experiment import presets
from playground.gui.views.lesson import LessonView
from playground.gui.widgets.plain_text import unbroken

LESSONS = [name for name in presets.shipped() if playground.load(name).lesson]


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.slow
def test_next_leads_through_all_lessons_to_an_end(qtbot, open_window):
    window = open_window(LESSONS[0])
    lesson = window.view(LessonView)
    for name in LESSONS:
        taught = playground.load(name)
        assert window.store.experiment == taught
        for step in taught.lesson[:-1]:
            assert lesson.text.text() == unbroken(step.text)
            press(qtbot, lesson.next)
        assert lesson.text.text() == unbroken(taught.lesson[-1].text)
        assert (lesson.next.text() == "Next lesson") == lesson.next.isEnabled() == (name != LESSONS[-1])
        press(qtbot, lesson.next)


@pytest.mark.slow
@pytest.mark.parametrize("name", LESSONS)
def test_back_restores_what_every_step_of_a_lesson_began_with(qtbot, open_window, name):
    window = open_window(name)
    lesson, steps = window.view(LessonView), playground.load(name).lesson
    began = []
    for step in steps[:-1]:
        began.append((window.store.experiment, window.time.epoch))
        if step.do:
            press(qtbot, lesson.do)
            window.player.pause()
        for _ in range(2):  # the first report may have been on its way already
            with qtbot.waitSignal(window.player.reported):
                window.player.refresh()
        press(qtbot, lesson.next)
    for experiment, epoch in reversed(began):
        press(qtbot, lesson.back)
        assert window.store.experiment == experiment
        qtbot.waitUntil(lambda epoch=epoch: window.time.epoch == epoch and not window.player.playing)
    assert window.store.experiment == playground.load(name)
