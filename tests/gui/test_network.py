"""The network view by mouse and keys: what is said of links and units, and what becomes of them."""

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
)

from playground.engine.layers.dense import Dense
from playground.engine.network import Network
from playground.gui.network.diagram import Diagram, Link
from playground.gui.network.links import LinkCurves
from playground.gui.network.number_field import read
from playground.gui.network.selection import Chosen
from playground.gui.network.tiles import MOST, Tile, columns, neighbour, tile_at
from playground.gui.views.about import AboutView
from playground.gui.views.unit import UnitView
from playground.worker.requests.unit import OneUnit
from tests.gui.controls import errors, layer_columns, texts
from tests.gui.pointing import wheel

LEFT = Qt.MouseButton.LeftButton


def spot(window, where):
    """The point of the canvas at which a link or a tile is."""
    canvas = window.network.canvas
    if isinstance(where, Tile):
        return canvas.rect_of(where).center().toPoint()
    along = canvas.links.along(np.linspace(0.05, 0.95, 91))[canvas.links.number(where)]
    points = [QPointF(x, y).toPoint() for x, y in along]
    return next(point for point in points if canvas.spot_at(QPointF(point)) == where)


def move(qtbot, window, where):
    qtbot.mouseMove(window.network.canvas, spot(window, where))


def rows(window):
    """What the card says, by name."""
    return dict(window.network.card.facts.rows)


def state(qtbot, window):
    """The run as it is now."""
    found = []
    window.player.with_snapshot(found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


@pytest.fixture
def shown(qtbot, window):
    """The window once the network's numbers have come."""
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: window.network.numbers.inside is not None)
    return window


SIZES = st.builds(QSizeF, st.integers(300, 2000), st.integers(180, 1200))


@given(widths=st.lists(st.integers(1, 40), min_size=1, max_size=8), size=SIZES)
def test_tiles_lie_inside_apart_and_are_found_at_their_middles(widths, size):
    found = columns(widths, size, ())
    assert [len(tiles.rects) + tiles.hidden for tiles in found] == widths
    assert all(len(tiles.rects) <= MOST for tiles in found)
    for i, tiles in enumerate(found):
        for unit, rect in enumerate(tiles.rects):
            assert 0.0 <= rect.top() < rect.bottom() <= size.height()
            assert tile_at(found, rect.center()) == Tile(i - 1, unit)


@given(widths=st.lists(st.integers(1, 6), min_size=2, max_size=5), size=SIZES, data=st.data())
def test_a_link_is_found_where_it_passes(widths, size, data):
    network = Network([Dense(units=width) for width in widths[1:]], widths[0])
    links = LinkCurves(columns(widths, size, ()), Diagram(network).links)
    link = links.link(data.draw(st.integers(0, len(links) - 1)))
    x, y = links.along(np.linspace(0.02, 0.1, 3))[links.number(link), 1]
    near = links.at(QPointF(x, y), 3.0)
    assert (near.layer, near.input) == (link.layer, link.input)  # close to its start others run beside it
    assert link in links.inside(QRectF(x - 2, y - 2, 4, 4))
    assert links.at(QPointF(-50, -50), 3.0) is None


def test_a_link_under_the_pointer_says_its_weight_gradient_and_update_live(qtbot, shown):
    link = Link(0, 1, 1)
    move(qtbot, shown, link)
    card = shown.network.card
    assert card.isVisible()
    assert card.facts.heading == "x₂ → unit 2 of layer 1"
    weight = state(qtbot, shown).parameters[0, 1 * 4 + 1]
    told = f"{weight:+.4f}".replace("-", "−")
    found = rows(shown)
    assert found["weight"] == told
    assert list(found) == ["weight", "∂L/∂w", "next update"]
    shown.actions_["play"].trigger()
    qtbot.waitUntil(lambda: rows(shown)["weight"] != told)
    assert list(rows(shown)) == ["weight", "∂L/∂w", "last update"]


