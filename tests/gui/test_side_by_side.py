"""The runs of a session: what each came to, and the way back to its settings."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from playground.experiment.presets import load
from playground.gui.theme import DARK, LIGHT, RUNS
from playground.gui.views.loss import LossView
from playground.gui.views.run_table import NUMBERS
from playground.gui.views.runs import MOST, RunsView
from playground.gui.widgets.themed import apply_theme
from playground.training.marks import Mark
from playground.training.training import Training
from playground.worker.requests.maps import OutputMap
from tests.gui.alone import alone
from tests.looking import look

CIRCLE = load("circle")


@pytest.fixture
def view(qtbot):
    return alone(qtbot, RunsView, 560, 300)


def made(view, experiment, epochs=1, side=20):
    """Show a run, as the window does, and its last frame."""
    view.show_experiment(experiment)
    view.clear()
    training = Training(experiment)
    for _ in range(epochs):
        training.epoch()
    frame = look(training, *([OutputMap(side)] if side else []))
    view.show_frame(frame)
    return frame


def test_a_run_stays_with_its_map_and_figures_when_another_begins(view):
    frame = made(view, CIRCLE, 3)
    assert view.live.isVisible()
    assert view.live.length.text() == "epoch 3"
    made(view, CIRCLE.changed(seed=5))
    (run,) = view.past
    assert (run.figures, run.experiment, run.name) == (frame.figures, CIRCLE, CIRCLE.title)
    np.testing.assert_array_equal(run.map, frame.answer(OutputMap(20)))
    assert view.cards[0].length.text() == "epoch 3"
    assert not view.nothing.isVisible()


def test_a_run_with_numbers_that_were_written_at_its_start_is_another(view):
    made(view, CIRCLE)
    made(view, CIRCLE, 0)
    view.mark_written("weights")
    training = Training(CIRCLE)
    training.epoch()
    view.show_frame(look(training))
    made(view, CIRCLE)
    assert [run.notes for run in view.past] == [(Mark(0, "weights", lasts=False),), ()]


def test_a_name_says_what_is_another_than_before(view):
    changed, other = CIRCLE.changed(seed=5, batch_size=7), load("xor")
    for experiment in (CIRCLE, changed, other, CIRCLE):
        made(view, experiment)
    view.clear()
    names = [run.name for run in view.past]
    assert names == [CIRCLE.title, other.title, "Batch size 7, seed 5", CIRCLE.title]


def test_what_was_not_trained_is_no_run(view):
    made(view, CIRCLE, 0)
    made(view, CIRCLE.changed(seed=5))
    assert view.past == []


def test_a_run_that_is_made_again_stands_once_as_far_as_it_went(view):
    for epochs in (2, 5, 1):
        made(view, CIRCLE, epochs)
    view.clear()
    (run,) = view.past
    assert run.figures.epoch == 5


def test_an_earlier_moment_is_not_where_the_run_ended(view):
    view.show_experiment(CIRCLE)
    training = Training(CIRCLE)
    training.epoch()
    early = training.snapshot()
    training.epoch()
    view.show_frame(look(training))
    training.visit(early)
    view.show_frame(look(training))
    assert view.now.figures.epoch == 2


def test_no_more_than_the_last_runs_are_remembered(view):
    for seed in range(MOST + 3):
        made(view, CIRCLE.changed(seed=seed), side=4)
    assert [run.experiment.seed for run in view.past] == list(range(MOST + 1, 1, -1))
    assert len(view.cards) == MOST


@pytest.mark.parametrize("name", ["circle", "eight-clouds", "plane", "beside-a-wave"])
def test_every_card_can_be_drawn_in_both_themes(view, name):
    experiment = load(name)
    made(view, experiment, 1)
    made(
        view,
        experiment.changed(seed=99, title="A title that is so long that no card has room for it " * 3),
        1,
    )
    for theme in (LIGHT, DARK):
        apply_theme(view, theme)
        for card in (view.live, *view.cards):
            assert card.size() == card.minimumSize()
            assert not card.grab().isNull()
            assert card.name.sizeHint().width() <= card.name.width()
    assert view.live.name.text().endswith("…")


def test_without_a_map_the_samples_are_drawn(view):
    made(view, CIRCLE, 1, side=0)
    assert view.now.map is None
    picture = view.live.grab().toImage()
    assert len({picture.pixel(x, 40) for x in range(10, 80)}) > 3


@pytest.fixture
def trained(qtbot, window):
    """The window after one epoch, with the runs in front, and the view."""
    view = window.view(RunsView)
    window.dock_area.raise_view("runs")
    reach(qtbot, window, 1)
    qtbot.waitUntil(view.live.isVisible)
    return window, view


def reach(qtbot, window, epoch):
    view = window.view(RunsView)
    window.player.play(epoch)
    qtbot.waitUntil(lambda: view.now is not None and view.now.figures.epoch == epoch)
    qtbot.waitUntil(lambda: not window.player.playing)


def test_a_run_is_made_again_with_its_settings_and_that_can_be_undone(qtbot, trained):
    window, view = trained
    first, figures = window.store.experiment, view.now.figures
    window.store.commit(first.changed(seed=77))
    (card,) = view.cards
    qtbot.mouseClick(card.again, Qt.MouseButton.LeftButton)
    assert window.store.experiment == first
    reach(qtbot, window, 1)
    assert view.now.figures == figures
    window.actions_["undo"].trigger()
    assert window.store.experiment.seed == 77


def test_settings_that_could_go_on_with_the_weights_start_afresh_all_the_same(qtbot, trained):
    window, view = trained
    first, figures = window.store.experiment, view.now.figures
    window.actions_["reset"].trigger()
    reach(qtbot, window, 1)
    window.store.commit(first.changed(regularizer="l2"))
    reach(qtbot, window, 3)
    qtbot.mouseClick(view.cards[0].again, Qt.MouseButton.LeftButton)
    assert window.store.experiment == first
    assert [run.figures.epoch for run in view.past] == [3, 1]
    reach(qtbot, window, 1)
    assert view.now.figures == figures


def test_what_is_changed_while_it_trains_is_told_with_its_epoch(qtbot, trained):
    window, view = trained
    first = window.store.experiment
    window.store.commit(first.changed(regularizer="l2"))
    reach(qtbot, window, 3)
    window.actions_["reset"].trigger()
    (run,) = view.past
    assert (run.name, run.start, run.figures.epoch) == ("Circle; at epoch 1 regularizer L2", first, 3)
    assert run.experiment == window.store.experiment
    reach(qtbot, window, 1)
    qtbot.waitUntil(lambda: view.live.name.toolTip() == "No changes")


def test_what_was_changed_and_not_trained_with_is_the_next_runs(qtbot, trained):
    window, view = trained
    first, figures = window.store.experiment, view.now.figures
    window.store.commit(first.changed(regularizer="l2"))
    window.store.commit(window.store.experiment.changed(seed=5))
    (run,) = view.past
    assert (run.name, run.experiment, run.figures) == ("Circle", first, figures)
    reach(qtbot, window, 1)
    qtbot.waitUntil(lambda: view.live.name.toolTip() == "Regularizer L2, seed 5")


def test_a_run_that_was_changed_is_no_repetition(qtbot, trained):
    window, view = trained
    first, figures = window.store.experiment, view.now.figures
    window.actions_["reset"].trigger()
    reach(qtbot, window, 1)
    window.store.commit(first.changed(optimizer={"kind": "adam", "learning_rate": 0.5}))
    reach(qtbot, window, 2)
    window.actions_["reset"].trigger()
    assert [run.figures.epoch for run in view.past] == [2, 1]
    assert view.past[1].figures == figures


def test_parts_that_do_not_fit_for_a_while_make_no_other_run(qtbot, trained):
    window, view = trained
    first = window.store.experiment
    window.store.commit(first.changed(features=[]))
    assert not view.live.isVisible()
    assert view.past == []
    window.store.commit(first)
    qtbot.waitUntil(view.live.isVisible)
    assert (view.past, view.now.figures.epoch) == ([], 1)


def test_a_view_that_opens_on_an_earlier_moment_shows_where_the_run_is(qtbot, window):
    view = window.view(RunsView)
    reach(qtbot, window, 3)
    window.player.seek(1)
    qtbot.waitUntil(lambda: window.time.earlier)
    window.dock_area.raise_view("runs")
    qtbot.waitUntil(view.live.isVisible)
    assert view.live.length.text() == "epoch 3"


def test_a_map_belongs_to_the_figures(view):
    view.show_experiment(CIRCLE)
    training = Training(CIRCLE)
    training.epoch()
    view.show_frame(look(training, OutputMap(20)))
    view.show_frame(look(training))
    assert view.now.map is not None
    training.epoch()
    view.show_frame(look(training))
    assert view.now.map is None


def test_cards_stay_where_the_focus_is(qtbot, trained):
    window, view = trained
    window.actions_["new"].trigger()
    (card,) = view.cards
    card.again.setFocus()
    qtbot.keyClick(card.again, Qt.Key.Key_Return)
    assert view.cards[0] is card


def test_settings_of_another_experiment_are_not_offered(view):
    other = load("xor")
    for experiment in (CIRCLE, other, other.changed(seed=5)):
        made(view, experiment)
    assert [card.again.isVisible() for card in view.cards] == [True, False]
    view.show_experiment(CIRCLE)
    assert [card.again.isVisible() for card in view.cards] == [False, True]


def test_what_a_lesson_locks_stays_as_it_is(qtbot, window):
    view = window.view(RunsView)
    locked = window.store.experiment.changed(locked=["data"])
    window.store.commit(locked)
    view.chosen.emit(locked.changed(data="spiral"))
    assert window.store.experiment == locked
    assert window.status.left.text() == "The lesson keeps this as it is."


def lines(view):
    """The lines of the table, from top to bottom."""
    model = view.table.model()
    columns = [c for c in range(model.columnCount()) if not view.table.isColumnHidden(c)]
    return [[model.index(r, c).data() for c in columns] for r in range(model.rowCount())]


@pytest.fixture
def several(view):
    """The view with its table in front: three runs that are over, and one that goes on."""
    for seed, epochs in ((1, 4), (2, 1), (3, 6), (4, 2)):
        made(view, CIRCLE.changed(seed=seed), epochs)
    view.tabled.setChecked(True)
    return view


def test_a_table_has_every_run_and_the_figures_that_there_are(several):
    found = lines(several)
    assert [line[1] for line in found] == ["2", "6", "1", "4"]
    assert found[0][0] == "now: Seed 4"
    assert found[1][1:3] == ["6", f"{several.past[0].figures.train_loss:.4f}"]
    assert found[1][-1] == "25"
    header = several.table.horizontalHeader()
    shown = [several.table.model().headerData(c, Qt.Orientation.Horizontal) for c in range(header.count())]
    hidden = {name for c, name in enumerate(shown) if several.table.isColumnHidden(c)}
    assert hidden == {"validation loss", "validation accuracy"}


@pytest.mark.parametrize("name", ["epoch", "train_loss", "test_accuracy"])
def test_a_click_on_a_head_sorts_the_table_and_another_turns_it_round(qtbot, several, name):
    column = 1 + NUMBERS.index(name)
    header = several.table.horizontalHeader()
    spot = QPoint(header.sectionViewportPosition(column) + header.sectionSize(column) // 2, 8)
    epochs = [line[1] for line in lines(several)]
    found = []
    for _ in range(2):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        found.append([line[1] for line in lines(several)])
    runs = {str(run.figures.epoch): run for run in (several.now, *several.past)}
    for order in found:
        assert sorted(order) == sorted(epochs)
    values = [[getattr(runs[epoch].figures, name) for epoch in order] for order in found]
    assert values == [sorted(values[0]), sorted(values[0], reverse=True)] or values == [
        sorted(values[0], reverse=True),
        sorted(values[0]),
    ]


def test_a_ticked_run_is_drawn_over_the_present_one_and_named(qtbot, trained):
    window, view = trained
    losses = window.view(LossView)
    first = [row.train_loss for row in losses.history.rows]
    window.store.commit(window.store.experiment.changed(seed=77))
    reach(qtbot, window, 2)
    view.cards[0].curve.click()
    (run,) = losses.others.runs
    assert [row.train_loss for row in run.rows] == first
    assert run.name == "Circle"
    drawn = losses.others.curves[run.colour]["train"].getOriginalDataset()[1]
    assert list(drawn) == first
    view.tabled.setChecked(True)
    model = view.table.model()
    box = model.index(1, 0)
    assert box.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert model.setData(box, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert losses.others.runs == ()
    assert losses.others.curves[run.colour]["train"].getOriginalDataset()[1] is None or not len(
        losses.others.curves[run.colour]["train"].getOriginalDataset()[1]
    )


def test_where_every_colour_is_in_use_the_first_ticked_gives_its_own(view):
    asked = []
    view.compared.connect(lambda runs: asked.append(runs))
    for seed in range(len(RUNS) + 2):
        made(view, CIRCLE.changed(seed=seed), side=0)
    for card in view.cards[: len(RUNS) + 1]:
        card.curve.click()
    assert len(asked[-1]) == len({run.colour for run in asked[-1]}) == len(RUNS)
    assert not view.cards[0].curve.isChecked()


def test_enter_on_a_line_uses_its_settings_again(qtbot, trained):
    window, view = trained
    first = window.store.experiment
    window.store.commit(first.changed(seed=77))
    reach(qtbot, window, 1)
    view.tabled.setChecked(True)
    view.table.selectRow(1)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert window.store.experiment == first
