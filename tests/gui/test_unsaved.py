"""What a program that ended without asking had not saved is offered by the next."""

import json
from pathlib import Path

import pytest

import playground
from playground.experiment import presets
from playground.gui.document.autosave import Autosave
from tests.gui.conftest import discard

pytestmark = pytest.mark.slow  # the window is opened for every test


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