def test_the_pointer_on_a_unit_says_its_bias_and_away_from_all_says_nothing(qtbot, shown):
    move(qtbot, shown, Tile(2, 0))
    assert shown.network.card.facts.heading == "output"
    assert "bias" in rows(shown)
    move(qtbot, shown, Tile(-1, 1))
    assert shown.network.card.facts.heading == "x₂"
    qtbot.mouseMove(shown.network.canvas, QPoint(3, 3))
    assert not shown.network.card.isVisible()


def test_a_layer_without_units_says_what_it_does_to_each(qtbot, open_window):
    layers = [{"kind": "dense"}, {"kind": "batch-norm"}, {"kind": "dropout"}]
    window = open_window(layers=layers)
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: window.network.numbers.inside is not None)
    move(qtbot, window, Tile(1, 0))
    first = rows(window)
    assert first["Batch norm"] == "4 → 4"
    assert list(first)[-4:] == ["running mean", "running variance", "scale", "shift"]
    assert (first["scale"], first["shift"]) == ("+1.0000", "+0.0000")
    window.actions_["batch"].trigger()
    qtbot.waitUntil(lambda: rows(window)["running mean"] != first["running mean"])
    move(qtbot, window, Tile(2, 0))
    assert rows(window)["dropped in the last batch"].endswith(" %")


def click(qtbot, window, where, held=Qt.KeyboardModifier.NoModifier):
    qtbot.mouseClick(window.network.canvas, LEFT, held, spot(window, where))


NORMS = [{"kind": "dense", "units": 20}, {"kind": "batch-norm"}, {"kind": "layer-norm"}]


@pytest.fixture
def low(qtbot, open_window):
    """A window in which the tiles of two normalizing layers have no room for text."""
    window = open_window(layers=NORMS)
    window.resize(1280, 700)
    window.player.step(whole_epoch=True)
    network = window.network
    qtbot.waitUntil(lambda: any(middle for middle, _ in network.facts.shaping.spans(1)))
    numbers = state(qtbot, window).parameters[0]
    qtbot.waitUntil(lambda: np.array_equal(network.numbers.inside.parameters, numbers))
    qtbot.waitUntil(lambda: not network.drawing)
    assert all(network.columns()[column].low for column in (2, 3))
    return window


def test_where_text_does_not_fit_normalization_is_drawn_as_bars(qtbot, low):
    run, shaping, theme = state(qtbot, low), low.network.facts.shaping, low.network.theme
    image = low.network.canvas.grab().toImage()
    network = low.store.experiment.network()
    kept, places = network.kept_places()[1], network.places()[2]
    known = {
        1: (run.kept[0, kept["running_mean"]], run.kept[0, kept["running_variance"]] ** 0.5),
        2: (run.parameters[0, places["shift"]], np.abs(run.parameters[0, places["scale"]])),
    }
    for layer, numbers in known.items():
        np.testing.assert_allclose(shaping.spans(layer), np.stack(numbers, axis=1), rtol=1e-5)
        for rect, middle in zip(low.network.columns()[layer + 1].rects, numbers[0], strict=False):
            y, xs = round(rect.center().y()), range(round(rect.left()), round(rect.right()))
            colours = {image.pixel(x, y) for x in xs}
            wanted = [QColor(theme.positive).rgb(), QColor(theme.negative).rgb()]
            assert [colour in colours for colour in wanted] == [middle > 0, middle <= 0]


def test_the_card_says_what_the_bars_are(qtbot, low):
    for layer, words in ((1, "drawn: mean ± standard deviation"), (2, "drawn: shift ± scale")):
        move(qtbot, low, Tile(layer, 3))
        assert words in rows(low)
    low.resize(1920, 1400)
    qtbot.waitUntil(lambda: not low.network.columns()[2].low)
    move(qtbot, low, Tile(1, 3))
    assert "drawn: mean ± standard deviation" not in rows(low)


