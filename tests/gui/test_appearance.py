"""The style: its small pictures lie in one place that every start uses again."""

import os

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QComboBox

from playground.gui.theme import LIGHT
from playground.gui.window.appearance import Appearance


@pytest.fixture
def styled(qapp, preferences, tmp_path, monkeypatch):
    """Return a function that starts in an appearance, and one that lists the files in the cache."""
    cache = tmp_path / "a cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
    if not place.startswith(str(cache)):
        pytest.skip("the cache cannot be elsewhere here")
    made = []

    def start(choice):
        preferences.setValue("appearance", choice)
        made.append(Appearance(qapp, preferences))
        made[-1].apply()

    yield start, lambda: sorted(path for path in cache.rglob("*") if path.is_file())
    for each in made:
        each.deleteLater()
    qapp.setStyleSheet("")


def test_nothing_is_left_that_the_next_start_does_not_use(styled, tmp_path, monkeypatch):
    start, kept = styled
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    start("light")
    first, folder = kept(), os.listdir(tmp_path)
    assert len(first) == 4  # arrows down, left and right, and a tick
    start("light")
    assert kept() == first
    assert os.listdir(tmp_path) == folder


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_a_menu_has_its_arrow_in_a_folder_of_any_name(qtbot, styled, choice):
    start, _ = styled
    start(choice)
    menu = QComboBox()
    qtbot.addWidget(menu)
    menu.resize(80, 28)
    picture = menu.grab().toImage()
    right = {picture.pixelColor(x, y).name() for x in range(60, 78) for y in range(4, 24)}
    assert len(right) > 1


def test_windows_of_two_themes_do_not_share_a_picture(styled, qapp):
    start, kept = styled
    start("light")
    before = {path: path.read_bytes() for path in kept()}
    start("dark")
    assert all(path.read_bytes() == data for path, data in before.items())
    assert len(kept()) > len(before)


def test_without_a_place_for_pictures_there_is_a_style(styled, qapp, tmp_path):
    (tmp_path / "a cache").write_text("")
    start, _ = styled
    start("light")
    assert LIGHT.ground in qapp.styleSheet()
