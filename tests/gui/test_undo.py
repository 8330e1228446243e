"""Editing without fear: undo and redo, and unsaved changes."""

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QMessageBox

import playground
from playground.gui.document.store import DEEPEST, MERGE, Store
from playground.worker.messages import SetParameters

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
    before, after = SetParameters((3,), (0.5,)), SetParameters((3,), (2.0,))
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
    window.store.write(SetParameters((0,), (old,)), SetParameters((0,), (7.0,)), "a weight")
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


def test_buttons_of_boxes_have_no_stock_icons(window, tmp_path):
    window.store.saved(tmp_path / "mine.json")
    window.store.commit(window.store.experiment.changed(batch_size=3))
    window.close()
    box = question(window)
    assert all(button.icon().isNull() for button in box.buttons())
