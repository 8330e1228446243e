"""The window on a disk that is full, or where there are no folders for it."""

import pytest
from PySide6.QtCore import QSettings, QStandardPaths

from playground.gui.document.autosave import Autosave
from playground.gui.window.appearance import Appearance
from tests.gui.conftest import discard

pytestmark = pytest.mark.slow  # the window is opened for every test


@pytest.fixture
def nowhere(tmp_path):
    """Settings for which there can be no folder."""
    (tmp_path / "file").touch()
    return QSettings(str(tmp_path / "file" / "in" / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def preferences(request, tmp_path):
    """The person's settings, empty; or some that cannot be kept."""
    if "nowhere" in request.fixturenames:
        return request.getfixturevalue("nowhere")
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


def test_without_a_folder_for_settings_the_window_opens_and_says_so(nowhere, open_window, answer, tmp_path):
    window = open_window()
    folder = tmp_path / "file" / "in"
    assert window.status.left.text() == (
        f"Settings and unsaved changes cannot be kept in {folder}: not a directory"
    )
    assert not window.unsaved.recover()
    path = tmp_path / "mine.json"
    window.store.commit(window.store.experiment.changed(batch_size=3))
    answer(path)
    window.actions_["save_as"].trigger()
    assert window.status.left.text() == "Saved to mine.json"
    window.store.commit(window.store.experiment.changed(batch_size=4))
    assert window.status.left.text() == "Saved to mine.json"  # it is said once
    window.files.open_file(path)
    discard(window)
    assert not window.isVisible()


def test_a_disk_that_is_full_is_said_once_and_hinders_nobody(window, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("playground.gui.document.autosave.write", full)
    monkeypatch.setattr("pathlib.Path.unlink", full)
    window.store.commit(window.store.experiment.changed(batch_size=3))
    text = "Unsaved changes would be lost in a crash: no space left on device"
    assert window.status.left.text() == text
    window.status.say("")
    window.store.commit(window.store.experiment.changed(batch_size=4))
    assert text not in window.status.left.text()
    discard(window)
    assert not window.isVisible()


def test_without_a_place_for_temporary_files_nothing_is_written_elsewhere(
    qapp, preferences, monkeypatch, tmp_path
):
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda place: "")
    monkeypatch.chdir(tmp_path)
    appearance = Appearance(qapp, preferences)
    appearance.apply()
    assert list(tmp_path.iterdir()) == []
    appearance.deleteLater()


def test_what_a_killed_window_had_half_written_is_removed_at_the_start(qapp, preferences, tmp_path):
    left = tmp_path / ".playground-0123abcd.part"
    left.write_text("half")
    Autosave(preferences).end()
    assert not left.exists()
