"""Exporting from the window: what the dialog shows is what is written, and errors are said in words."""

import re
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import safetensors
from disks import full_disk
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton

import playground
from playground.experiment import presets
from playground.export import event_file, weights
from playground.export.code import formats as code
from playground.export.outgoing import file_name
from playground.export.result_formats import RESULT_FORMATS
from tests.gui.controls import complaint


def offered(qtbot, window):
    """The dialog that shows what can be exported."""
    window.actions_["export"].trigger()
    qtbot.waitUntil(lambda: window.files.exports.dialog is not None)
    return window.files.exports.dialog


def export(qtbot, window, ending):
    """Export what is there in a format."""
    dialog = offered(qtbot, window)
    dialog.choose(ending)
    dialog.accept()


def test_weights_are_exported_as_they_are_now(qtbot, window, answer, tmp_path):
    window.actions_["epoch"].trigger()
    answer(tmp_path / "weights", "NumPy (*.npz)")
    with qtbot.waitSignal(window.files.message) as said:
        export(qtbot, window, ".npz")
    assert "epoch 1" in said.args[0]
    expected = playground.train(playground.load("circle"), epochs=1).network.arrays()
    with np.load(tmp_path / "weights.npz") as found:
        assert {name for name in found if not name.endswith(".json")} == set(expected)
        assert all(np.array_equal(found[name], expected[name]) for name in expected)


def test_weights_are_those_of_the_run_once_an_edit_that_does_not_fit_is_taken_back(
    qtbot, window, answer, tmp_path
):
    path = tmp_path / "w.safetensors"
    answer(path)
    running = window.store.experiment
    window.store.commit(running.changed(loss="cross-entropy"))
    window.store.commit(window.store.experiment.changed(layers=("dense",)))
    assert not window.actions_["export"].isEnabled()
    for _ in range(2):
        window.actions_["undo"].trigger()
    qtbot.waitUntil(window.actions_["export"].isEnabled)
    export(qtbot, window, ".safetensors")
    qtbot.waitUntil(path.exists)
    with safetensors.safe_open(path, "numpy") as file:
        assert file.metadata()["preset"] == presets.text(running)
        assert file.get_tensor("01_dense/weight").shape == (2, 4)


def test_an_edit_while_the_dialog_is_on_its_way_does_not_mix_two_runs(qtbot, window, answer, tmp_path):
    answer(tmp_path / "weights.npz")
    smaller = window.store.experiment.changed(layers=({"kind": "dense", "units": 3},))
    once = Qt.ConnectionType.SingleShotConnection
    window.actions_["export"].trigger()
    window.player.reported.connect(lambda report: window.store.commit(smaller), once)
    qtbot.waitUntil(lambda: window.store.experiment == smaller and window.files.exports.dialog is not None)
    window.files.exports.dialog.choose(".npz")
    window.files.exports.dialog.accept()
    qtbot.waitUntil((tmp_path / "weights.npz").exists)
    assert playground.load_network(tmp_path / "weights.npz").figures.epoch == 0


def test_an_export_that_fails_is_said(qtbot, window, answer, tmp_path):
    answer(tmp_path / "nowhere" / "weights.npz")
    export(qtbot, window, ".npz")
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QMessageBox)))
    assert "weights.npz could not be written" in complaint(window)


@pytest.mark.parametrize("ending", weights.FORMATS)
def test_an_export_shows_what_will_be_written(qtbot, window, answer, tmp_path, ending):
    answer(tmp_path / f"w{ending}")
    dialog = offered(qtbot, window)
    dialog.choose(ending)
    shown = dialog.preview.toPlainText()
    trained = dialog.trained
    dialog.accept()
    qtbot.waitUntil((tmp_path / f"w{ending}").exists)
    written = weights.FORMATS[ending].read((tmp_path / f"w{ending}").read_bytes())
    assert written.arrays
    assert all(name in shown for name in written.arrays)
    assert f'"circle{ending}"' in shown
    assert np.array_equal(
        weights.read(tmp_path / f"w{ending}").network.parameters, trained.network.parameters
    )


