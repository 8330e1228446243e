"""What a lesson locks or hides is changed by the lesson alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget

from playground.gui.network.selection import Chosen
from playground.gui.views.findings import FindingsView
from playground.gui.views.lesson import LessonView
from playground.gui.views.runs import RunsView

STEPS = [{"text": "One."}]


def test_what_a_lesson_locks_cannot_be_changed_elsewhere(qtbot, open_window):
    window = open_window(lesson=STEPS, locked=("data", "layers"))
    before = window.store.experiment
    network = window.network
    network.selection.choose(Chosen(layer=0, unit=1))
    qtbot.keyClick(network, Qt.Key.Key_Delete)
    assert window.status.left.text() == "The lesson keeps this as it is."
    network.edited.emit(before.changed(features=("x1",)))
    assert window.store.experiment == before
    assert not any(window.actions_[name].isEnabled() for name in ("import", "paste"))
    assert not any(button.isEnabled() for button in (window.layers.less, window.layers.more))
    network.edited.emit(before.changed(frozen=(0,)))
    assert window.store.experiment.frozen == (0,)
    window.files.open_shipped("xor")
    assert window.actions_["import"].isEnabled()
    assert window.layers.less.isEnabled()
    assert window.layers.more.isEnabled()


@pytest.mark.parametrize(
    "settings",
    [{"optimizer": "adam"}, {"batch_size": 3}, {"stop": ({"kind": "patience"},)}, {"initializer": "zeros"}],
    ids=str,
)
def test_a_locked_training_is_changed_by_the_lesson_alone(open_window, settings):
    """Findings offer remedies, and Runs the settings of another run: they are edits like any other."""
    window = open_window(lesson=STEPS, locked=("training",))
    before = window.store.experiment
    for member in (FindingsView, RunsView):
        window.view(member).edited.emit(before.changed(**settings))
        assert window.store.experiment == before
        assert window.status.left.text() == "The lesson keeps this as it is."
    window.store.commit(before.changed(**settings), "all at once")
    assert window.store.experiment == before
    window.actions_["new"].trigger()
    assert window.store.experiment == before.started_anew()
    window.view(LessonView).experiment_changed.emit(before.changed(**settings))
    assert window.store.experiment == before.changed(**settings)


def side(window):
    """The dock of the panels of data and training."""
    return window.findChild(QDockWidget, "side")


@pytest.mark.parametrize("hidden", [("data",), ("layers",), ("training",), ("data", "training")])
def test_a_lesson_hides_what_it_says_and_nobody_can_change_it_elsewhere(open_window, hidden):
    window = open_window(lesson=STEPS, hidden=hidden)
    panels = dict(zip(("data", "layers", "training"), window.panels, strict=True))
    assert {name for name, panel in panels.items() if not panel.isVisible()} == set(hidden)
    assert window.layers.more.isVisible() == ("layers" not in hidden)
    assert window.actions_["import"].isEnabled() == ("data" not in hidden)
    assert side(window).isVisible() == (len(hidden) == 1)
    window.actions_["layout"].trigger()
    assert side(window).isVisible() == (len(hidden) == 1)
    before = window.store.experiment
    window.network.edited.emit(before.changed(features=("x1",)))
    assert (window.store.experiment == before) == ("data" in hidden)
    window.files.open_shipped("xor")
    assert all(panel.isVisible() and panel.isEnabled() for panel in window.panels)
    assert window.layers.more.isVisible()
    assert side(window).isVisible()
