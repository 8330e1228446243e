"""Files from the window: nothing is lost, and errors are said in words."""

import json

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMenu, QMessageBox

import playground
from playground.data.plane.base import Moons
from playground.experiment import presets
from playground.experiment.fitting import with_data
from playground.gui.views.about import AboutView
from playground.gui.widgets.plain_text import unbroken
from tests.gui.controls import complaint


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
        assert window.view(AboutView).reason.text() == unbroken(playground.load(name).reason)


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


@pytest.mark.slow
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
