"""Names of classes and inputs from a table: whole where there is room, and never out of sight."""

import numpy as np
import pytest
from PySide6.QtGui import QFontMetrics

from playground.data.tables.table_set import TableSet
from playground.gui.network.sampled import Sampled
from playground.gui.theme import font
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.class_row import LINES, MARK
from tests.gui.alone import alone
from tests.looking import Run

ANIMALS = ("antelope", "crocodile", "elephant", "flamingo", "giraffe", "hippo", "leopard", "tortoise")
LONG = tuple(f"{letter} class whose name goes on and on" for letter in "abcdefgh")


def table(names, columns=("a", "b")):
    rows = [
        [f"{np.sin(i + k):.3f}" for k in range(len(columns))] + [names[i % len(names)]] for i in range(80)
    ]
    text = "\n".join(",".join(row) for row in [[*columns, "kind"], *rows])
    return TableSet(text=text, columns=columns, target="kind")


@pytest.fixture
def view(qtbot):
    return alone(qtbot, BoundaryView, 330, 309)  # in a window of 1280 to 800 pixels


def run(view, names, columns=("a", "b"), **settings):
    loss = "cross-entropy" if len(names) > 2 else "binary-cross-entropy"
    data = table(names, columns)
    return Run(view, "circle", 1, data=data, output={"kind": "auto"}, loss={"kind": loss}, **settings)


def right_edge(place):
    return place.x + MARK + QFontMetrics(font(12)).horizontalAdvance(place.name)


def test_two_classes_stand_at_the_ends_of_the_bar(view):
    run(view, ("no", "yes"))
    assert view.footer.legend.ends == ("no (0)", "yes (1)")
    Run(view, "moons", 0)
    assert view.footer.legend.ends == ("0", "1")


@pytest.mark.parametrize("names", [("no", "yes"), ("high", "low", "middle")])
def test_where_there_is_no_map_classes_are_named_too(view, names):
    run(view, names, columns=("a",), features=["x1"])
    assert view.function.isVisible()
    assert tuple(place.name for place in view.footer.legend.places) == names


def test_on_a_line_the_card_has_no_second_coordinate(view):
    for columns, features in ((("a",), ["x1"]), (("a", "b"), ["x1", "x2"])):
        one = run(view, ("no", "yes"), columns, features=features)
        view.inspected.point = (0.5, 0.0)
        one.answer()
        assert [name for name, _ in view.card.lines if name in ("a", "b")] == list(columns)


@pytest.mark.parametrize("width", [240, 330, 349, 900])
@pytest.mark.parametrize("names", [ANIMALS, LONG])
def test_all_classes_have_their_place_in_sight(qtbot, view, names, width):
    run(view, names)
    view.resize(width, 309)
    qtbot.waitUntil(
        lambda: max(map(right_edge, view.footer.legend.places)) <= view.footer.legend.width() <= width
    )
    places = view.footer.legend.places
    assert len(places) == 8
    assert min(place.x for place in places) >= 0.0
    assert len({(place.line, place.x) for place in places}) == 8


def test_ordinary_names_are_whole(view):
    run(view, ANIMALS)
    assert tuple(place.name for place in view.footer.legend.places) == ANIMALS


def test_names_that_do_not_fit_are_cut_and_said_by_the_tooltip(view):
    run(view, LONG)
    assert max(place.line for place in view.footer.legend.places) <= LINES
    assert all(place.name.endswith("…") for place in view.footer.legend.places)
    assert all(name in view.footer.legend.toolTip() for name in LONG)


@pytest.mark.parametrize("names", [("no", "yes"), ANIMALS, LONG])
def test_the_card_stays_in_the_view_and_names_the_classes(qtbot, view, names):
    one = run(view, names)
    view.inspected.point = tuple(Sampled.of(one.experiment).xy[0])
    one.answer()
    qtbot.waitUntil(lambda: view.rect().contains(view.card.geometry()))
    whole = [name if len(name) <= 18 else f"{name[:17]}…" for name in names]
    said = dict(view.card.lines)
    assert said["predicted"] in whole
    assert said["its target"] in whole


def test_the_card_follows_when_the_view_gets_narrower(qtbot, view):
    one = run(view, LONG)
    view.resize(900, 500)
    view.inspected.point = (-4.0, 0.0)
    one.answer()
    view.resize(330, 309)
    qtbot.waitUntil(lambda: view.rect().contains(view.card.geometry()))


def test_long_names_of_columns_leave_the_plot_its_room(qtbot, view):
    columns = tuple("a column whose name goes on and on and on and on" + str(i) for i in range(12))
    run(view, ("no", "yes"), columns)
    qtbot.waitUntil(lambda: view.plot.height() > 170)
    names = [each.accessibleName() for each in view.footer.held.sliders]
    assert names == [f"{name}, held at" for name in columns[2:]]
    assert all(name in view.footer.caption.toolTip() for name in columns)
