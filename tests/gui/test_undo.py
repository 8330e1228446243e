"""Editing without fear: undo and redo, unsaved changes, and the places of the views."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QMessageBox

import playground
from playground.experiment import presets
from playground.gui.document.autosave import Autosave
from playground.gui.document.store import DEEPEST, MERGE, Store
from playground.gui.views import VIEWS
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.loss import LossView
from playground.gui.window.appearance import Appearance
from playground.worker.messages import Write
from playground.worker.requests.outputs import SampleOutputs
from tests.gui.conftest import discard

pytestmark = pytest.mark.slow  # the window is opened for every test


@pytest.fixture
def store(qapp):
    return Store(playground.load("circle"))


def test_an_edit_is_undone_and_redone(store):
    before = store.experiment
    store.commit(before.changed(batch_size=3))
    store.undo()
    assert store.experiment == before
    assert (store.undoes, store.redoes) == ("", "batch size")
    store.redo()
    assert store.experiment.batch_size == 3


def test_successive_edits_of_one_setting_are_one_step(store):
    before = store.experiment
    for size in (3, 4, 5):
        store.commit(store.experiment.changed(batch_size=size))
    store.commit(store.experiment.changed(seed=9))
    store.undo()
    assert store.experiment.batch_size == 5
    store.undo()
    assert store.experiment == before


def test_edits_of_one_setting_at_different_times_are_steps_of_their_own(store, monkeypatch):
    now = [0.0]
    monkeypatch.setattr("playground.gui.document.store.time", SimpleNamespace(monotonic=lambda: now[0]))
    for size, pause in ((3, 0.9 * MERGE), (4, 1.1 * MERGE), (5, 0.0)):
        store.commit(store.experiment.changed(batch_size=size))
        now[0] += pause
    store.undo()
    assert store.experiment.batch_size == 4


def test_of_very_many_edits_the_last_can_be_undone(store):
    for size in range(1, DEEPEST + 6):
        store.commit(store.experiment.changed(batch_size=size), "another size")
    while store.undoes:
        store.undo()
    assert store.experiment.batch_size == 5


def test_an_edit_after_an_undo_ends_what_could_be_redone(store):
    store.commit(store.experiment.changed(batch_size=3))
    store.undo()
    store.commit(store.experiment.changed(seed=9))
    assert store.redoes == ""


def test_opening_a_preset_can_be_undone_with_its_unsaved_changes(store):
    store.commit(store.experiment.changed(batch_size=3))
    store.open(playground.load("xor"), None)
    assert not store.unsaved
    store.undo()
    assert store.unsaved
    assert store.experiment.batch_size == 3


def test_after_saving_an_undo_is_a_change_of_the_file(store, tmp_path):
    store.commit(store.experiment.changed(batch_size=3))
    store.saved(tmp_path / "mine.json")
    store.undo()
    assert store.unsaved
    store.redo()
    assert not store.unsaved


def test_saving_tells_only_the_changes_of_that_file_what_it_holds(store, tmp_path):
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    store.open(playground.load("moons"), one)
    store.open(playground.load("xor"), two)
    store.commit(store.experiment.changed(batch_size=3))
    store.saved(two)
    store.undo()
    assert (store.path, store.unsaved) == (two, True)
    store.undo()
    assert (store.path, store.unsaved) == (one, False)
    assert store.saved_experiment == playground.load("moons")


def test_saving_under_a_name_for_the_first_time_holds_for_the_changes_before(store, tmp_path):
    before = store.experiment
    store.commit(before.changed(batch_size=3))
    store.saved(tmp_path / "mine.json")
    store.undo()
    assert (store.experiment, store.unsaved) == (before, True)


def test_numbers_that_were_written_are_written_back(store, qtbot):
    before, after = Write((3,), (0.5,)), Write((3,), (2.0,))
    store.write(before, after, "weight")
    with qtbot.waitSignal(store.written) as signal:
        store.undo()
    assert signal.args == [before]
    with qtbot.waitSignal(store.written) as signal:
        store.redo()
    assert signal.args == [after]
    store.forget_writes()
    assert store.undoes == ""


def test_the_actions_undo_and_redo_an_edit_of_a_panel(window):
    before = window.store.experiment
    window.layers.edited.emit(before.changed(layers=before.layers[:1]))
    window.actions_["undo"].trigger()
    assert window.store.experiment == before
    window.actions_["redo"].trigger()
    assert len(window.store.experiment.layers) == 1


def test_a_number_written_into_the_network_changes_the_run(qtbot, window):
    snapshots = []
    window.player.with_snapshot(snapshots.append)
    qtbot.waitUntil(lambda: len(snapshots) == 1)
    old = float(snapshots[0].parameters[0, 0])
    window.store.write(Write((0,), (old,)), Write((0,), (7.0,)), "a weight")
    window.player.with_snapshot(snapshots.append)
    qtbot.waitUntil(lambda: len(snapshots) == 2)
    assert snapshots[1].parameters[0, 0] == 7.0
    window.actions_["undo"].trigger()
    window.player.with_snapshot(snapshots.append)
    qtbot.waitUntil(lambda: len(snapshots) == 3)
    assert snapshots[2].parameters[0, 0] == old


def question(window):
    return next((box for box in window.findChildren(QMessageBox) if box.isVisible()), None)


def test_closing_with_unsaved_changes_asks_first(qtbot, window, tmp_path, monkeypatch):
    window.store.commit(window.store.experiment.changed(batch_size=3))
    window.close()
    question(window).button(QMessageBox.StandardButton.Cancel).click()
    assert window.isVisible()
    path = tmp_path / "kept.json"
    window.store.saved(path)
    window.store.commit(window.store.experiment.changed(batch_size=4))
    window.close()
    question(window).button(QMessageBox.StandardButton.Save).click()
    assert not window.isVisible()
    assert playground.load(str(path)).batch_size == 4


def kept_beside(preferences):
    """The files in which windows keep what is not saved."""
    return sorted(Path(preferences.fileName()).parent.glob("unsaved-*.json"))


@pytest.fixture
def crashed(preferences):
    """Have a program end without asking while it kept an experiment, and return what it kept."""

    def crash(experiment, path):
        autosave = Autosave(preferences)
        autosave.keep(experiment, path)
        autosave.leave()
        return autosave.path

    return crash


def test_what_a_crash_left_unsaved_comes_back_with_its_own_file(crashed, open_window, tmp_path):
    path = tmp_path / "mine.json"
    presets.save(playground.load("xor"), path)
    crashed(playground.load("xor").changed(batch_size=3), path)
    window = open_window("moons")
    assert window.unsaved.recover()
    store = window.store
    assert (store.experiment.batch_size, store.path, store.unsaved) == (3, path, True)
    window.actions_["save"].trigger()
    assert playground.load(path).batch_size == 3
    window.actions_["undo"].trigger()
    assert (store.experiment, store.path) == (playground.load("moons"), None)


def test_of_a_file_that_is_gone_the_changes_come_back_without_it(crashed, open_window, tmp_path):
    crashed(playground.load("xor").changed(batch_size=3), tmp_path / "gone.json")
    window = open_window()
    assert window.unsaved.recover()
    assert (window.store.experiment.batch_size, window.store.path) == (3, None)
    assert window.store.unsaved


def test_what_a_crash_left_is_offered_and_kept_where_something_else_was_asked_for(
    qtbot, crashed, open_window, preferences
):
    kept = crashed(playground.load("xor").changed(batch_size=3), None)
    window = open_window("moons")
    window.unsaved.offer()
    assert window.store.experiment == playground.load("moons")
    assert window.status.left.text() == (
        "There are unsaved changes from last time: choose File, Recover unsaved changes."
    )
    window.store.commit(window.store.experiment.changed(batch_size=4))
    window.store.undo()
    discard(window)  # it is offered again
    again = open_window("moons")
    again.unsaved.offer()
    again.actions_["recover"].trigger()
    assert again.store.experiment.batch_size == 3
    assert again.store.unsaved
    assert not again.actions_["recover"].isEnabled()
    assert not kept.exists()
    assert len(kept_beside(preferences)) == 1
    discard(again)
    assert Autosave(preferences).left is None


def test_what_two_crashes_left_is_found_one_after_the_other(crashed, preferences):
    first = Autosave(preferences)
    crashed(playground.load("moons"), None)
    first.leave()
    found = Autosave(preferences)
    assert found.left.experiment == playground.load("moons")


def test_nothing_is_offered_where_nothing_was_left(window):
    window.unsaved.offer()
    assert not window.actions_["recover"].isEnabled()
    assert window.status.left.text() == "Circle"


def test_what_is_kept_follows_the_edits_and_goes_with_the_window(window, preferences):
    assert not window.unsaved.recover()
    window.store.commit(window.store.experiment.changed(batch_size=3))
    (kept,) = kept_beside(preferences)
    assert json.loads(kept.read_text(encoding="utf-8"))["preset"]["batch_size"] == 3
    window.actions_["undo"].trigger()
    assert not kept.exists()
    window.store.commit(window.store.experiment.changed(batch_size=4))
    discard(window)
    assert not kept.exists()
    assert Autosave(preferences).path == kept


def test_two_windows_keep_their_changes_apart(open_window, preferences):
    first, second = open_window(), open_window()
    first.store.commit(first.store.experiment.changed(batch_size=3))
    assert not second.unsaved.recover()
    (kept,) = kept_beside(preferences)
    second.store.commit(second.store.experiment.changed(batch_size=4))
    assert len(kept_beside(preferences)) == 2
    discard(second)
    assert kept_beside(preferences) == [kept]


@pytest.mark.parametrize("text", ["{", "[]", '{"path": null}', '{"path": 3, "preset": {"seed": -1}}', "7"])
def test_a_file_that_is_no_experiment_is_not_taken_for_one(crashed, preferences, text):
    kept = crashed(playground.load("xor"), None)
    kept.write_text(text, encoding="utf-8")
    assert Autosave(preferences).left is None


def test_opening_another_preset_asks_about_the_changes_of_an_own_file(window, tmp_path):
    window.store.commit(window.store.experiment.changed(batch_size=3))
    window.files.open_shipped("xor")  # changes of a shipped preset come back by Undo
    assert question(window) is None
    path = tmp_path / "mine.json"
    window.store.saved(path)
    window.store.commit(window.store.experiment.changed(batch_size=4))
    window.files.open_shipped("moons")
    question(window).button(QMessageBox.StandardButton.Cancel).click()
    assert window.store.path == path
    window.files.open_shipped("moons")
    question(window).button(QMessageBox.StandardButton.Save).click()
    assert window.store.experiment == playground.load("moons")
    assert playground.load(path).batch_size == 4


def test_a_view_that_was_closed_while_it_floated_can_be_closed_again_after_a_reset(window):
    dock = next(dock for dock in window.dock_area.docks if dock.view.kind == LossView.kind)
    dock.head.float.click()
    dock.head.close_.click()
    window.actions_["layout"].trigger()
    assert dock.isVisible()
    dock.head.close_.click()
    assert not dock.isVisible()


def test_every_view_can_be_closed_brought_back_and_floated(window):
    assert {dock.view.kind for dock in window.dock_area.docks} == {view.kind for view in VIEWS}
    for dock in window.dock_area.docks:
        dock.head.close_.click()
        assert dock.isHidden()
        dock.toggleViewAction().trigger()
        assert not dock.isHidden()
        dock.head.float.click()
        assert dock.isFloating()
        window.actions_["layout"].trigger()
        assert not dock.isFloating()


def test_the_places_of_the_views_are_remembered(open_window):
    first = open_window()
    dock = next(dock for dock in first.dock_area.docks if dock.view.kind == LossView.kind)
    dock.close()
    first.close()
    again = open_window()
    assert next(dock for dock in again.dock_area.docks if dock.view.kind == LossView.kind).isHidden()


def test_a_closed_view_asks_for_nothing(window):
    assert SampleOutputs() in window.requests()
    next(dock for dock in window.dock_area.docks if dock.view.kind == BoundaryView.kind).close()
    assert SampleOutputs() not in window.requests()


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


def test_buttons_of_boxes_have_no_stock_icons(window, tmp_path):
    window.store.saved(tmp_path / "mine.json")
    window.store.commit(window.store.experiment.changed(batch_size=3))
    window.close()
    box = question(window)
    assert all(button.icon().isNull() for button in box.buttons())
