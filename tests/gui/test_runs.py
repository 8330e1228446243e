"""Saving and opening a whole run from the window."""

from unittest.mock import Mock

import numpy as np
import onnx
import pytest
import safetensors.numpy
from foreign import from_pytorch, in_onnx
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

import playground
from playground.export import runs, trained_files, weights
from playground.files.archives import DAMAGED
from playground.files.reading import Cancelled
from playground.gui.views.loss import LossView
from playground.gui.views.runs import RunsView
from playground.training.marks import Mark


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
    window.actions_["open"].trigger()
    qtbot.waitUntil(lambda: window.time.slider.value() == 4)
    assert window.store.experiment.title == "Circle"
    assert [row.epoch for row in window.view(LossView).history.rows] == [0, 1, 2, 3, 4]
    window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.time.slider.value() == 5)


def test_an_opened_run_that_goes_on_is_saved_with_its_past(qtbot, window, tmp_path, answer):
    experiment = playground.load("circle").changed(epochs=9)
    begun = playground.train(experiment, keep=3)
    begun.save(tmp_path / "begun.run")
    window.dropped.emit(tmp_path / "begun.run")
    qtbot.waitUntil(lambda: window.player.run.reached == 9)
    for _ in range(2):
        window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.player.run.reached == 11)
    answer(tmp_path / "again.run")
    window.actions_["save_run"].trigger()
    qtbot.waitUntil((tmp_path / "again.run").exists)
    again = runs.read(tmp_path / "again.run")
    assert [snapshot.epochs for snapshot in again.snapshots] == [0, 4, 8, 9, 10, 11, 11]
    assert [row.epoch for row in again.rows] == list(range(12))
    window.player.seek(9)
    shown = []
    window.player.with_snapshot(shown.append)
    qtbot.waitUntil(lambda: bool(shown))
    assert np.array_equal(shown[0].parameters, begun.network.parameters)


def test_a_saved_run_is_among_the_runs_at_once_and_once(qtbot, window, saved):
    view = window.view(RunsView)
    view.tabled.click()
    assert [(run.file, run.figures.epoch, len(run.rows)) for run in view.past] == [("mine.run", 4, 5)]
    names = [view.table.rows.value(row, 0) for row in range(view.table.rows.rowCount())]
    assert any(str(name).startswith("mine.run") for name in names)
    window.actions_["reset"].trigger()
    qtbot.waitUntil(lambda: window.time.slider.value() == 0)
    assert [run.file for run in view.past] == ["mine.run"]


def test_a_run_that_goes_on_after_it_was_saved_leaves_the_saved_one_as_it_was(qtbot, window, saved):
    view = window.view(RunsView)
    window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.time.slider.value() == 5)
    window.actions_["reset"].trigger()
    qtbot.waitUntil(lambda: window.time.slider.value() == 0)
    assert [(run.file, run.figures.epoch) for run in view.past] == [("", 5), ("mine.run", 4)]


def test_a_saved_run_has_its_marks_and_is_among_the_recent_files(qtbot, window, tmp_path, answer):
    for _ in range(2):
        window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.time.slider.value() == 2)
    window.store.commit(window.store.experiment.changed(batch_size=3))
    path = tmp_path / "mine.run"
    answer(path)
    window.actions_["save_run"].trigger()
    qtbot.waitUntil(path.exists)
    window.files.open_shipped("xor")
    qtbot.waitUntil(lambda: window.time.slider.value() == 0)
    assert window.view(LossView).marks.shown == ()
    assert path not in window.files.recent.presets()
    menu = QMenu()
    window.files.fill_recent(menu)
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: window.time.slider.value() == 2)
    assert window.view(LossView).marks.shown == (Mark(2, "batch size"),)


def test_a_file_that_is_no_run_leaves_everything_as_it_was(window, tmp_path):
    bad = tmp_path / "bad.run"
    bad.write_text("hello", encoding="utf-8")
    before = window.store.experiment
    window.run.open(bad)
    box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    assert box.text() == "bad.run could not be opened."
    assert box.informativeText() == "not a whole ZIP file"
    box.close()
    assert window.store.experiment == before


@pytest.fixture
def endless(monkeypatch):
    """Have no run be read to its end."""

    def read(path, progress, data=None):
        while progress(0.5):
            pass
        raise Cancelled

    monkeypatch.setattr(runs, "read", read)


@pytest.mark.usefixtures("endless")
def test_a_run_that_takes_long_to_read_can_be_left(qtbot, window, saved):
    before = window.store.experiment
    window.run.open(saved)
    waiting = window.files.waiting
    reading = waiting.reading
    qtbot.waitUntil(waiting.isVisible)
    qtbot.waitUntil(lambda: waiting.bar.value() == 500)
    window.actions_["epoch"].trigger()  # the window goes on
    qtbot.waitUntil(lambda: window.time.slider.value() == 5)
    qtbot.keyClick(waiting, Qt.Key.Key_Escape)
    assert window.files.waiting is None
    qtbot.waitUntil(lambda: not reading.running)
    assert window.store.experiment == before