def test_a_unit_that_is_clicked_is_shown_large_with_its_numbers(qtbot, shown):
    click(qtbot, shown, Tile(1, 0))
    assert shown.selection.chosen == Chosen(layer=1, unit=0)
    view = shown.view(UnitView)
    assert view.in_sight
    qtbot.waitUntil(lambda: view.unit is not None)
    parameters = state(qtbot, shown).parameters[0]
    assert view.heading.text() == "Unit 1 of layer 2 · Tanh"
    assert [name for name, _ in view.weights.rows] == ["unit 1", "unit 2", "unit 3", "unit 4"]
    assert [value for _, value in view.weights.rows] == parameters[12:20:2].tolist()
    z, a = view.plot.points.getData()
    np.testing.assert_allclose(a, np.tanh(z), atol=1e-6)
    np.testing.assert_allclose(view.plot.curve.getData()[1], np.tanh(view.plot.curve.getData()[0]))
    assert len(z) == min(300, len(shown.store.experiment.samples["train"]))


def test_softmax_has_points_but_no_curve_and_a_shaping_layer_no_plot(qtbot, open_window):
    window = open_window("three-rings", layers=[{"kind": "dense"}, {"kind": "dropout"}])
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: window.network.numbers.inside is not None)
    view = window.view(UnitView)
    click(qtbot, window, Tile(2, 1))
    qtbot.waitUntil(lambda: view.unit is not None and len(view.plot.points.data) > 0)
    assert view.plot.curve.getData()[0] is None
    click(qtbot, window, Tile(1, 1))
    qtbot.waitUntil(lambda: view.unit is not None and not len(view.unit.z))
    assert not view.plot.isVisible()


def test_the_curve_of_a_unit_is_zoomed_and_goes_home(qtbot, shown):
    click(qtbot, shown, Tile(0, 1))
    view = shown.view(UnitView)
    plot = view.plot
    qtbot.waitUntil(lambda: view.unit is not None and len(plot.points.data) > 0)
    before = plot.view_range()
    (left, right), (low, high) = before
    wheel(plot, (left + right) / 2, (low + high) / 2, 240)
    assert plot.view_range() != before
    plot.setFocus()
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    assert plot.view_range() == before


def test_a_unit_that_is_gone_is_no_longer_chosen(qtbot, shown):
    click(qtbot, shown, Tile(0, 3))
    shown.store.commit(shown.store.experiment.changed(layers=[{"kind": "dense", "units": 2}]))
    assert shown.selection.chosen == Chosen()
    assert texts(shown.view(UnitView)) == ["Click a unit of the network to see it here."]


def test_a_view_in_sight_that_shows_the_unit_stays_in_front_and_a_closed_one_stays_closed(qtbot, shown):
    about, unit = shown.view(AboutView), shown.view(UnitView)
    about.shows_chosen = True
    click(qtbot, shown, Tile(0, 1))
    assert about.in_sight
    assert not unit.in_sight
    about.shows_chosen = False
    next(dock for dock in shown.stage.docks if dock.view is unit).close()
    click(qtbot, shown, Tile(0, 2))
    assert not unit.in_sight


def test_only_views_in_sight_are_computed_for(qtbot, shown):
    assert OneUnit(0, 1) not in shown.requests()
    click(qtbot, shown, Tile(0, 1))
    assert OneUnit(0, 1) in shown.requests()
    shown.stage.raise_view("about")
    assert OneUnit(0, 1) not in shown.requests()


def double_click(qtbot, window, where):
    click(qtbot, window, where)
    qtbot.mouseDClick(window.network.canvas, LEFT, pos=spot(window, where))


def typed(qtbot, window, text, key=Qt.Key.Key_Return):
    field = window.network.editing.field.findChild(QLineEdit)
    assert window.network.editing.field.isVisible()
    field.clear()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, key)


@pytest.mark.slow
def test_a_double_click_lets_a_number_be_typed_and_undone(qtbot, shown):
    before = state(qtbot, shown).parameters[0].copy()
    loss = shown.toolbar.findChildren(QLabel)
    told = [label.text() for label in loss]
    for where, name, place in (
        (Link(0, 1, 1), "weight x₂ → unit 2 of layer 1", 5),
        (Link(1, 2, 0), "weight unit 3 of layer 1 → unit 1 of layer 2", 16),
        (Tile(0, 3), "bias of unit 4 of layer 1", 11),
        (Tile(2, 0), "bias of output", 24),
    ):
        double_click(qtbot, shown, where)
        assert shown.network.editing.field.name == name
        typed(qtbot, shown, "-2,5")
        after = state(qtbot, shown).parameters[0]
        assert np.flatnonzero(after != before).tolist() == [place]
        assert after[place] == -2.5
        qtbot.waitUntil(lambda: [label.text() for label in loss] != told)
        assert shown.store.undoes == name
        shown.actions_["undo"].trigger()
        assert np.array_equal(state(qtbot, shown).parameters[0], before)
        qtbot.waitUntil(lambda: [label.text() for label in loss] == told)