def test_code_may_have_batches_of_its_own(qtbot, window, answer, tmp_path):
    path = tmp_path / "w.train.numpy.py"
    answer(path)
    dialog = offered(qtbot, window)
    assert not dialog.same_batches.isVisible()
    dialog.choose(".train.numpy.py")
    assert dialog.same_batches.isVisible()
    qtbot.waitUntil(lambda: "bit_generator" in dialog.preview.toPlainText())
    dialog.same_batches.setChecked(False)
    qtbot.waitUntil(lambda: "batches of its own" in dialog.preview.toPlainText())
    dialog.accept()
    qtbot.waitUntil(path.exists)
    assert "batches of its own" in path.read_text()


def test_the_dialog_stays_live_while_a_preview_is_made_and_leaves_nothing_when_it_closes(
    qtbot, window, monkeypatch
):
    begun, go_on = threading.Event(), threading.Event()

    def slowly(run):
        begun.set()
        yield "one"
        go_on.wait()
        yield "two"

    monkeypatch.setitem(RESULT_FORMATS, ".csv", replace(RESULT_FORMATS[".csv"], preview=slowly))
    dialog = offered(qtbot, window)
    dialog.choose(".csv")
    assert begun.is_set()
    assert dialog.preview.toPlainText() == "One moment …"
    dialog.choose(".npz")  # meanwhile
    assert "01_dense/weight" in dialog.preview.toPlainText()
    dialog.choose(".csv")
    making = dialog.making
    dialog.reject()
    assert making.running
    go_on.set()
    qtbot.waitUntil(lambda: not making.running)
    dialog = offered(qtbot, window)
    go_on.clear()
    dialog.choose(".csv")
    go_on.set()
    qtbot.waitUntil(lambda: dialog.preview.toPlainText() == "one\ntwo")
    dialog.reject()


def test_pictures_and_films_are_reached_from_the_export_dialog(qtbot, window):
    for name, other in (("picture", window.pictures), ("film", window.films)):
        dialog = offered(qtbot, window)
        (button,) = (b for b in dialog.findChildren(QPushButton) if b.text() == window.actions_[name].text())
        button.click()
        qtbot.waitUntil(other.isVisible)
        qtbot.waitUntil(lambda: window.files.exports.dialog is None)
        other.reject()


def test_a_whole_run_is_saved_from_the_export_dialog(qtbot, window, answer, tmp_path):
    answer(path := tmp_path / "mine.run")
    dialog = offered(qtbot, window)
    (button,) = (b for b in dialog.findChildren(QPushButton) if b.text() == "Save run…")
    button.click()
    qtbot.waitUntil(path.exists)


def test_a_picture_is_called_as_the_experiment_and_what_it_shows(window, monkeypatch):
    asked = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *said: (asked.append(said[2]), ("", ""))[1])
    window.actions_["picture"].trigger()
    window.pictures.save.click()
    window.pictures.reject()
    assert asked == [str(Path(window.files.recent.folder) / "circle-whole-window.png")]


def test_a_table_leaves_without_the_ending_of_its_name():
    assert file_name("My flowers.csv") == "my-flowers"
    assert file_name("Lesson 1.5") == "lesson-1-5"


def test_keys_go_from_format_to_format_and_over_headings(qtbot, window):
    formats = offered(qtbot, window).formats
    seen = [formats.ending]
    for _ in range(formats.count()):
        qtbot.keyClick(formats, Qt.Key.Key_Down)
        seen.append(formats.ending)
    assert list(dict.fromkeys(seen)) == [*weights.FORMATS, *code.FORMATS, *RESULT_FORMATS]
    window.files.exports.dialog.reject()