@pytest.mark.usefixtures("endless")
def test_a_window_that_closes_leaves_what_it_reads(qtbot, window, saved):
    window.run.open(saved)
    reading = window.files.waiting.reading
    window.close()
    qtbot.waitUntil(lambda: not reading.running)


@pytest.mark.parametrize("ending", [".run", ".npz"])
def test_data_that_are_not_where_they_were_can_be_found(qtbot, window, tmp_path, answer, ending):
    table, moved, saved = (tmp_path / name for name in ("t.csv", "moved.csv", f"w{ending}"))
    table.write_text("x,y,kind\n" + "".join(f"{i % 7},{i % 5},{'ab'[i % 2]}\n" for i in range(40)))
    run = playground.train(playground.from_table(table, target="kind"), epochs=2)
    run.save(saved)
    table.rename(moved)
    before = window.store.experiment
    window.run.open(saved)
    box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    assert box.text() == f"The data of w{ending} are not here."
    assert box.informativeText().startswith(f"{table} is not there. Find it to go on")
    assert window.store.experiment == before
    answer(moved)
    next(button for button in box.buttons() if button.text() == "Find the file…").click()
    qtbot.waitUntil(lambda: window.time.epoch == 2)
    assert window.store.experiment.data.path == str(moved)


def test_whatever_a_reader_raises_is_said(qtbot, window, tmp_path, monkeypatch, capsys):
    for failure in (*DAMAGED, RecursionError, AssertionError, SyntaxError, MemoryError):
        monkeypatch.setattr(runs, "read", Mock(side_effect=failure))
        window.run.open(tmp_path / "mine.run")
        box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
        assert ("memory" if failure is MemoryError else failure.__name__) in box.informativeText()
        assert failure is MemoryError or failure.__name__ in capsys.readouterr().err
        box.close()
        qtbot.waitUntil(lambda: not any(each.isVisible() for each in window.findChildren(QMessageBox)))


@pytest.mark.parametrize("ending", weights.FORMATS)
def test_weights_that_are_dropped_stand_in_the_window_and_go_on(qtbot, window, tmp_path, ending):
    run = playground.train(playground.load("xor"), epochs=7)
    path = tmp_path / f"w{ending}"
    run.save(path)
    window.dropped.emit(path)
    qtbot.waitUntil(lambda: window.player.run.snapshot is not None and window.player.run.reached == 7)
    assert window.store.experiment == run.experiment
    assert np.array_equal(window.player.run.snapshot.parameters, run.network.parameters)
    assert window.status.left.text() == f"w{ending} opened: the run goes on at epoch 7"
    window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.player.run.reached == 8)
    exported = []
    window.player.with_snapshot(exported.append)
    qtbot.waitUntil(lambda: bool(exported))
    further = playground.library.go_on(trained_files.read(path), epochs=8)
    assert np.array_equal(exported[0].parameters, further.network.parameters)


@pytest.mark.parametrize("ending", [".npz", ".safetensors", ".onnx"])
def test_weights_of_another_program_stand_in_the_network_that_they_fit(qtbot, window, tmp_path, ending):
    arrays, path = from_pytorch(window.store.experiment.network()), tmp_path / f"theirs{ending}"
    match ending:
        case ".npz":
            np.savez(path, **arrays)
        case ".safetensors":
            safetensors.numpy.save_file(arrays, path)
        case ".onnx":
            onnx.save(in_onnx(arrays), path)
    before = window.store.experiment
    window.dropped.emit(path)
    expected = playground.load_network(path, before).network.parameters
    qtbot.waitUntil(
        lambda: (
            (found := window.player.run.snapshot) is not None and np.array_equal(found.parameters, expected)
        )
    )
    assert window.store.experiment == before
    first = window.store.experiment.network().names()[0]
    assert np.array_equal(
        playground.load_network(path, before).network.arrays()[f"{first}/weight"], arrays["0.weight"].T
    )


def test_a_model_of_another_program_that_does_not_fit_is_said_in_one_sentence(window, tmp_path):
    onnx.save(in_onnx({"W": np.ones((3, 99), np.float32)}), tmp_path / "theirs.onnx")
    before = window.store.experiment
    window.dropped.emit(tmp_path / "theirs.onnx")
    (box,) = (box for box in window.findChildren(QMessageBox) if box.isVisible())
    (line,) = box.informativeText().splitlines()
    assert line.startswith("it is from another program, and its weights do not fit: its arrays are 3 × 99;")
    box.close()
    box.deleteLater()
    assert window.store.experiment == before


@pytest.mark.slow
def test_weights_that_do_not_fit_change_nothing(window, tmp_path):
    np.savez(tmp_path / "other.npz", **{"0.weight": np.zeros((3, 99)), "0.bias": np.zeros(3)})
    before = window.store.experiment
    window.dropped.emit(tmp_path / "other.npz")
    (box,) = (box for box in window.findChildren(QMessageBox) if box.isVisible())
    assert "other.npz could not be opened" in box.text()
    box.close()
    box.deleteLater()
    assert window.store.experiment == before
