"""Painting: a stroke of the mouse is one edit, and training goes on with its weights."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from playground.data.painting.brush import MOST
from playground.data.painting.painted import Painted
from playground.data.tables.table_set import TableSet
from playground.experiment.fitting import with_data
from playground.experiment.problems import problems
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.brush import Tool
from tests.gui.controls import texts, thumbnail
from tests.gui.running import snapshot_of

LEFT = Qt.MouseButton.LeftButton


def pixel(window, x, y):
    """Where a point of the plane is in the plot."""
    plot = window.view(BoundaryView).plot
    return plot.mapFromScene(plot.field.mapViewToScene(QPointF(x, y)))


def stroke(qtbot, window, *places):
    """Drag the mouse from place to place."""
    view = window.view(BoundaryView)
    port = view.bar.brush if view.bar.brush.isVisible() else view.plot.viewport()
    qtbot.mousePress(port, LEFT, pos=pixel(window, *places[0]))
    for place in places[1:]:
        qtbot.mouseMove(port, pixel(window, *place))
    qtbot.mouseRelease(port, LEFT, pos=pixel(window, *places[-1]))


def use(qtbot, window, tool):
    qtbot.mouseClick(window.view(BoundaryView).bar.tools[tool], LEFT)


def rows(window):
    return window.store.experiment.data.rows


@pytest.fixture
def window(qtbot, open_window):
    """The window on four points, ready to paint."""
    window = open_window("xor-gate", features=[{"kind": "x1"}, {"kind": "x2"}])
    qtbot.keyClick(window, Qt.Key.Key_P)
    assert window.view(BoundaryView).bar.isVisible()
    return window


def test_a_stroke_puts_points_on_top_of_the_data_and_is_one_step_back(qtbot, window):
    before = window.store.experiment
    stroke(qtbot, window, (-2, 0), (0, 0), (2, 0))
    painted = rows(window)
    assert np.array_equal(painted[:4, :2], before.points.xy)
    assert len(painted) > 10
    assert (np.abs(painted[4:, 1]) < 0.7).all()
    assert (painted[4:, 2] == 0).all()
    assert window.store.undoes == "painting"
    stroke(qtbot, window, (0, 2), (0, 3))
    assert len(rows(window)) > len(painted)
    window.actions_["undo"].trigger()
    assert np.array_equal(rows(window), painted)
    window.actions_["undo"].trigger()
    assert window.store.experiment == before


@pytest.mark.parametrize(
    ("preset", "size"), [("circle", (1280, 800)), ("eight-clouds", (1024, 700)), ("plane", (1440, 900))]
)
def test_the_plane_stays_large_while_one_paints_and_keeps_its_size(qtbot, open_window, preset, size):
    window = open_window(preset)
    view = window.view(BoundaryView)
    window.resize(*size)
    qtbot.wait(50)
    before = view.plot.height()
    qtbot.keyClick(window, Qt.Key.Key_P)
    qtbot.wait(50)
    painting = view.plot.size()
    assert painting.height() >= before - 40
    for button in (*view.bar.tools.values(), *view.bar.swatches):
        if not button.isHidden():
            assert button.width() >= min(button.sizeHint().width(), button.maximumWidth())
            assert button.parentWidget().rect().contains(button.geometry())
    for y in (0, 2):
        stroke(qtbot, window, (-2, y), (0, y), (2, y))
        qtbot.wait(50)
        assert view.plot.size() == painting
    qtbot.keyClick(window, Qt.Key.Key_P)
    assert view.footer.legend.isVisible()


def test_points_are_seen_during_the_stroke_and_the_experiment_waits(qtbot, window):
    before, view = window.store.experiment, window.view(BoundaryView)
    qtbot.mousePress(view.bar.brush, LEFT, pos=pixel(window, 0, 0))
    qtbot.waitUntil(lambda: "4 points" not in texts(view.bar))
    assert window.store.experiment == before
    qtbot.keyClick(view.bar.brush, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view.bar.brush, LEFT, pos=pixel(window, 0, 0))
    assert window.store.experiment == before


def test_training_keeps_its_weights_while_the_data_are_painted_and_taken_back(qtbot, window):
    window.actions_["epoch"].trigger()
    reached = snapshot_of(qtbot, window)
    stroke(qtbot, window, (-2, 0), (2, 0))
    after = snapshot_of(qtbot, window)
    assert after.epochs == 1
    assert np.array_equal(after.parameters, reached.parameters)
    window.actions_["undo"].trigger()
    assert np.array_equal(snapshot_of(qtbot, window).parameters, reached.parameters)
    assert snapshot_of(qtbot, window).epochs == 1


@pytest.mark.slow
def test_one_can_paint_while_it_trains(qtbot, window):
    qtbot.mouseClick(window.toolbar.play, LEFT)
    for y in range(-4, 5, 2):
        before = snapshot_of(qtbot, window).epochs
        stroke(qtbot, window, (-3, y), (3, y))
        qtbot.waitUntil(lambda before=before: snapshot_of(qtbot, window).epochs > before)
    assert window.player.playing
    assert window.player.run.ended == ""
    assert len(rows(window)) > 50


def test_number_keys_choose_the_class_and_a_new_one_makes_an_output_more(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_2)
    stroke(qtbot, window, (1, 1), (2, 2))
    assert (rows(window)[4:, 2] == 1).all()
    qtbot.keyClick(window, Qt.Key.Key_4)
    stroke(qtbot, window, (-1, 1), (-2, 2))
    assert len(window.store.experiment.targets.classes) == 4
    assert problems(window.store.experiment) == []
    assert snapshot_of(qtbot, window).steps == 0


def test_the_eraser_takes_away_what_it_touches(qtbot, window):
    use(qtbot, window, Tool.ERASER)
    stroke(qtbot, window, (3.8, 3.8), (4.2, 4.2))
    assert [tuple(row[:2]) for row in rows(window)] == [(-4, -4), (-4, 4), (4, -4)]
    assert window.store.undoes == "erasing"


def test_a_stroke_that_changes_nothing_is_no_edit(qtbot, window):
    before = window.store.experiment
    use(qtbot, window, Tool.ERASER)
    stroke(qtbot, window, (0, 0), (1, 1))
    assert window.store.experiment == before
    assert window.store.undoes == ""


def test_points_are_selected_by_a_frame_moved_recoloured_and_removed(qtbot, window):
    use(qtbot, window, Tool.SELECT)
    stroke(qtbot, window, (-5, 5), (0, 0), (5, 2))
    brush = window.view(BoundaryView).bar.brush
    assert list(brush.chosen) == [1, 3]
    stroke(qtbot, window, (4, 4), (4, 3), (4, 2))
    assert np.allclose(rows(window)[:, 1], [-4, 2, -4, 2], atol=0.1)
    assert window.store.undoes == "moving points"
    qtbot.keyClick(window, Qt.Key.Key_3)
    assert list(rows(window)[[1, 3], 2]) == [2, 2]
    qtbot.keyClick(window.view(BoundaryView).bar.brush, Qt.Key.Key_Delete)
    assert len(rows(window)) == 2
    window.actions_["undo"].trigger()
    assert len(rows(window)) == 4


def test_cleared_points_stop_the_run_with_a_sentence_and_painting_goes_on(qtbot, window):
    qtbot.mouseClick(window.view(BoundaryView).bar.clear, LEFT)
    assert len(rows(window)) == 0
    assert "there are no points yet: paint some" in window.status.left.text()
    stroke(qtbot, window, (-2, 0), (2, 0))
    assert len(rows(window)) > 4
    assert "Cannot" not in window.status.left.text()


def test_a_run_that_lost_its_points_goes_on_when_there_are_some_again(qtbot, window):
    qtbot.mouseClick(window.toolbar.play, LEFT)
    qtbot.mouseClick(window.view(BoundaryView).bar.clear, LEFT)
    assert not window.player.playing
    before = snapshot_of(qtbot, window).epochs
    stroke(qtbot, window, (-2, 0), (2, 0))
    assert window.player.playing
    qtbot.waitUntil(lambda: snapshot_of(qtbot, window).epochs > before)


def test_a_run_that_was_paused_stays_so_when_its_points_come_and_go(qtbot, window):
    qtbot.mouseClick(window.view(BoundaryView).bar.clear, LEFT)
    stroke(qtbot, window, (-2, 0), (2, 0))
    assert not window.player.playing
    qtbot.mouseClick(window.toolbar.play, LEFT)
    qtbot.mouseClick(window.view(BoundaryView).bar.clear, LEFT)
    window.time.sought.emit(0)
    stroke(qtbot, window, (-2, 0), (2, 0))
    assert not window.player.playing


def test_the_keys_alone_can_paint(qtbot, window):
    brush = window.view(BoundaryView).bar.brush
    brush.setFocus()
    for _ in range(4):
        qtbot.keyClick(brush, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(brush, Qt.Key.Key_Up)
    qtbot.keyClick(brush, Qt.Key.Key_Return)
    new = rows(window)[4:]
    assert len(new)
    assert (np.hypot(*(new[:, :2] - (4.0, 0.25)).T) <= 0.51).all()


def test_values_are_painted_in_five_shades(qtbot, open_window):
    window = open_window("plane")
    window.actions_["paint"].trigger()
    bar = window.view(BoundaryView).bar
    assert sum(swatch.isVisible() for swatch in bar.swatches) == 5
    count = len(window.store.experiment.points)
    qtbot.keyClick(window, Qt.Key.Key_2)
    stroke(qtbot, window, (0, 0), (1, 0))
    assert (rows(window)[count:, 2] == -0.5).all()
    assert window.store.experiment.targets.classes == ()


def test_picking_painted_data_takes_the_brush_up(qtbot, open_window):
    window = open_window()
    qtbot.mouseClick(thumbnail(window.data, "painted"), LEFT)
    assert isinstance(window.store.experiment.data, Painted)
    assert window.actions_["paint"].isChecked()


def test_a_lesson_that_locks_the_data_takes_the_brush_away(window):
    window.store.commit(window.store.experiment.changed(locked=["data"]))
    assert not window.actions_["paint"].isEnabled()
    assert not window.view(BoundaryView).bar.isVisible()


def test_without_the_brush_the_mouse_paints_nothing(qtbot, window):
    before = window.store.experiment
    window.actions_["paint"].trigger()
    stroke(qtbot, window, (0, 0), (1, 1))
    assert window.store.experiment == before


def flowers(count, inputs=("length", "width", "depth", "height")):
    """A table of flowers of three sorts."""
    drawn = np.random.default_rng(1).normal(size=(count, len(inputs)))
    lines = [",".join([f"{x:.3f}" for x in row] + [f"sort {i % 3}"]) for i, row in enumerate(drawn)]
    return TableSet(text="\n".join([",".join([*inputs, "sort"]), *lines]), columns=inputs, target="sort")


def test_a_stroke_on_more_than_two_inputs_keeps_those_of_the_plane_and_trains(qtbot, window):
    window.store.commit(with_data(window.store.experiment, flowers(60)))
    assert len(window.store.experiment.features) == 4
    stroke(qtbot, window, (-2, 0), (2, 0))
    assert [feature.name for feature in window.store.experiment.features] == ["x₁", "x₂"]
    assert problems(window.store.experiment) == []
    window.actions_["undo"].trigger()
    assert len(window.store.experiment.features) == 4


def test_painted_classes_keep_their_names_and_a_new_one_has_a_number(qtbot, window):
    window.store.commit(with_data(window.store.experiment, flowers(60, ("length", "width"))))
    bar = window.view(BoundaryView).bar
    assert [swatch.toolTip() for swatch in bar.swatches[2:4]] == ["Class sort 2 (3)", "Class 4 (4)"]
    stroke(qtbot, window, (-2, 0), (2, 0))
    assert window.store.experiment.targets.classes == ("sort 0", "sort 1", "sort 2")
    qtbot.keyClick(window, Qt.Key.Key_4)
    stroke(qtbot, window, (-2, 1), (2, 1))
    assert window.store.experiment.targets.classes == ("sort 0", "sort 1", "sort 2", "4")


def test_more_points_than_can_be_painted_are_left_alone_and_it_is_said_why(window):
    paint = window.view(BoundaryView).paint
    assert paint.isEnabled()
    help = paint.toolTip()
    window.store.commit(with_data(window.store.experiment, flowers(MOST + 1, ("length", "width"))))
    assert not paint.isEnabled()
    assert not window.view(BoundaryView).bar.isVisible()
    assert paint.toolTip() == "5\u2009001 points are more than the 5\u2009000 that can be painted on."
    window.actions_["undo"].trigger()
    assert paint.isEnabled()
    assert paint.toolTip() == help


def test_points_that_lie_too_far_out_are_not_painted_on(window):
    text = "a,b,c\n0,-1,0\n5,3,2000\n2,2,5\n"
    table = TableSet(text=text, columns=("a", "b"), target="c", meaning="values", scaling="none")
    window.store.commit(with_data(window.store.experiment, table))
    assert "go beyond 999" in window.view(BoundaryView).paint.toolTip()


def test_columns_with_units_of_their_own_are_painted_on_in_these(qtbot, window):
    text = "a,b,c\n0,-1,0\n500,3,1\n2,2,0\n"
    table = TableSet(text=text, columns=("a", "b"), target="c", scaling="none")
    window.store.commit(with_data(window.store.experiment, table))
    sides = window.store.experiment.points.plane.sides
    stroke(qtbot, window, (-2, 0), (2, 0))
    points = window.store.experiment.points
    assert isinstance(window.store.experiment.data, Painted)
    assert points.plane.sides == sides
    assert points.inputs[:3] == pytest.approx(np.array([[0, -1], [500, 3], [2, 2]]), abs=0.1)
    assert len(points) > 3


def wave():
    """A table with one input."""
    along = np.linspace(-3, 3, 40)
    lines = [f"{x:.3f}\t{np.sin(2 * x):.4f}" for x in along]
    return TableSet(text="\n".join(["x\ty", *lines]), columns=("x",), target="y", meaning="values")


def test_where_only_one_input_counts_there_is_nothing_to_paint_on(qtbot, window):
    before, view = window.store.experiment, window.view(BoundaryView)
    window.store.commit(with_data(before, wave()))
    assert not view.paint.isEnabled()
    assert view.paint.toolTip() == "Only x₁ counts here: there is no plane to paint on."
    assert not view.bar.isVisible()
    window.store.commit(before.changed(features=[{"kind": "x1"}]))
    assert not view.paint.isEnabled()
    window.store.commit(before)
    assert view.paint.isEnabled()


@pytest.mark.slow
def test_painted_data_after_those_of_one_input_lie_on_the_plane(qtbot, window):
    window.store.commit(with_data(window.store.experiment, wave()))
    qtbot.mouseClick(thumbnail(window.data, "painted"), LEFT)
    assert [feature.name for feature in window.store.experiment.features] == ["x₁", "x₂"]
    assert window.view(BoundaryView).bar.isVisible()
    stroke(qtbot, window, (-2, 0), (2, 0))
    assert window.store.undoes == "painting"