def test_what_cannot_be_a_weight_is_refused_in_words(qtbot, shown):
    for text, said in (
        ("much", '"much" is not a number'),
        ("", "type a number"),
        ("inf", "not a finite"),
        ("1e39", "beyond"),
    ):
        double_click(qtbot, shown, Link(0, 0, 0))
        with qtbot.assertNotEmitted(shown.network.wrote):
            typed(qtbot, shown, text)
        (error,) = errors(shown.network.editing.field)
        assert said in error
        with qtbot.assertNotEmitted(shown.network.wrote):
            qtbot.keyClick(shown.network.editing.field.findChild(QLineEdit), Qt.Key.Key_Escape)
        assert not shown.network.editing.field.isVisible()


def test_a_click_elsewhere_leaves_a_number_as_it_is(qtbot, shown):
    double_click(qtbot, shown, Link(0, 0, 0))
    with qtbot.assertNotEmitted(shown.network.wrote):
        qtbot.keyClicks(shown.network.editing.field.findChild(QLineEdit), "7")
        click(qtbot, shown, Tile(1, 1))
    assert not shown.network.editing.field.isVisible()


def test_keys_typed_into_a_number_are_not_the_windows(qtbot, shown):
    double_click(qtbot, shown, Link(0, 0, 0))
    typed(qtbot, shown, "1e b", Qt.Key.Key_Space)
    assert shown.network.editing.field.findChild(QLineEdit).text() == "1e b "
    assert state(qtbot, shown).steps == 0


@given(value=st.floats(-1e29, 1e29))
def test_a_number_is_read_as_it_is_written(value):
    assert read(f"{value!r}".replace("-", "−")) == value


@given(text=st.text(st.sampled_from("01e.,-−+ naif_x"), max_size=8))
def test_any_text_is_a_finite_number_or_refused(text):
    value = 0.0
    with suppress(ValueError):
        value = read(text)
    assert abs(value) <= 1e30


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press(qtbot, window, name):
    """Press a button of the selection's bar."""
    bar = window.network.editing.bar
    button = next(b for b in bar.findChildren(QToolButton) if b.defaultAction() is bar.actions_[name])
    assert button.isVisible()
    qtbot.mouseClick(button, LEFT)


def test_several_links_and_a_bias_are_zeroed_together_and_that_is_undone(qtbot, shown):
    before = state(qtbot, shown).parameters[0].copy()
    click(qtbot, shown, Link(0, 1, 1))
    for where in (Link(1, 2, 0), Tile(0, 3), Tile(1, 0), Tile(1, 0)):  # the last is let go again
        click(qtbot, shown, where, CTRL)
    assert "3 selected" in texts(shown.network.editing.bar)
    press(qtbot, shown, "zero")
    after = state(qtbot, shown).parameters[0]
    assert np.flatnonzero(after != before).tolist() == [5, 11, 16]
    assert (after[[5, 11, 16]] == 0.0).all()
    assert shown.store.undoes == "zeroing 3 parameters"
    shown.actions_["undo"].trigger()
    assert np.array_equal(state(qtbot, shown).parameters[0], before)


