"""The network view by mouse and keys: what is said of links and units, and what becomes of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor

from playground.engine.layers.dense import Dense
from playground.engine.network import Network
from playground.gui.network.diagram import Diagram, Link
from playground.gui.network.links import LinkCurves
from playground.gui.network.selection import Chosen
from playground.gui.network.tiles import MOST, Tile, columns, tile_at
from playground.gui.views.about import AboutView
from playground.gui.views.unit import UnitView
from playground.worker.requests.unit import OneUnit
from tests.gui.controls import texts
from tests.gui.network_pointing import click, move, rows
from tests.gui.pointing import wheel
from tests.gui.running import snapshot_of

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


def test_a_link_under_the_pointer_says_its_weight_gradient_and_update_live(qtbot, drawn):
    link = Link(0, 1, 1)
    move(qtbot, drawn, link)
    card = drawn.network.card
    assert card.isVisible()
    assert card.facts.heading == "x₂ → unit 2 of layer 1"
    weight = snapshot_of(qtbot, drawn).parameters[0, 1 * 4 + 1]
    told = f"{weight:+.4f}".replace("-", "−")
    found = rows(drawn)
    assert found["weight"] == told
    assert list(found) == ["weight", "∂L/∂w", "next update"]
    drawn.actions_["play"].trigger()
    qtbot.waitUntil(lambda: rows(drawn)["weight"] != told)
    assert list(rows(drawn)) == ["weight", "∂L/∂w", "last update"]


def test_the_pointer_on_a_unit_says_its_bias_and_away_from_all_says_nothing(qtbot, drawn):
    move(qtbot, drawn, Tile(2, 0))
    assert drawn.network.card.facts.heading == "output"
    assert "bias" in rows(drawn)
    move(qtbot, drawn, Tile(-1, 1))
    assert drawn.network.card.facts.heading == "x₂"
    qtbot.mouseMove(drawn.network.canvas, QPoint(3, 3))
    assert not drawn.network.card.isVisible()


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


NORMS = [{"kind": "dense", "units": 20}, {"kind": "batch-norm"}, {"kind": "layer-norm"}]


@pytest.fixture
def low(qtbot, open_window):
    """A window in which the tiles of two normalizing layers have no room for text."""
    window = open_window(layers=NORMS)
    window.resize(1280, 700)
    window.player.step(whole_epoch=True)
    network = window.network
    qtbot.waitUntil(lambda: any(middle for middle, _ in network.facts.shaping.spans(1)))
    numbers = snapshot_of(qtbot, window).parameters[0]
    qtbot.waitUntil(lambda: np.array_equal(network.numbers.inside.parameters, numbers))
    qtbot.waitUntil(lambda: not network.drawing)
    assert all(network.columns()[column].low for column in (2, 3))
    return window


def test_where_text_does_not_fit_normalization_is_drawn_as_bars(qtbot, low):
    run, shaping, theme = snapshot_of(qtbot, low), low.network.facts.shaping, low.network.theme
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


def test_a_unit_that_is_clicked_is_shown_large_with_its_numbers(qtbot, drawn):
    click(qtbot, drawn, Tile(1, 0))
    assert drawn.selection.chosen == Chosen(layer=1, unit=0)
    view = drawn.view(UnitView)
    assert view.in_sight
    qtbot.waitUntil(lambda: view.unit is not None)
    parameters = snapshot_of(qtbot, drawn).parameters[0]
    assert view.heading.text() == "Unit 1 of layer 2 · Tanh"
    assert [name for name, _ in view.weights.rows] == ["unit 1", "unit 2", "unit 3", "unit 4"]
    assert [value for _, value in view.weights.rows] == parameters[12:20:2].tolist()
    z, a = view.plot.points.getData()
    np.testing.assert_allclose(a, np.tanh(z), atol=1e-6)
    np.testing.assert_allclose(view.plot.curve.getData()[1], np.tanh(view.plot.curve.getData()[0]))
    assert len(z) == min(300, len(drawn.store.experiment.samples["train"]))


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


def test_the_curve_of_a_unit_is_zoomed_and_goes_home(qtbot, drawn):
    click(qtbot, drawn, Tile(0, 1))
    view = drawn.view(UnitView)
    plot = view.plot
    qtbot.waitUntil(lambda: view.unit is not None and len(plot.points.data) > 0)
    before = plot.view_range()
    (left, right), (low, high) = before
    wheel(plot, (left + right) / 2, (low + high) / 2, 240)
    assert plot.view_range() != before
    plot.setFocus()
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    assert plot.view_range() == before


def test_a_unit_that_is_gone_is_no_longer_chosen(qtbot, drawn):
    click(qtbot, drawn, Tile(0, 3))
    drawn.store.commit(drawn.store.experiment.changed(layers=[{"kind": "dense", "units": 2}]))
    assert drawn.selection.chosen == Chosen()
    assert texts(drawn.view(UnitView)) == ["Click a unit of the network to see it here."]


def test_a_view_in_sight_that_shows_the_unit_stays_in_front_and_a_closed_one_stays_closed(qtbot, drawn):
    about, unit = drawn.view(AboutView), drawn.view(UnitView)
    about.shows_chosen = True
    click(qtbot, drawn, Tile(0, 1))
    assert about.in_sight
    assert not unit.in_sight
    about.shows_chosen = False
    next(dock for dock in drawn.dock_area.docks if dock.view is unit).close()
    click(qtbot, drawn, Tile(0, 2))
    assert not unit.in_sight


def test_only_views_in_sight_are_computed_for(qtbot, drawn):
    assert OneUnit(0, 1) not in drawn.requests()
    click(qtbot, drawn, Tile(0, 1))
    assert OneUnit(0, 1) in drawn.requests()
    drawn.dock_area.raise_view("about")
    assert OneUnit(0, 1) not in drawn.requests()


def test_dots_run_along_the_links_while_the_run_plays_unless_switched_off(qtbot, drawn):
    canvas = drawn.network.canvas
    flow = canvas.flow
    assert not flow.running
    drawn.actions_["play"].trigger()
    qtbot.waitUntil(lambda: len(flow.points) > 0)
    for _ in range(4):
        with qtbot.waitSignal(flow.moved) as moved:
            pass
        for x, y in flow.points:
            assert moved.args[0].contains(QPointF(x, y).toPoint())
            assert canvas.links.at(QPointF(x, y), 3.0) is not None
    drawn.actions_["flow"].trigger()
    assert not flow.running
    assert len(flow.points) == 0
    drawn.actions_["flow"].trigger()
    assert flow.running
    drawn.actions_["play"].trigger()
    assert not flow.running
