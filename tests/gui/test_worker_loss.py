"""Workers that are halted, killed or replaced, and windows that are: either survives the end of the other."""

import os
import select
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer

import playground
from playground.data.tables import importing
from playground.gui.run.worker_link import WorkerLink
from playground.worker.process import Worker
from tests.gui.running import epoch, play, snapshot_of

pytestmark = pytest.mark.slow  # the window is opened for every test


def test_a_worker_that_is_ready_is_taken_and_one_that_was_not_needed_ends(qapp):
    worker = Worker()
    link = WorkerLink(worker)
    link.start()
    assert link.process_id == worker.process.pid
    link.close()
    idle = Worker()
    process = idle.process
    WorkerLink(idle).close()
    assert process.exitcode is not None


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_a_killed_worker_is_named_and_play_goes_on_from_the_last_snapshot(true_start, qtbot, window):
    play(qtbot, window, 5)
    lost = window.player.process_id
    os.kill(lost, signal.SIGKILL)
    qtbot.waitUntil(lambda: "training process ended (exit code -9)" in window.status.left.text())
    kept = window.player.run.kept_epoch
    assert not window.player.playing
    assert window.player.process_id not in (None, lost)
    qtbot.mouseClick(window.toolbar.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.player.playing and epoch(window) > kept + 3)
    window.player.pause()
    window.actions_["epoch"].trigger()
    reached = snapshot_of(qtbot, window)
    expected = playground.train(playground.load("circle"), epochs=reached.epochs)
    assert np.array_equal(reached.parameters, expected.network.parameters)


@pytest.fixture
def halted(qtbot, open_window):
    """A window with a large pasted table, whose worker has been halted while it trained."""
    lines = "".join(f"{i % 97 / 97},{i % 89 / 89},{i % 2}\n" for i in range(20_000))
    data, _ = importing.from_text("a,b,kind\n" + lines, lambda share: True)
    window = open_window("circle", data=data, batch_size=100)
    window.player.play()
    qtbot.waitUntil(lambda: "updates/s" in window.status.right.text())
    process = window.player.process_id
    os.kill(process, signal.SIGSTOP)
    yield window
    if window.player.process_id == process:
        os.kill(process, signal.SIGCONT)


def revised(window, rate):
    experiment = window.store.experiment
    window.store.commit(experiment.changed(optimizer=experiment.optimizer.changed(learning_rate=rate)))


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no way to halt a process here")
@pytest.mark.slow
def test_the_window_goes_on_while_its_worker_is_halted(qtbot, halted):
    window, ticks = halted, []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start(10)
    rates = [0.01 * (i + 1) for i in range(8)]
    for rate in rates:
        revised(window, rate)  # each with the whole table
        qtbot.wait(20)
    qtbot.waitUntil(lambda: "does not answer" in window.status.left.text())
    assert window.status.right.isHidden()
    timer.stop()
    assert max(np.diff(ticks)) < 1.0
    os.kill(window.player.process_id, signal.SIGCONT)
    qtbot.waitUntil(lambda: not window.player.answer_timer.silent)
    qtbot.waitUntil(lambda: f"learning rate {rates[-1]:g}" in window.status.right.text())
    assert "does not answer" not in window.status.left.text()
    assert window.status.right.isVisible()


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no way to halt a process here")
def test_reset_replaces_a_worker_that_does_not_answer(qtbot, halted):
    window, before = halted, halted.player.process_id
    revised(window, 0.02)
    qtbot.waitUntil(lambda: window.player.answer_timer.silent)
    window.player.pause()
    window.actions_["reset"].trigger()
    assert window.player.process_id != before
    assert "does not answer" not in window.status.left.text()
    assert snapshot_of(qtbot, window).steps == 0


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no way to halt a process here")
def test_a_worker_that_dies_while_it_is_sent_to_is_replaced(qtbot, halted):
    window, before = halted, halted.player.process_id
    revised(window, 0.02)
    revised(window, 0.04)
    os.kill(before, signal.SIGKILL)
    qtbot.waitUntil(lambda: window.player.process_id not in (None, before))
    qtbot.waitUntil(lambda: "learning rate 0.04" in window.status.right.text())
    assert not window.player.answer_timer.silent
    assert snapshot_of(qtbot, window).epochs == window.player.run.kept_epoch


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no way to halt a process here")
def test_the_window_closes_at_once_while_its_worker_is_halted(halted):
    revised(halted, 0.02)
    halted.store.undo()
    start = time.perf_counter()
    halted.close()
    assert time.perf_counter() - start < 1.0
    assert halted.player.process_id is None


WINDOW = """
import sys
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
import playground
from playground.gui.window.appearance import Appearance
from playground.gui.document.store import Store
from playground.gui.window.window import Window

if __name__ == "__main__":
    application = QApplication([])
    settings = QSettings(sys.argv[1], QSettings.Format.IniFormat)
    window = Window(Store(playground.load("circle")), settings, Appearance(application, settings))
    window.show()
    window.player.play()
    window.player.reported.connect(lambda report: print(window.player.process_id, flush=True))
    application.exec()
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs process descriptors")
def test_a_killed_window_takes_its_worker_with_it(tmp_path):
    script = tmp_path / "window.py"
    script.write_text(WINDOW)
    command = [sys.executable, str(script), str(tmp_path / "settings.ini")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        worker = os.pidfd_open(int(process.stdout.readline()))
        process.kill()
        gone, _, _ = select.select([worker], [], [], 3.0)
        os.close(worker)
    assert gone