def test_a_rectangle_selects_the_links_through_it_and_they_are_perturbed(qtbot, shown):
    before = state(qtbot, shown).parameters[0].copy()
    canvas = shown.network.canvas
    left, right = (canvas.columns[i].bounds for i in (2, 3))
    start, end = QPoint(int(left.right()) + 4, 2), QPoint(int(right.left()) - 4, canvas.height() - 3)
    qtbot.mousePress(canvas, LEFT, SHIFT, start)
    qtbot.mouseMove(canvas, end)
    qtbot.mouseRelease(canvas, LEFT, SHIFT, end)
    assert shown.network.editing.selected == {Link(2, 0, 0), Link(2, 1, 0)}
    press(qtbot, shown, "perturb")
    after = state(qtbot, shown).parameters[0]
    assert np.flatnonzero(after != before).tolist() == [22, 23]
    assert np.abs(after - before).max() < 1.0


def test_a_frozen_weight_stays_while_the_others_learn_and_thaws_again(qtbot, shown):
    click(qtbot, shown, Link(0, 1, 1))
    click(qtbot, shown, Tile(0, 0), CTRL)
    press(qtbot, shown, "freeze")
    assert shown.store.experiment.frozen == (5, 8)
    before = state(qtbot, shown).parameters[0].copy()
    shown.actions_["epoch"].trigger()
    after = state(qtbot, shown).parameters[0].copy()
    assert np.flatnonzero(after == before).tolist() == [5, 8]
    click(qtbot, shown, Link(0, 1, 1))
    move(qtbot, shown, Link(0, 1, 1))
    assert "frozen" in rows(shown)
    press(qtbot, shown, "thaw")
    shown.actions_["epoch"].trigger()
    assert np.flatnonzero(state(qtbot, shown).parameters[0] == after).tolist() == [8]
    shown.store.commit(shown.store.experiment.changed(layers=[{"kind": "dense", "units": 3}]))
    assert shown.store.experiment.frozen == ()
    assert not shown.network.editing.bar.isVisible()


def test_a_right_click_asks_what_to_do_with_a_link(qtbot, shown):
    where = spot(shown, Link(1, 2, 0))
    canvas = shown.network.canvas
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, canvas.mapToGlobal(where))
    QApplication.sendEvent(canvas, event)
    menu = next(menu for menu in canvas.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if action.text() == "Zero").trigger()
    menu.close()
    assert state(qtbot, shown).parameters[0, 16] == 0.0


def test_a_click_beside_everything_lets_the_selection_go(qtbot, shown):
    click(qtbot, shown, Link(0, 0, 0))
    assert shown.selection.chosen == Chosen(0, 0, ("weight", (0, 0)))
    qtbot.mouseClick(shown.network.canvas, LEFT, pos=QPoint(3, 3))
    assert not shown.network.editing.bar.isVisible()
    assert shown.selection.chosen == Chosen()


def test_arrow_keys_move_the_chosen_unit_and_enter_opens_its_bias(qtbot, shown):
    canvas = shown.network.canvas
    canvas.setFocus()
    keys = Qt.Key
    right, left, down, up = keys.Key_Right, keys.Key_Left, keys.Key_Down, keys.Key_Up
    for key, layer, unit in (
        *((right, -1, 0), (right, 0, 0), (down, 0, 1), (down, 0, 2), (down, 0, 3), (down, 0, 3)),
        *((right, 1, 1), (right, 2, 0), (right, 2, 0), (left, 1, 0), (up, 1, 0)),
    ):
        qtbot.keyClick(canvas, key)
        assert shown.selection.chosen == Chosen(layer, unit)
    qtbot.keyClick(canvas, keys.Key_Return)
    assert shown.network.editing.field.name == "bias of unit 1 of layer 2"
    typed(qtbot, shown, "3")
    assert state(qtbot, shown).parameters[0, 20] == 3.0
    assert QApplication.focusWidget() is canvas
    qtbot.keyClick(canvas, keys.Key_Escape)
    assert shown.selection.chosen == Chosen()


def ask(canvas):
    """Press the Menu key."""
    where, reason = QPoint(2, 2), QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(canvas, QContextMenuEvent(reason, where, canvas.mapToGlobal(where)))


