"""Files from the window: nothing is lost, and errors are said in words."""

import json

import numpy as np
import pytest
import safetensors
from disks import full_disk
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMenu, QMessageBox, QPushButton

import playground
from playground.data.plane.base import Moons
from playground.experiment import presets
from playground.experiment.fitting import with_data
from playground.export import weights
from playground.export.code import formats as code
from playground.export.tellings import TELLINGS
from playground.gui.views.about import AboutView


def export(qtbot, window, ending):
    """Export what is there in a format."""
    window.actions_["export"].trigger()
    qtbot.waitUntil(lambda: window.files.exports.dialog is not None)
    window.files.exports.dialog.choose(ending)
    window.files.exports.dialog.accept()


def complaint(window):
    """The text of the one message box, which is then closed."""
    (box,) = (box for box in window.findChildren(QMessageBox) if box.isVisible())
    text = f"{box.text()}\n{box.informativeText()}"
    box.close()
    box.deleteLater()
    return text


def test_a_preset_is_opened_and_trains(qtbot, window, answer, tmp_path):
    path = tmp_path / "mine.json"
    presets.save(playground.load("xor"), path)
    answer(path)
    window.actions_["open"].trigger()
    assert window.store.experiment == playground.load("xor")
    assert not window.store.unsaved
    assert "mine.json" in window.windowTitle()


def test_a_cancelled_dialog_changes_nothing(window, answer):
    answer("")
    before = window.store.experiment
    for name in ("open", "save_as"):
        window.actions_[name].trigger()
    assert window.store.experiment == before
    assert window.store.path is None


@pytest.mark.parametrize("replace", [False, True])
def test_a_name_that_is_completed_does_not_silently_replace_a_file(
    monkeypatch, window, answer, tmp_path, replace
):
    path = tmp_path / "mine.json"
    path.write_text("precious")
    said = []
    button = QMessageBox.StandardButton.Yes if replace else QMessageBox.StandardButton.No
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.text()) or button)
    answer(tmp_path / "mine", "Presets (*.json)")
    window.actions_["save_as"].trigger()
    assert said == ["mine.json already exists. Replace it?"]
    assert (path.read_text() != "precious") is replace
    answer(tmp_path / "other", "")
    window.actions_["save_as"].trigger()
    assert len(said) == 1
    assert (tmp_path / "other.json").exists()


def test_a_bad_preset_is_explained_and_what_was_open_stays(window, tmp_path):
    path = tmp_path / "bad.json"
    before = window.store.experiment
    for content, said in (
        ("not json", "not JSON"),
        ('{"format": 99}', "newer"),
        ('{"format": 1, "optimizer": {"kind": "adm"}}', 'did you mean "adam"?'),
        ('{"format": 1, "batch_sise": 3, "seed": -1}', 'did you mean "batch_size"?'),
    ):
        path.write_text(content)
        window.files.open_file(path)
        text = complaint(window)
        assert "bad.json could not be opened" in text
        assert said in text
        assert window.store.experiment == before


def test_saving_asks_once_and_then_saves_to_the_same_file(window, answer, tmp_path):
    answer(tmp_path / "kept")
    window.store.commit(window.store.experiment.changed(batch_size=5))
    assert window.isWindowModified()
    window.actions_["save"].trigger()
    assert not window.isWindowModified()
    assert presets.read(tmp_path / "kept.json").batch_size == 5
    answer(tmp_path / "other.json")
    window.store.commit(window.store.experiment.changed(batch_size=7))
    window.actions_["save"].trigger()
    assert presets.read(tmp_path / "kept.json").batch_size == 7


def test_a_folder_that_is_not_there_is_said(window, answer, tmp_path):
    answer(tmp_path / "nowhere" / "kept.json")
    window.actions_["save_as"].trigger()
    assert "could not be saved" in complaint(window)


