"""The boundary of a table's columns: its axes, units and inputs that are held."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

import playground
from playground.gui.network.sampled import Sampled
from playground.gui.theme import font
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.held_inputs import MOST
from tests.gui.alone import alone
from tests.gui.pointing import click
from tests.looking import Run


@pytest.fixture
def view(qtbot):
    return alone(qtbot, BoundaryView, 340, 380)


def people(scaling):
    """A table of ages and incomes."""
    rows = [f"{18 + 7 * i % 63},{10_000 + 1370 * i % 140_001},{'yes' if i % 3 else 'no'}" for i in range(80)]
    text = "\n".join(["age,income,bought", *rows])
    columns = ["age", "income"]
    kinds = {"kind": "table", "text": text, "columns": columns, "target": "bought"}
    return kinds | {"scaling": scaling}


def marks(plot, name):
    """The numbers along an axis."""
    axis, low, high = plot.axis(name), *plot.view_range()[name == "left"]
    (spacing, places), *_ = axis.tickValues(low, high, 200)
    return axis.tickStrings(places, 1.0, spacing)


def test_columns_span_the_plane_in_their_own_units_however_they_are_scaled(qtbot, view):
    run = Run(view, "moons", data=people("none"), output="softmax", loss="cross-entropy")
    low, high = view.plot.points["train"].getData()[0].min(), view.plot.points["train"].getData()[0].max()
    assert -6 < low < -3 < 3 < high < 6
    bottom, left = (view.plot.axis(name)._tickLevels[0] for name in ("bottom", "left"))
    assert bottom == [(-6, "0"), (-3, "20"), (0, "40"), (3, "60"), (6, "80")]
    assert [text for _, text in left][::2] == ["−50\u2009000", "50\u2009000", "150\u2009000"]
    view.plot.field.setRange(xRange=(-1, 1), yRange=(-1, 1), padding=0)
    assert set(marks(view.plot, "bottom")) & {"35", "40", "45"}
    view.plot.go_home()
    sampled = Sampled.of(run.experiment)
    place = sampled.xy[7]
    click(qtbot, view.plot, *place)
    run.answer()
    lines, inputs = dict(view.card.lines), run.experiment.points.inputs[sampled.rows[7]]
    assert [lines["age"], lines["income"]] == [f"{inputs[0]:.3g}", f"{inputs[1]:,.0f}".replace(",", "\u2009")]
    assert run.outputs_at(*view.inspected.point) == pytest.approx(
        run.training.network.predict(inputs[None])[0], rel=1e-4
    )
    for scaling in ("standardize", "min-max"):
        run = Run(view, "moons", data=people(scaling), output="softmax", loss="cross-entropy")
        assert [view.plot.axis(name)._tickLevels[0] for name in ("bottom", "left")] == [bottom, left]
        click(qtbot, view.plot, *Sampled.of(run.experiment).xy[7])
        run.answer()
        again = dict(view.card.lines)
        assert [again["age"], again["income"]] == [lines["age"], lines["income"]]


def test_a_distance_is_said_only_where_it_is_in_the_unit_of_the_inputs(view):
    for data, told in (("moons", False), (people("none"), True), (people("standardize"), True)):
        run = Run(view, "moons", data=data, output="softmax", loss="cross-entropy")
        sampled = Sampled.of(run.experiment)
        view.inspected.point = tuple(map(float, sampled.xy[7] + 0.01))
        run.answer()
        place, _ = sampled.nearest(*view.inspected.point)
        part, number = sampled.called(place).split()
        said = dict(view.card.lines)[f"nearest {part}"]
        assert said == f"sample {number}" if told else said.endswith(" away")


def test_a_curve_over_a_column_that_is_not_standardised_has_its_units(view):
    rows = [f"{5 * i},{i % 7}" for i in range(61)]
    table = {"kind": "table", "text": "\n".join(["t,y", *rows]), "columns": ["t"], "target": "y"}
    data = table | {"meaning": "values", "scaling": "none"}
    Run(view, "plane", data=data, features=["x1"])
    assert {"0", "100", "200", "300"} <= set(marks(view.function, "bottom"))


@pytest.fixture
def boundary_of(view):
    """Return a function that shows an experiment that differs from the default by some settings."""

    def show(**settings):
        view.show_experiment(playground.load("circle").changed(**settings))
        return view

    return show


def test_the_plane_says_which_inputs_it_shows(boundary_of):
    rows = "\n".join(f"{i % 5},{i % 7},{i % 3},{i % 4},{'ab'[i % 2]}" for i in range(40))
    table = {"kind": "table", "text": f"long,wide,deep,old,sort\n{rows}", "target": "sort"}
    several = boundary_of(data={**table, "columns": ["long", "wide", "deep", "old"]}, features=["x1", "x2"])
    along = lambda plot: [plot.axis(side).labelText for side in ("bottom", "left")]  # noqa: E731
    assert along(several.plot) == ["long", "wide"]
    assert several.footer.caption.text() == "Held:"
    assert not several.footer.caption.isHidden()
    two = boundary_of(data={**table, "columns": ["deep", "old"]}, features=["x1", "x2"])
    assert along(two.plot) == ["deep", "old"]
    assert two.footer.caption.isHidden()
    assert along(boundary_of().plot) == ["", ""]
    single = boundary_of(data={**table, "columns": ["deep"]}, features=["x1"])
    assert along(single.function)[0] == "deep"
    assert single.footer.caption.isHidden()


@pytest.mark.parametrize(
    ("others", "said"),
    [(0, "Held:"), (1, "Held, and one other at its mean:"), (2, "Held, and 2 others at their means:")],
)
def test_inputs_without_a_slider_are_counted(boundary_of, others, said):
    names = [f"c{i}" for i in range(2 + MOST + others)]
    rows = "\n".join(",".join(str((i * (j + 3)) % 11) for j in range(len(names) + 1)) for i in range(30))
    text = f"{','.join(names)},y\n{rows}"
    data = {"kind": "table", "text": text, "columns": names, "target": "y", "meaning": "values"}
    assert boundary_of(data=data).footer.caption.text() == said


def test_a_curve_of_scaled_values_stands_in_the_unit_of_the_target(view):
    rows = [f"{5 * i},{1000 + 10 * (i % 7)}" for i in range(61)]
    table = {"kind": "table", "text": "\n".join(["t,y", *rows]), "columns": ["t"], "target": "y"}
    run = Run(view, "plane", data=table | {"meaning": "values"}, features=["x1"])
    heights = view.function.points["train"].getData()[1]
    assert (heights.min(), heights.max()) == (1000.0, 1060.0)
    (_, _), (low, high) = view.function.view_range()
    assert 900 < low < 1000 < 1060 < high < 1200
    curve = view.function.curves[0].getData()[1]
    assert 900 < curve.min() < curve.max() < 1200
    ends = [float(end.replace("\u2009", "")) for end in view.footer.legend.ends]
    assert ends[0] < 1030 < ends[1]
    assert run.experiment.targets.scaled


def test_a_low_plane_of_a_table_keeps_its_room(boundary_of):
    rows = "\n".join(f"{i % 5},{i % 7},{i % 3},{'abc'[i % 3]}" for i in range(40))
    table = {"kind": "table", "text": f"a name that is long,wide,deep,sort\n{rows}", "target": "sort"}
    columns = ["a name that is long", "wide", "deep"]
    settings = {"output": "softmax", "loss": "cross-entropy", "features": ["x1", "x2"]}
    view = boundary_of(data={**table, "columns": columns}, **settings)
    view.resize(252, 262)
    QApplication.processEvents()
    assert view.plot.field_rect().height() > 140
    name = view.plot.axis("bottom").labelText
    assert QFontMetrics(font(11)).horizontalAdvance(name) <= view.plot.axis("bottom").size().width()