def test_ctrl_and_arrows_walk_the_links_into_a_unit(qtbot, shown):
    canvas, network = shown.network.canvas, shown.network
    shown.selection.choose(Chosen(1, 1))
    for key, source in ((Qt.Key.Key_Down, 0), (Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, 0), (Qt.Key.Key_Up, 3)):
        qtbot.keyClick(canvas, key, CTRL)
        assert network.editing.selected == {Link(1, source, 1)}
        assert shown.selection.chosen == Chosen(1, 1, ("weight", (source, 1)))
        assert network.card.facts.heading == f"unit {source + 1} of layer 1 → unit 2 of layer 2"
        assert network.card.facts.heading in canvas.accessibleDescription()
        assert not network.card.geometry().intersects(canvas.span_of(Link(1, source, 1)).toAlignedRect())
    bar = network.editing.bar
    assert bar.isVisible()
    assert not canvas.isAncestorOf(bar)
    assert not any(each.isVisible() for each in (network.widest, shown.layers.summary))  # it has their place
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert network.editing.field.name == "weight unit 4 of layer 1 → unit 2 of layer 2"
    typed(qtbot, shown, "2.5")
    assert (state(qtbot, shown).parameters[0, network.numbers.places(Link(1, 3, 1))] == 2.5).all()


def test_with_shift_the_keys_select_more_and_the_menu_key_says_what_to_do(qtbot, shown):
    canvas, network = shown.network.canvas, shown.network
    shown.selection.choose(Chosen(1, 0))
    qtbot.keyClick(canvas, Qt.Key.Key_Down, CTRL)
    qtbot.keyClick(canvas, Qt.Key.Key_Down, CTRL | SHIFT)
    qtbot.keyClick(canvas, Qt.Key.Key_Down, SHIFT)
    assert shown.selection.chosen == Chosen(1, 1)
    qtbot.keyClick(canvas, Qt.Key.Key_Insert)
    wanted = {Link(1, 0, 0), Link(1, 1, 0), Tile(1, 1)}
    assert network.editing.selected == wanted
    ask(canvas)
    menu = next(menu for menu in canvas.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if action.text() == "Freeze").trigger()
    menu.close()
    assert set(shown.store.experiment.frozen) == {*(network.numbers.places(spot)[0] for spot in wanted)}
    qtbot.keyClick(canvas, Qt.Key.Key_Insert)
    assert network.editing.selected == wanted - {Tile(1, 1)}
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert network.editing.selected == frozenset()
    assert network.card.facts is None


def test_the_menu_key_means_the_bias_of_the_chosen_unit_where_nothing_is_selected(qtbot, shown):
    canvas = shown.network.canvas
    ask(canvas)
    assert not [menu for menu in canvas.findChildren(QMenu) if menu.isVisible()]
    shown.selection.choose(Chosen(0, 2))
    ask(canvas)
    (menu,) = (menu for menu in canvas.findChildren(QMenu) if menu.isVisible())
    menu.close()
    assert shown.network.editing.selected == {Tile(0, 2)}


def test_inputs_have_no_links_to_walk(qtbot, shown):
    shown.selection.choose(Chosen(-1, 0))
    qtbot.keyClick(shown.network.canvas, Qt.Key.Key_Down, CTRL)
    assert shown.selection.chosen == Chosen(-1, 0)
    assert shown.network.editing.selected == frozenset()


def test_delete_removes_the_layer_of_the_chosen_unit_but_no_input_and_no_output(qtbot, shown):
    for where, left in ((Tile(-1, 0), [4, 2]), (Tile(2, 0), [4, 2]), (Tile(0, 1), [2])):
        shown.selection.choose(Chosen(*where))
        qtbot.keyClick(shown.network.canvas, Qt.Key.Key_Delete)
        assert [layer.units for layer in shown.store.experiment.layers] == left


@given(
    widths=st.lists(st.integers(1, 20), min_size=1, max_size=6),
    size=SIZES,
    steps=st.lists(st.sampled_from([(1, 0), (-1, 0), (0, 1), (0, -1)]), max_size=12),
)
def test_steps_from_tile_to_tile_never_leave_the_network(widths, size, steps):
    found, tile = columns(widths, size, ()), None
    for step in steps:
        tile = neighbour(found, tile, *step)
        assert 0 <= tile.unit < len(found[tile.layer + 1].rects)


