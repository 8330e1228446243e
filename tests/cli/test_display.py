"""What Qt would abort on, found out before Qt starts."""

import os
import shutil
import socket
import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError

import pytest

from playground.cli import display

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture
def bare(monkeypatch):
    """A Linux machine without a display."""
    monkeypatch.setattr("sys.platform", "linux")
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere Qt knows its own platform")
@pytest.mark.parametrize("asked", ["nonsense", "nonsense;more", "x" * 5000, "xc", "nonsense:option"])
def test_a_platform_that_qt_does_not_know_is_named(bare, asked):
    bare.setenv("QT_QPA_PLATFORM", asked)
    sentence = display.missing()
    assert sentence.startswith("Qt has no platform ")
    assert "offscreen" in sentence
    assert len(sentence) < 400
    assert sentence.endswith(display.TERMINAL)


@pytest.mark.parametrize("asked", ["offscreen", "Offscreen", "nonsense;offscreen", "minimal:option"])
def test_a_platform_that_qt_knows_is_enough(bare, asked):
    bare.setenv("QT_QPA_PLATFORM", asked)
    assert display.missing() == ""


def test_without_a_display_there_is_a_sentence(bare):
    assert display.missing().startswith("There is no display")


def test_a_platform_without_a_display_is_taken_at_its_word(bare):
    bare.setenv("QT_QPA_PLATFORM", "offscreen")
    assert display.missing() == ""


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY"])
@pytest.mark.parametrize("platform", ["", "wayland;xcb"])
def test_a_display_at_which_nobody_listens_is_named(bare, name, platform, tmp_path):
    bare.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    bare.setenv(name, ":4711")
    bare.setenv("QT_QPA_PLATFORM", platform)
    assert display.missing().startswith("The display :4711 does not answer, so the network is trained")


def test_a_wayland_display_at_which_somebody_listens_is_enough(bare, tmp_path):
    bare.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    bare.setenv("WAYLAND_DISPLAY", "wayland-0")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        server.listen()
        assert display.missing() == ""


def test_a_display_that_accepts_and_is_silent_is_not_waited_for(bare, tmp_path):
    bare.setattr(display, "TIME", 0.2)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        number = server.getsockname()[1] - 6000
        server.listen()
        bare.setenv("DISPLAY", f"127.0.0.1:{number}")
        start = time.monotonic()
        assert "does not answer" in display.missing()
        assert time.monotonic() - start < 5.0


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs a display without a screen")
def test_a_display_that_answers_is_enough(bare):
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "640x480x24", "-noreset"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        try:
            number = os.read(read, 16).decode().strip()
            bare.setattr(display, "TIME", 20.0)  # a busy machine answers late
            bare.setenv("DISPLAY", f":{number}")
            assert display.missing() == ""
            bare.setenv("QT_QPA_PLATFORM", "wayland")  # at which nobody listens
            bare.setenv("WAYLAND_DISPLAY", "wayland-4711")
            assert "does not answer" in display.missing()
            bare.delenv("QT_QPA_PLATFORM")
            assert display.missing() == ""
            bare.setattr(display, "LIBRARIES", ("libnowhere.so.7",))
            assert "sudo apt-get install libgl1" in display.missing()
            server.terminate()
            server.wait()
            assert "does not answer" in display.missing()
        finally:
            server.kill()
    os.close(read)
    os.close(write)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_always_have_a_display(bare, platform):
    bare.setattr("sys.platform", platform)
    assert display.missing() == ""


@pytest.mark.parametrize(
    ("python", "qt", "sentence"),
    [
        ((3, 11), "6.12.0", "PySide6 6.12.0 crashes on Python 3.11; install another"),
        ((3, 11), "7.0", "PySide6 7.0 crashes on Python 3.11; install another"),
        ((3, 11), "6.10.2", ""),
        ((3, 12), "6.12.0", ""),
    ],
)
def test_a_qt_that_crashes_with_this_python_is_named(monkeypatch, python, qt, sentence):
    class Version(tuple):
        major, minor = python

    monkeypatch.setattr("sys.version_info", Version(python))
    monkeypatch.setattr(display, "version", lambda name: qt)
    assert display.broken()[: len(sentence) or None] == sentence


def test_a_qt_that_is_not_there_is_named(monkeypatch):
    def absent(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(display, "version", absent)
    assert display.broken() == "PySide6 is not installed; install the program again with pip."
