"""Saving and opening a whole run from the window."""

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from playground.gui.views.loss import LossView


@pytest.fixture
def saved(qtbot, window, tmp_path, monkeypatch):
    path = tmp_path / "mine.run"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    for _ in range(4):
        window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.time.slider.value() == 4)
    window.actions_["save_run"].trigger()
    qtbot.waitUntil(path.exists)
    return path


def test_a_saved_run_is_opened_with_its_past(qtbot, window, saved, monkeypatch):
    window.files.open_shipped("xor")
    qtbot.waitUntil(lambda: window.time.slider.value() == 0)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(saved), ""))
    window.actions_["open_run"].trigger()
    qtbot.waitUntil(lambda: window.time.slider.value() == 4)
    assert window.store.experiment.title == "Circle"
    assert [row.epoch for row in window.view(LossView).history.rows] == [0, 1, 2, 3, 4]
    window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.time.slider.value() == 5)


def test_a_file_that_is_no_run_leaves_everything_as_it_was(window, tmp_path):
    bad = tmp_path / "bad.run"
    bad.write_text("hello", encoding="utf-8")
    before = window.store.experiment
    window.run.open(bad)
    box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    assert "bad.run" in box.informativeText()
    box.close()
    assert window.store.experiment == before