def test_a_disk_that_is_full_is_said_in_one_sentence_for_every_writer(qtbot, window, answer, tmp_path):
    path = tmp_path / "w.safetensors"
    path.write_bytes(b"old")
    answer(path)
    with full_disk(100):
        export(qtbot, window, ".safetensors")
        qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    assert complaint(window) == "w.safetensors could not be written.\nfile too large"
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("ending", [ending for ending, told in RESULT_FORMATS.items() if not told.in_folder])
def test_history_and_report_are_exported_of_the_run_as_it_is_shown(qtbot, window, answer, tmp_path, ending):
    for _ in range(2):
        with qtbot.waitSignal(window.player.reported):
            window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.player.run.reached == 2)
    answer(tmp_path / f"r{ending}")
    dialog = offered(qtbot, window)
    dialog.choose(ending)
    shown = dialog.preview.toPlainText()
    dialog.accept()
    qtbot.waitUntil((tmp_path / f"r{ending}").exists)
    qtbot.waitUntil(lambda: "epoch 2 written" in window.status.left.text())
    written = (tmp_path / f"r{ending}").read_text(encoding="utf-8")
    if ending == ".html":
        assert all(line.split("\t")[0] in shown for line in ("Summary", "Curves", "Formulas", "Weights"))
        assert "2 epochs" in written
    else:
        assert written.splitlines() == shown.splitlines()


def test_a_run_is_written_for_tensorboard_and_replaced_only_when_asked(
    qtbot, window, answer, asked, tmp_path
):
    pytest.importorskip("tensorboardX")
    texts, answers = asked
    folder = tmp_path / "run"
    folder.mkdir()
    answer(folder)
    export(qtbot, window, event_file.NAME)
    qtbot.waitUntil(lambda: window.status.left.text() == "The run until epoch 0 written to run")
    assert b"loss/train" in (folder / event_file.NAME).read_bytes()
    assert texts == []
    for button in (QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes):
        (folder / event_file.NAME).write_bytes(b"old")
        answers.append(button)
        export(qtbot, window, event_file.NAME)
        assert texts.pop() == f"run already holds {event_file.NAME}. Replace it?"
        if button == QMessageBox.StandardButton.Yes:
            qtbot.waitUntil(lambda: (folder / event_file.NAME).read_bytes() != b"old")
    answer("")
    export(qtbot, window, event_file.NAME)
    assert window.files.waiting is None


def test_where_tensorboards_writer_is_missing_the_dialog_says_how_to_install_it(qtbot, window, monkeypatch):
    monkeypatch.setattr(event_file, "find_spec", lambda name: None)
    dialog = offered(qtbot, window)
    dialog.choose(event_file.NAME)
    assert dialog.preview.toPlainText() == event_file.MISSING
    assert not dialog.export.isEnabled()
    dialog.reject()


@pytest.mark.slow
def test_a_report_that_cannot_be_written_is_said_and_one_can_be_left(qtbot, window, answer, tmp_path):
    answer(tmp_path / "nowhere" / "r.html")
    export(qtbot, window, ".html")
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QMessageBox)))
    assert "r.html could not be written" in complaint(window)
    answer(tmp_path / "r.html")
    export(qtbot, window, ".html")
    job = window.files.waiting.reading
    window.files.cancel()
    qtbot.waitUntil(lambda: not job.running)
    assert not (tmp_path / "r.html").exists()


def test_a_report_of_an_earlier_moment_has_what_was_changed_later_at_its_end(qtbot, window, answer, tmp_path):
    """That is how the run would go on from there."""
    for _ in range(2):
        window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.time.slider.value() == 2)
    window.store.commit(window.store.experiment.changed(batch_size=3))
    window.time.slider.setValue(1)
    qtbot.waitUntil(lambda: "1 of 2" in window.time.text.text())
    answer(tmp_path / "early", "Report (*.html)")
    with qtbot.waitSignal(window.files.message):
        export(qtbot, window, ".html")
    text = (tmp_path / "early.html").read_text(encoding="utf-8")
    assert re.search(r"Epoch 1<.*?batch size", text)
    assert "Epoch 2<" not in text
