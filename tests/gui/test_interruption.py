"""Ctrl-C while the window is open."""

import os
import signal

import pytest

from playground.gui.document.autosave import Autosave
from playground.gui.window.interruption import Interruption


@pytest.fixture
def as_before():
    """Put the handler of Ctrl-C back."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def test_the_event_loop_tells_of_it_once(as_before, qtbot, qapp):
    interruption, came = Interruption(qapp), []
    interruption.interrupted.connect(lambda: came.append(None))
    for _ in range(3):
        os.kill(os.getpid(), signal.SIGINT)
    qtbot.waitUntil(lambda: bool(came))
    assert interruption.end()
    os.kill(os.getpid(), signal.SIGINT)  # is passed over
    assert came == [None]


@pytest.mark.slow
def test_a_window_that_is_interrupted_asks_nothing_and_keeps_what_is_unsaved(
    open_window, preferences, tmp_path
):
    window = open_window()
    window.store.saved(tmp_path / "mine.json")  # of the person's own, so that one would be asked
    changed = window.store.experiment.changed(batch_size=7)
    window.store.commit(changed)
    window.leave()
    assert not window.isVisible()
    assert window.player.process_id is None
    left = Autosave(preferences).left
    assert (left.experiment, left.path) == (changed, tmp_path / "mine.json")