def drag(qtbot, handle, x):
    """Take a column by its title and put it down at a point of the screen."""
    start = handle.rect().center()
    end = QPoint(handle.mapFromGlobal(QPoint(x, 0)).x(), start.y())
    qtbot.mousePress(handle, LEFT, pos=start)
    for point in ((start + end) / 2, end):
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(point),
            QPointF(handle.mapToGlobal(point)),
            LEFT,
            LEFT,
            SHIFT & CTRL,
        )
        QApplication.sendEvent(handle, event)
    qtbot.mouseRelease(handle, LEFT, pos=end)


def test_a_layer_is_dragged_to_another_place(qtbot, open_window):
    window = open_window(layers=[{"kind": "dense", "units": units} for units in (2, 3, 4)])
    window.resize(1440, 900)
    heads = layer_columns(window.layers)
    centre = heads[2].mapToGlobal(heads[2].rect().center()).x()
    drag(qtbot, heads[0].handle, centre - 20)
    assert [layer.units for layer in window.store.experiment.layers] == [3, 2, 4]
    drag(qtbot, heads[0].handle, centre + 20)
    assert [layer.units for layer in window.store.experiment.layers] == [2, 4, 3]
    drag(qtbot, heads[2].handle, heads[0].mapToGlobal(QPoint(0, 0)).x())
    assert [layer.units for layer in window.store.experiment.layers] == [3, 2, 4]
    assert not window.layers.findChild(QFrame, "drop").isVisible()
    drag(
        qtbot,
        heads[1].handle,
        heads[1].mapToGlobal(heads[1].rect().center()).x() + 30,
    )
    assert [layer.units for layer in window.store.experiment.layers] == [3, 2, 4]


def test_dots_run_along_the_links_while_the_run_plays_unless_switched_off(qtbot, shown):
    canvas = shown.network.canvas
    flow = canvas.flow
    assert not flow.running
    shown.actions_["play"].trigger()
    qtbot.waitUntil(lambda: len(flow.points) > 0)
    for _ in range(4):
        with qtbot.waitSignal(flow.moved) as moved:
            pass
        for x, y in flow.points:
            assert moved.args[0].contains(QPointF(x, y).toPoint())
            assert canvas.links.at(QPointF(x, y), 3.0) is not None
    shown.actions_["flow"].trigger()
    assert not flow.running
    assert len(flow.points) == 0
    shown.actions_["flow"].trigger()
    assert flow.running
    shown.actions_["play"].trigger()
    assert not flow.running


def test_inputs_are_switched_on_and_off_by_a_click(qtbot, shown):
    network = shown.network
    kinds = [feature.kind for feature in network.numbers.inputs.off]
    assert len(network.canvas.columns[0].off) == len(kinds) == 5
    square = network.canvas.columns[0].off[kinds.index("x1-squared")].center().toPoint()
    qtbot.mouseMove(network.canvas, square)
    assert network.card.facts.heading == "x₁²"
    qtbot.mouseClick(network.canvas, LEFT, pos=square)
    assert [feature.kind for feature in shown.store.experiment.features] == ["x1", "x2", "x1-squared"]
    click(qtbot, shown, Tile(-1, 0))
    assert [feature.kind for feature in shown.store.experiment.features] == ["x2", "x1-squared"]
    click(qtbot, shown, Tile(-1, 0))
    click(qtbot, shown, Tile(-1, 0))
    assert shown.store.experiment.features == ()
    assert len(network.canvas.columns[0].off) == 7
    qtbot.mouseClick(network.canvas, LEFT, pos=network.canvas.columns[0].off[1].center().toPoint())
    assert [feature.kind for feature in shown.store.experiment.features] == ["x2"]
    assert shown.actions_["play"].isEnabled()


def test_a_formula_is_an_input_that_a_click_takes_away(qtbot, open_window):
    window = open_window(features=["x1", {"kind": "formula", "text": "x1*x2"}])
    window.resize(1440, 900)
    assert [feature.kind for feature in window.network.numbers.inputs.ready][-1] == "formula"
    click(qtbot, window, Tile(-1, 1))
    assert [feature.kind for feature in window.store.experiment.features] == ["x1"]
