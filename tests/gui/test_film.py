"""Films of a run: a picture for each moment, as large as was wanted; one that is stopped leaves nothing."""

import itertools
import os
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

pytestmark = pytest.mark.slow  # the window is opened for every test


@pytest.fixture
def dialog(qtbot, window):
    """The dialog on a run of six epochs."""
    window.player.play(6)
    qtbot.waitUntil(lambda: window.player.run.reached == 6 and not window.player.playing)
    window.actions_["film"].trigger()
    qtbot.waitUntil(lambda: len(window.films.epochs) == 7)
    yield window.films
    window.films.reject()
    window.films.reject()


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(dialog, what, width, height, count=7):
    dialog.picture_form.what.setCurrentText(what)
    dialog.picture_form.width_.choose(width)
    dialog.picture_form.height_.choose(height)
    dialog.count.choose(count)


@pytest.mark.parametrize("what", ["Network and decision boundary", "Loss", "Gradients"])
def test_a_film_has_a_picture_for_each_moment(qtbot, window, dialog, answer, tmp_path, what):
    if what == "Gradients":  # which asks seldom, but is filmed at every moment
        dialog.reject()
        window.dock_area.raise_view("gradients")
        window.actions_["film"].trigger()
        qtbot.waitUntil(lambda: len(dialog.epochs) == 7)
    choose(dialog, what, 640, 360, 4)
    assert dialog.epochs == [0, 2, 4, 6]
    dialog.rate.choose(5)
    answer(tmp_path / "run.gif")
    press(qtbot, dialog.save)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert window.status.left.text() == "Saved run.gif"
    with Image.open(tmp_path / "run.gif") as film:
        assert (film.n_frames, film.size, film.info["loop"]) == (4, (640, 360), 0)
        assert film.info["duration"] == 200
        frames = []
        for number in range(film.n_frames):
            film.seek(number)
            frames.append(np.asarray(film.convert("RGB"), int))
    below = slice(40, None)  # the heading, which says another epoch, is above
    assert all(np.any(a[below] != b[below]) for a, b in itertools.pairwise(frames))
    qtbot.waitUntil(lambda: window.time.epoch == 6)
    assert not window.time.earlier


def test_a_film_is_called_as_the_experiment_and_what_it_shows(dialog, window, monkeypatch):
    asked = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *said: (asked.append(said[2]), ("", ""))[1])
    dialog.save.click()
    assert asked == [str(Path(window.files.recent.folder) / "circle-whole-window.gif")]


def test_the_moment_that_was_shown_is_shown_again(qtbot, window, dialog, answer, tmp_path):
    dialog.reject()
    window.player.seek(3)
    qtbot.waitUntil(lambda: window.time.epoch == 3)
    window.actions_["film"].trigger()
    qtbot.waitUntil(lambda: len(dialog.epochs) == 7)
    choose(dialog, "Loss", 300, 200)
    answer(tmp_path / "run.zip")
    dialog.format.setCurrentIndex(dialog.format.findData(".zip"))
    press(qtbot, dialog.save)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    qtbot.waitUntil(lambda: window.time.epoch == 3)


def test_a_film_that_is_stopped_leaves_nothing(qtbot, window, dialog, answer, tmp_path):
    choose(dialog, "Network", 640, 360)
    answer(tmp_path / "run.gif")
    press(qtbot, dialog.save)
    qtbot.waitUntil(lambda: dialog.bar.value() >= 1)
    assert not dialog.picture_form.sheet.isEnabled()
    writer = dialog.recording.writer
    press(qtbot, dialog.cancel)
    qtbot.waitUntil(lambda: not writer.running)
    assert [name for name in os.listdir(tmp_path) if name.startswith(("run", "."))] == []
    assert dialog.isVisible()
    assert dialog.picture_form.sheet.isEnabled()
    assert dialog.save.isEnabled()
    qtbot.waitUntil(lambda: window.time.epoch == 6)


def test_nobody_waits_for_a_film_that_is_left_while_it_is_written(
    qtbot, window, dialog, answer, tmp_path, monkeypatch
):
    left = threading.Event()

    def write_slowly(path, pictures, film, progress):
        written = [progress(share / 4) for share, _ in enumerate(pictures)]
        progress(0.5)
        left.wait()
        path.write_bytes(bytes(written))

    monkeypatch.setattr("playground.gui.pictures.film_writer.write_film", write_slowly)
    choose(dialog, "Loss", 300, 200, 3)
    answer(tmp_path / "run.gif")
    press(qtbot, dialog.save)
    qtbot.waitUntil(lambda: dialog.bar.value() == 500)
    assert dialog.fact.text() == "Writing run.gif …"
    writer = dialog.recording.writer
    press(qtbot, dialog.cancel)
    assert writer.running
    assert dialog.recording is None
    assert dialog.save.isEnabled()
    left.set()
    qtbot.waitUntil(lambda: not writer.running)
    qtbot.waitUntil(lambda: window.time.epoch == 6)
    assert dialog.isVisible()


def test_a_part_of_the_run_is_filmed(qtbot, dialog, answer, tmp_path):
    assert (dialog.first.number, dialog.last.number) == (0, 6)
    dialog.first.choose(2)
    dialog.last.choose(4)
    assert dialog.epochs == [2, 3, 4]
    dialog.count.choose(2)
    assert dialog.epochs == [2, 4]
    assert dialog.fact.text() == "2 of 3 checkpoints, 0.2 s"
    dialog.format.setCurrentIndex(dialog.format.findData(".zip"))
    assert dialog.fact.text() == "2 of 3 checkpoints"
    dialog.format.setCurrentIndex(dialog.format.findData(".gif"))
    dialog.first.choose(4)
    assert not dialog.save.isEnabled()
    assert dialog.fact.text() == "A film needs two checkpoints; between these epochs there are fewer."
    dialog.first.choose(5)
    assert dialog.epochs == []
    dialog.last.choose(6)
    choose(dialog, "Loss", 300, 200, 2)
    answer(tmp_path / "run.gif")
    press(qtbot, dialog.save)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    with Image.open(tmp_path / "run.gif") as film:
        assert film.n_frames == 2


def test_what_cannot_be_written_is_said(qtbot, dialog, answer, tmp_path):
    answer(tmp_path / "none" / "run.gif")
    choose(dialog, "Loss", 300, 200)
    press(qtbot, dialog.save)
    qtbot.waitUntil(lambda: any(box.isVisible() for box in dialog.findChildren(QMessageBox)))
    box = next(box for box in dialog.findChildren(QMessageBox) if box.isVisible())
    assert box.text().startswith("run.gif could not be written: ")
    box.close()
    assert dialog.save.isEnabled()


def test_without_ffmpeg_it_is_said_before(dialog, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    dialog.format.setCurrentIndex(dialog.format.findData(".mp4"))
    assert not dialog.save.isEnabled()
    assert dialog.fact.text().startswith("MP4 is written by ffmpeg, which is not installed")
    dialog.format.setCurrentIndex(dialog.format.findData(".gif"))
    assert dialog.save.isEnabled()


@pytest.mark.slow
def test_before_the_first_epoch_there_is_nothing_to_film(qtbot, window):
    window.actions_["film"].trigger()
    qtbot.waitUntil(lambda: len(window.films.epochs) == 1)
    assert not window.films.save.isEnabled()
    assert window.films.fact.text() == "There is nothing to film before the first epoch."
    window.films.reject()
