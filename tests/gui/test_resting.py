"""A paused window: whatever is in sight, it comes to rest."""

import time

import pytest
from PySide6.QtCore import QEvent, QObject
from scenes import suited

from playground.gui.network.selection import Chosen
from playground.gui.views import VIEWS

SETTLED = 2.5
"""Seconds without an answer; expensive views wait up to 1.5 s before they ask for the last time."""


class Repaints(QObject):
    """Counts what is painted anywhere in the program."""

    def __init__(self, application):
        super().__init__(application)
        self.painted = []
        application.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.painted.append(watched)
        return False


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.kind)
def test_a_paused_window_comes_to_rest_and_asks_and_paints_nothing_more(qtbot, qapp, open_window, view):
    window = open_window()
    window.store.open(suited(view), None)
    window.selection.choose(Chosen(layer=0, unit=1))
    window.dock_area.raise_view(view.kind)
    window.player.play()
    qtbot.waitUntil(lambda: window.player.run.reached > 1)
    window.player.pause()
    answers = [time.perf_counter()]
    window.player.reported.connect(lambda report: answers.append(time.perf_counter()))
    qtbot.waitUntil(lambda: time.perf_counter() - answers[-1] > SETTLED)
    repaints = Repaints(qapp)
    with qtbot.assertNotEmitted(window.player.reported, wait=1000):
        pass
    qapp.removeEventFilter(repaints)
    assert not repaints.painted