def test_recent_files_are_listed_last_first_and_forgotten_when_bad(window, tmp_path):
    for name in ("one", "two"):
        presets.save(playground.load("xor"), tmp_path / f"{name}.json")
        window.files.open_file(tmp_path / f"{name}.json")
    menu = QMenu()
    window.files.fill_recent(menu)
    assert [action.text() for action in menu.actions()] == ["two.json", "one.json"]
    (tmp_path / "two.json").write_text("{")
    menu.actions()[0].trigger()
    complaint(window)
    window.files.fill_recent(menu)
    assert [action.text() for action in menu.actions()] == ["one.json"]


def test_a_preset_on_other_data_is_called_edited_until_it_is_undone(window):
    about = window.view(AboutView)
    start = window.store.experiment
    window.store.commit(start.changed(batch_size=7))
    assert (about.name.text(), about.note.isHidden()) == ("Circle", True)
    window.store.commit(with_data(start, Moons()))
    assert about.name.text() == "Circle (edited)"
    assert not about.note.isHidden()
    assert window.windowTitle() == "Circle (edited)[*] – Backprop Playground"
    window.actions_["undo"].trigger()
    assert (about.name.text(), about.note.isHidden()) == ("Circle", True)
    assert window.windowTitle() == "Circle[*] – Backprop Playground"
    window.actions_["redo"].trigger()
    window.files.open_shipped("spiral")
    assert (about.name.text(), about.note.isHidden()) == ("Spiral", True)


@pytest.mark.slow
def test_every_shipped_preset_opens_from_the_menu(window):
    for name in presets.shipped():
        window.files.open_shipped(name)
        assert window.store.experiment == playground.load(name)
        assert window.view(AboutView).reason.text() == playground.load(name).reason


def test_weights_are_exported_as_they_are_now(qtbot, window, answer, tmp_path):
    window.actions_["epoch"].trigger()
    answer(tmp_path / "weights", "NumPy (*.npz)")
    with qtbot.waitSignal(window.files.said) as said:
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


def test_an_export_that_fails_is_said(qtbot, window, answer, tmp_path):
    answer(tmp_path / "nowhere" / "weights.npz")
    export(qtbot, window, ".npz")
    assert "weights.npz could not be written" in complaint(window)


@pytest.mark.parametrize("ending", weights.FORMATS)
def test_an_export_shows_what_will_be_written(qtbot, window, answer, tmp_path, ending):
    answer(tmp_path / f"w{ending}")
    window.actions_["export"].trigger()
    qtbot.waitUntil(lambda: window.files.exports.dialog is not None)
    dialog = window.files.exports.dialog
    dialog.choose(ending)
    shown = dialog.preview.toPlainText()
    trained = dialog.trained
    dialog.accept()
    written = weights.FORMATS[ending].read((tmp_path / f"w{ending}").read_bytes())
    assert written.arrays
    assert all(name in shown for name in written.arrays)
    assert np.array_equal(
        weights.read(tmp_path / f"w{ending}").network.parameters, trained.network.parameters
    )


def test_pictures_and_films_are_reached_from_the_export_dialog(qtbot, window):
    for name, other in (("picture", window.pictures), ("film", window.films)):
        window.actions_["export"].trigger()
        qtbot.waitUntil(lambda: window.files.exports.dialog is not None)
        dialog = window.files.exports.dialog
        (button,) = (b for b in dialog.findChildren(QPushButton) if b.text() == window.actions_[name].text())
        button.click()
        qtbot.waitUntil(other.isVisible)
        qtbot.waitUntil(lambda: window.files.exports.dialog is None)
        other.reject()


def test_keys_go_from_format_to_format_and_over_headings(qtbot, window):
    window.actions_["export"].trigger()
    qtbot.waitUntil(lambda: window.files.exports.dialog is not None)
    formats = window.files.exports.dialog.formats
    seen = [formats.ending]
    for _ in range(formats.count()):
        qtbot.keyClick(formats, Qt.Key.Key_Down)
        seen.append(formats.ending)
    assert list(dict.fromkeys(seen)) == [*weights.FORMATS, *code.FORMATS, *TELLINGS]
    window.files.exports.dialog.reject()


