"""What Qt would abort on, found out before Qt starts."""

from importlib.metadata import PackageNotFoundError

import pytest

from playground import display

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture
def bare(monkeypatch):
    """A Linux machine without a display."""
    monkeypatch.setattr("sys.platform", "linux")
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_without_a_display_there_is_a_sentence(bare):
    assert display.missing().startswith("There is no display")


@pytest.mark.parametrize("name", DISPLAYS)
def test_one_display_is_enough(bare, name):
    bare.setenv(name, "something")
    assert display.missing() == ""


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
