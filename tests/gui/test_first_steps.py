"""The first steps: three hints, once, beside what they speak of."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt


def test_the_steps_are_offered_once(qtbot, window):
    steps = window.first_steps
    steps.offer()
    assert steps.isVisible()
    steps.end()
    steps.offer()
    assert not steps.isVisible()
    window.actions_["first"].trigger()
    assert steps.isVisible()


def test_three_steps_and_the_card_is_gone(qtbot, window):
    steps = window.first_steps
    steps.begin()
    said = set()
    for _ in range(3):
        assert steps.isVisible()
        said.add(steps.title.text())
        qtbot.mouseClick(steps.next, Qt.MouseButton.LeftButton)
    assert len(said) == 3
    assert not steps.isVisible()
    assert not steps.ring.isVisible()


def test_escape_and_skip_end_them(qtbot, window):
    window.first_steps.begin()
    qtbot.keyClick(window.first_steps.next, Qt.Key.Key_Escape)
    assert not window.first_steps.isVisible()
    window.first_steps.begin()
    qtbot.mouseClick(window.first_steps.skip, Qt.MouseButton.LeftButton)
    assert not window.first_steps.isVisible()


@pytest.mark.slow
def test_the_card_stays_in_the_window_and_off_what_it_speaks_of(window):
    steps = window.first_steps
    for size in ((1280, 800), (1920, 1080)):
        steps.begin()
        for _ in range(3):
            window.resize(*size)
            assert window.rect().contains(steps.geometry())
            assert not steps.geometry().contains(steps.ring.geometry())
            steps.next.click()


def test_the_ring_goes_with_what_it_is_around(qtbot, window):
    window.resize(1024, 700)
    window.first_steps.begin()
    play, ring = window.toolbar.play, window.first_steps.ring

    def around():
        return ring.geometry().contains(QRect(play.mapTo(window, QPoint(0, 0)), play.size()))

    qtbot.waitUntil(around)
    before = play.pos()
    window.resize(1280, 800)  # where the buttons before it have words
    qtbot.waitUntil(lambda: play.pos() != before)
    assert around()
