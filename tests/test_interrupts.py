"""Ctrl-C, pressed at any moment: the exit code of an interruption, no traceback, and nothing left running."""

import os
import select
import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="no process groups here")

BEGIN = "import os; os.write(1, b'begun\\n'); from playground.__main__ import main; raise SystemExit(main())"
WINDOW = [0.15, 0.3, 0.6, 1.0, 1.7, 3.0]
OFTEN = ["--epochs", "1000000"]


def pressed(words, delay, home, times=1):
    """Press Ctrl-C some time after a command has begun; return its exit code and what it said."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", HOME=str(home), XDG_CONFIG_HOME=str(home))
    with subprocess.Popen(
        [sys.executable, "-c", BEGIN, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,  # a terminal sends to the whole group
        env=environment,
        text=True,
    ) as process:
        assert process.stdout.readline() == "begun\n"
        for _ in range(times):
            time.sleep(delay)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
        try:
            _, err = process.communicate(timeout=20)
        finally:
            rest = left(process.pid)
            if rest:
                os.killpg(process.pid, signal.SIGKILL)
    assert not rest
    return process.returncode, err


def left(group):
    """Whether a process of a group goes on though its first has ended."""
    late = time.monotonic() + 10.0
    while time.monotonic() < late:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        select.select([], [], [], 0.02)
    return True


@pytest.mark.parametrize("delay", [0.1, 0.2, 0.3, 0.6, 1.2])
def test_a_training_is_interrupted(tmp_path, delay):
    code, err = pressed(["train", "circle", *OFTEN], delay, tmp_path)
    assert code == 130
    assert "Traceback" not in err


@pytest.mark.parametrize("delay", [0.1, 0.2, 0.3, 0.5])
def test_a_short_command_is_interrupted_unless_it_is_done(tmp_path, delay):
    code, err = pressed(["presets"], delay, tmp_path)
    assert code in (130, 0)
    assert err == ""


@pytest.mark.slow
@pytest.mark.parametrize("delay", WINDOW)
def test_the_window_is_interrupted(tmp_path, delay):
    code, err = pressed(["open", "circle"], delay, tmp_path)
    assert code == 130
    assert not err.replace("This plugin does not support propagateSizeHints()\n", "")


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0.05, 1.0])
def test_who_presses_often_does_no_harm(tmp_path, delay):
    code, err = pressed(["open", "circle"], delay + 0.1, tmp_path, times=5)
    assert code in (130, -signal.SIGINT)  # the last may come when Python is all but gone
    assert "Traceback" not in err
