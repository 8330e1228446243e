"""The program is killed with unsaved work and started again: the work is offered."""

import json
import os
import subprocess
import sys

import pytest

import playground

pytestmark = pytest.mark.skipif(os.name != "posix", reason="nothing is killed without a word here")

BEGIN = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

application = QApplication(["playground"])

def look():
    for window in application.topLevelWidgets():
        if hasattr(window, "store") and window.isVisible():
            timer.stop()
            act(window)

def tell(window):
    recover = window.actions_["recover"]
    experiment = window.store.experiment
    found = experiment.title, experiment.batch_size, recover.isEnabled(), window.status.left.text()
    print(json.dumps(found), flush=True)

timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
"""
EDIT = """
def act(window):
    window.store.commit(window.store.experiment.changed(batch_size=3))
    tell(window)
"""
RECOVER = """
def act(window):
    tell(window)
    window.actions_["recover"].trigger()
    tell(window)
    window.leave()
    application.quit()
"""
END = """
from playground.cli import commands
sys.exit(commands.main())
"""


def started(home, act, *words):
    """Start the program with something to do as soon as its window is there."""
    places = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    return subprocess.Popen(
        [sys.executable, "-c", BEGIN + act + END, *words],
        stdout=subprocess.PIPE,
        env=os.environ | places | {"QT_QPA_PLATFORM": "offscreen"},
        text=True,
    )


@pytest.mark.slow
def test_work_that_was_killed_is_offered_where_something_else_is_asked_for(tmp_path):
    circle, rings = playground.load("circle"), playground.load("three-rings")
    with started(tmp_path, EDIT, "open", "circle") as first:
        assert json.loads(first.stdout.readline())[:2] == [circle.title, 3]
        first.kill()
    with started(tmp_path, RECOVER, "open", "three-rings") as again:
        out, _ = again.communicate(timeout=60)
    before, after = map(json.loads, out.splitlines())
    offer = "There are unsaved changes from last time: choose File, Recover unsaved changes."
    assert before == [rings.title, rings.batch_size, True, offer]
    assert after[:3] == [circle.title, 3, False]
    assert again.returncode == 0