def test_a_preset_can_be_dropped_on_the_window(window, tmp_path):
    path = tmp_path / "dropped.json"
    presets.save(playground.load("moons"), path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    window.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert window.store.experiment == playground.load("moons")


def test_a_title_from_a_file_is_not_markup(window):
    window.store.commit(window.store.experiment.changed(title="<b>bold</b>"))
    assert window.view(AboutView).name.text() == "<b>bold</b>"
    assert window.view(AboutView).name.textFormat() == Qt.TextFormat.PlainText


@pytest.fixture
def asked(monkeypatch):
    """Answer questions with Yes or No, and keep what was asked."""
    texts, answers = [], []

    def question(box):
        texts.append(box.text())
        return answers.pop()

    monkeypatch.setattr(QMessageBox, "exec", question)
    return texts, answers


@pytest.mark.parametrize("other", [json.dumps({"format": 1, "seed": 7}), "no JSON any more"])
def test_a_preset_that_another_program_changed_is_not_replaced_without_a_question(
    window, answer, asked, tmp_path, other
):
    texts, answers = asked
    path = tmp_path / "mine.json"
    answer(path)
    window.files.save_as()
    window.store.commit(window.store.experiment.changed(seed=3))
    path.write_text(other)
    answers.append(QMessageBox.StandardButton.No)
    window.files.save()
    assert texts == ["mine.json was changed by another program. Replace it?"]
    assert path.read_text() == other
    assert window.store.unsaved
    answers.append(QMessageBox.StandardButton.Yes)
    window.files.save()
    assert presets.read(path).seed == 3
    assert not window.store.unsaved
    window.store.commit(window.store.experiment.changed(seed=4))
    window.files.save()
    assert len(texts) == 2
    assert presets.read(path).seed == 4


def test_a_preset_that_is_gone_or_only_touched_is_saved_without_a_question(window, answer, asked, tmp_path):
    path = tmp_path / "mine.json"
    answer(path)
    window.files.save_as()
    path.write_text(json.dumps(json.loads(path.read_text())))
    for seed, change in ((3, path.touch), (4, path.unlink)):
        change()
        window.store.commit(window.store.experiment.changed(seed=seed))
        window.files.save()
        assert presets.read(path).seed == seed
    assert asked[0] == []


def test_a_disk_that_is_full_is_said_in_one_sentence_for_every_writer(qtbot, window, answer, tmp_path):
    path = tmp_path / "w.safetensors"
    path.write_bytes(b"old")
    answer(path)
    with full_disk(100):
        export(qtbot, window, ".safetensors")
        qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    assert complaint(window) == "w.safetensors could not be written.\nfile too large"
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("ending", TELLINGS)
def test_history_and_report_are_exported_of_the_run_as_it_is_shown(qtbot, window, answer, tmp_path, ending):
    for _ in range(2):
        with qtbot.waitSignal(window.player.reported):
            window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.player.run.reached == 2)
    answer(tmp_path / f"r{ending}")
    window.actions_["export"].trigger()
    qtbot.waitUntil(lambda: window.files.exports.dialog is not None)
    dialog = window.files.exports.dialog
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


def test_a_report_that_cannot_be_written_is_said_and_one_can_be_left(qtbot, window, answer, tmp_path):
    answer(tmp_path / "nowhere" / "r.html")
    export(qtbot, window, ".html")
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QMessageBox)))
    assert "r.html could not be written" in complaint(window)
    answer(tmp_path / "r.html")
    export(qtbot, window, ".html")
    job = window.files.waiting.reading
    window.files.leave()
    qtbot.waitUntil(lambda: not job.going)
    assert not (tmp_path / "r.html").exists()
