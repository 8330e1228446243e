"""While the parts do not fit nothing is shown of the run that was; it is all there when they fit again."""

import pytest

import playground
from playground.experiment.problems import problems
from playground.gui.document.store import Store
from playground.gui.network.selection import Chosen
from playground.gui.run.toolbar import Figure
from playground.gui.views.confusion import ConfusionView
from playground.gui.views.gradients import GradientsView
from playground.gui.views.hidden import HiddenView
from playground.gui.views.loss import LossView
from playground.gui.views.microscope import MicroscopeView
from playground.gui.views.runs import RunsView
from playground.gui.views.unit import UnitView
from playground.gui.views.weights import WeightsView
from playground.gui.window.appearance import Appearance
from playground.gui.window.window import Window
from playground.training.marks import Mark
from tests.gui.conftest import discard

START = {"layers": ({"kind": "dense"}, {"kind": "dense"}), "output": "tanh", "loss": "mean-squared-error"}
UNFIT = {
    "the loss": {"loss": "binary-cross-entropy"},
    "loss and output": {"loss": "cross-entropy", "output": "identity"},
    "the features": {"features": ()},
    "the data": {"data": "plane", "loss": "cross-entropy"},
}


SHOWS = {
    UnitView: lambda view: view.unit is not None and bool(view.weights.rows),
    HiddenView: lambda view: bool(
        len(view.lines.getData()[0] if view.lines.getData()[0] is not None else ())
    ),
    ConfusionView: lambda view: view.matrix.metrics is not None,
    WeightsView: lambda view: view.model.data(view.model.index(0, 0)) is not None,
    MicroscopeView: lambda view: bool(view.pane.sheet.accessibleDescription()),
    GradientsView: lambda view: bool(view.spreads.layers),
    RunsView: lambda view: not view.live.isHidden(),
}
"""Whether a view shows something of a run."""


@pytest.fixture
def trained(qtbot, open_window):
    """A window on a run of three epochs in which something was changed after two."""
    window = open_window("circle", **START)
    window.resize(1440, 900)
    for epoch in (1, 2, 3):
        window.actions_["epoch"].trigger()
        qtbot.waitUntil(lambda epoch=epoch: window.time.epoch == epoch)
        if epoch == 2:
            window.store.commit(window.store.experiment.changed(batch_size=3))
    window.selection.choose(Chosen(1, 1))
    return window


@pytest.fixture
def opened(qapp, preferences):
    """Return a function that opens a window on an experiment that cannot run."""
    windows = []

    def open_it(experiment):
        appearance = Appearance(qapp, preferences)
        window = Window(Store(experiment), preferences, appearance)
        windows.extend((window, appearance))
        window.resize(1440, 900)
        window.show()
        window.selection.choose(Chosen(1, 1))
        return window

    yield open_it
    for window in windows[::2]:
        discard(window)
    for each in windows:
        each.deleteLater()


def figures(window):
    return [each.accessibleName().split()[-1] for each in window.toolbar.findChildren(Figure)]


def break_up(window, edit):
    experiment = window.store.experiment.changed(**UNFIT[edit])
    assert problems(experiment)
    window.store.commit(experiment)


@pytest.mark.parametrize("edit", UNFIT)
@pytest.mark.slow
def test_the_bars_say_that_there_is_no_run_and_later_where_it_is(qtbot, trained, edit):
    before = figures(trained)
    assert "–" not in before
    break_up(trained, edit)
    trained.player.refresh()
    qtbot.wait(200)  # the worker still answers
    assert figures(trained) == ["–"] * 4
    assert not trained.time.slider.isEnabled()
    assert trained.time.slider.value() == 0
    assert trained.status.right.text() == ""
    assert not any(trained.actions_[name].isEnabled() for name in ("save_run", "export", "play", "batch"))
    trained.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: figures(trained) == before)
    assert trained.time.slider.isEnabled()
    assert trained.time.slider.value() == 3
    assert all(trained.actions_[name].isEnabled() for name in ("save_run", "export", "play", "batch"))
    trained.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: trained.time.epoch == 4)


@pytest.mark.parametrize("edit", ["the loss", "the features"])
@pytest.mark.slow
def test_a_view_shows_nothing_of_a_run_until_the_parts_fit_again(qtbot, trained, edit):
    for kind, shows in SHOWS.items():
        view = trained.view(kind)
        trained.dock_area.raise_view(kind.kind)
        qtbot.waitUntil(lambda: shows(view))  # noqa: B023
        break_up(trained, edit)
        trained.player.refresh()
        qtbot.wait(100)
        assert not shows(view), kind
        trained.actions_["undo"].trigger()
        trained.selection.choose(Chosen(1, 1))
        qtbot.waitUntil(lambda: shows(view))  # noqa: B023


def test_a_window_that_opens_on_parts_that_do_not_fit_has_no_run(qtbot, opened):
    window = opened(playground.load("circle").changed(**START | UNFIT["the loss"]))
    assert figures(window) == ["–"] * 4
    assert not window.actions_["save_run"].isEnabled()
    window.store.commit(window.store.experiment.changed(output="sigmoid"))
    qtbot.waitUntil(lambda: figures(window)[0] == "0")
    assert window.actions_["save_run"].isEnabled()


@pytest.mark.parametrize("edit", UNFIT)
@pytest.mark.slow
def test_history_marks_and_layers_are_those_that_were(qtbot, trained, edit):
    trained.dock_area.raise_view(GradientsView.kind)
    loss, gradients = trained.view(LossView), trained.view(GradientsView)
    qtbot.waitUntil(lambda: bool(gradients.moments))
    before = loss.marks.shown, loss.history.rows, [epoch for epoch, _ in gradients.moments]
    assert before[0] == (Mark(2, "batch size"),)
    break_up(trained, edit)
    trained.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: trained.time.slider.value() == 3)
    assert (loss.marks.shown, loss.history.rows, [epoch for epoch, _ in gradients.moments]) == before


@pytest.mark.slow
def test_a_run_is_saved_as_what_runs_and_not_as_what_is_being_edited(qtbot, trained, answer, tmp_path):
    running = trained.store.experiment
    trained.store.commit(running.changed(optimizer="l-bfgs"))  # keeps the weights, and needs the whole set
    assert problems(trained.store.experiment)
    assert figures(trained)[0] == "3"
    path = tmp_path / "mine.run"
    answer(path)
    trained.actions_["save_run"].trigger()
    qtbot.waitUntil(path.exists)
    trained.store.commit(running.changed(seed=5))
    trained.run.open(path)
    qtbot.waitUntil(lambda: trained.store.experiment == running)


@pytest.mark.slow
def test_an_edit_that_fits_after_one_that_does_not_starts_afresh(qtbot, trained):
    break_up(trained, "the loss")
    trained.store.commit(trained.store.experiment.changed(output="sigmoid"))
    qtbot.waitUntil(lambda: figures(trained)[0] == "0")
    assert trained.actions_["save_run"].isEnabled()
