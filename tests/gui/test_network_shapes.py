"""The network view of layers of every shape, in a view alone: kernels and loops."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QLineEdit

import playground
from playground.engine.wiring import groups
from playground.gui.network.content import averaged
from playground.gui.network.diagram import Link
from playground.gui.network.facts import NetworkFacts
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.selection import Chosen
from playground.gui.network.tiles import Tile
from playground.gui.theme import LIGHT
from playground.gui.views.findings import FindingsView
from playground.gui.views.microscope import MicroscopeView
from playground.gui.views.unit import UnitView
from playground.inspection.diagnosis.findings import Finding
from playground.worker.frames import Look
from playground.worker.requests.health import Findings
from playground.worker.requests.unit import OneUnit

LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize(("preset", "names"), [("text", "\u21b5\u2423,."), ("reber", "BTSX")])
def test_symbols_stand_beside_the_inputs_and_the_outputs(qapp, preset, names):
    numbers = NetworkNumbers(playground.load(preset))
    assert numbers.inputs.names[:4] == numbers.output_names[:4] == tuple(names)
    assert NetworkFacts(numbers).of(Tile(1, 3)).heading == f"output 4: {names[3]}"


def test_the_card_of_a_unit_has_its_map_large(qtbot, show_network):
    shown = show_network(LIGHT)
    shown.canvas.pointed.emit(Tile(0, 1), shown.canvas.rect_of(Tile(0, 1)).center())
    assert shown.view.card.large.width() > 2 * shown.canvas.rect_of(Tile(0, 1)).width()
    shown.array("01_dense/weight")[...] = 0.0
    shown.array("01_dense/bias")[...] = 2.0
    shown.update()
    qtbot.waitUntil(lambda: not shown.view.drawing)
    shown.tell(shown.view)
    assert {QColor(shown.view.card.large.pixel(x, 60)).name() for x in (5, 60, 115)} == {
        QColor(*map(int, LIGHT.ramp()[int(127.5 + 127.5 * np.tanh(2.0))])).name()
    }
    shown.canvas.pointed.emit(None, QPointF())
    assert shown.view.card.large is None


def reshape(*to):
    return {"kind": "made-up-reshape", "to": to}


CONVOLUTION = {"kind": "made-up-convolution", "filters": 3}
LAYERS = (
    {"kind": "dense", "units": 12},
    *(reshape(1, 3, 4), CONVOLUTION, {"kind": "dropout"}, reshape(6, 3)),
    *({"kind": "made-up-elman", "units": 2}, reshape(12)),
)
CONV, DROPOUT, ELMAN = 2, 3, 5


@pytest.fixture
def made(made_up, show_network):
    """A network with a convolution and a recurrent layer, a few steps into its run."""
    shown = show_network(LIGHT, layers=LAYERS, initializer="glorot-normal")
    shown.training.advance(3)
    shown.update()
    return shown


def strength(numbers):
    """What a link with several numbers is drawn as, by hand."""
    return float(np.copysign(np.sqrt(np.square(numbers).mean()), numbers.mean()))


def said(value):
    return f"{value:+.4f}".replace("-", "−")


def test_there_is_a_tile_for_each_channel_and_unit_and_a_link_for_each_pair(made):
    links = made.canvas.links
    assert [len(tiles.rects) for tiles in made.view.columns()] == [2, 12, 1, 3, 3, 3, 2, 12, 1]
    layers = links.layers.tolist()
    assert [layers.count(layer) for layer in range(8)] == [24, 0, 3, 0, 0, 6 + 4, 0, 12]
    sorts = [links.link(i).sort for i in range(len(links)) if links.link(i).layer == ELMAN]
    assert (sorts.count(0), sorts.count(1)) == (6, 4)


def test_a_link_of_a_kernel_says_what_stands_for_its_numbers_and_how(made):
    kernel = made.array("03_made-up-convolution/kernel")
    for unit in range(3):
        link = Link(CONV, 0, unit)
        facts = made.facts.of(link)
        assert facts.heading == f"channel 1 of layer 2 → channel {unit + 1} of layer 3"
        found = dict(facts.rows)
        assert found["kernel, 4 numbers"] == said(strength(kernel[0, ..., unit]))
        assert "their root mean square, with the sign of the mean" in found
        assert "∂L/∂k" in found
    assert dict(made.facts.of(Tile(CONV, 1)).rows)["bias"] == said(
        made.array("03_made-up-convolution/bias")[1]
    )


def test_a_loop_says_its_recurrent_weight(made):
    recurrent = made.array("06_made-up-elman/recurrent")
    for i, j in np.ndindex(2, 2):
        facts = made.facts.of(Link(ELMAN, i, j, 1))
        assert facts.heading == f"unit {i + 1} of layer 6, a time step earlier → unit {j + 1} of layer 6"
        assert dict(facts.rows)["recurrent"] == said(recurrent[i, j])


def test_links_of_kernels_and_loops_have_the_colours_of_their_signs(made):
    made.array("03_made-up-convolution/kernel")[...] = [2.0, -2.0, 2.0]
    made.array("06_made-up-elman/recurrent")[...] = [[3.0, -3.0], [-3.0, 3.0]]
    made.update()
    for link, positive in (
        *((Link(CONV, 0, 0), True), (Link(CONV, 0, 1), False), (Link(CONV, 0, 2), True)),
        *((Link(ELMAN, 0, 0, 1), True), (Link(ELMAN, 0, 1, 1), False)),
    ):
        found = made.pixels(link)
        wanted, wrong = (
            LIGHT.faded(name) for name in (LIGHT.positive, LIGHT.negative)[:: 1 if positive else -1]
        )
        assert wanted in found, link
        assert wrong not in found, link


@pytest.mark.parametrize(
    ("link", "parameter", "title"),
    [
        (Link(CONV, 0, 1), ("kernel", (0, 0, 0, 1)), "Kernel 1,1,1,2 of layer 3"),
        (Link(ELMAN, 2, 1), ("weight", (2, 1)), "Weight 3,2 of layer 6"),
        (Link(ELMAN, 0, 1, 1), ("recurrent", (0, 1)), "Recurrent 1,2 of layer 6"),
        (Link(ELMAN, 0, 0, 1), ("recurrent", (0, 0)), "Recurrent 1,1 of layer 6"),
    ],
)
def test_a_click_on_a_link_chooses_its_parameter_and_the_microscope_opens_it(
    qtbot, made, link, parameter, title
):
    microscope = made.open(MicroscopeView)
    made.tell(microscope)
    assert microscope.address.text() == "1.weight[0,0]"
    qtbot.mouseClick(made.canvas, LEFT, pos=made.point(link))
    chosen = made.selection.chosen
    assert (chosen.layer, chosen.unit, chosen.parameter) == (link.layer, link.unit, parameter)
    assert made.canvas.chosen_link(chosen) == link
    name, index = parameter
    assert microscope.address.text() == f"{link.layer + 1}.{name}[{','.join(map(str, index))}]"
    assert any(label.text().startswith(title) for label in microscope.findChildren(QLabel))
    microscope.look_at(f"{CONV + 1}.kernel[0,1,1,2]")
    assert made.canvas.chosen_link(made.selection.chosen) == Link(CONV, 0, 2)


@pytest.mark.parametrize(
    ("tile", "address"), [(Tile(CONV, 1), "3.unit[1,1,2]"), (Tile(ELMAN, 0), "6.unit[5,0]")]
)
def test_a_unit_of_many_numbers_is_looked_at_through_the_last(qtbot, made, tile, address):
    microscope, unit = made.open(MicroscopeView), made.open(UnitView)
    made.tell(microscope)
    qtbot.mouseClick(made.canvas, LEFT, pos=made.canvas.rect_of(tile).center().toPoint())
    assert microscope.address.text() == address
    assert made.selection.chosen == Chosen(*tile)
    made.tell(unit)
    place = tuple(int(each) for each in address[7:-1].split(","))
    number = np.ravel_multi_index(place, made.experiment.network().shapes[tile.layer + 1])
    assert [each for each in unit.requests if isinstance(each, OneUnit)] == [OneUnit(tile.layer, number)]
    assert unit.unit is not None
    assert ",".join(str(each + 1) for each in place) in unit.heading.text()


def typed(qtbot, made, link, text):
    point = made.point(link)
    qtbot.mouseClick(made.canvas, LEFT, pos=point)
    qtbot.mouseDClick(made.canvas, LEFT, pos=point)
    field = made.view.editing.field
    assert field.isVisible()
    line = field.findChild(QLineEdit)
    line.setText(text)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    return field.name


def test_a_number_that_is_typed_at_a_loop_goes_into_the_recurrent_weight(qtbot, made):
    before = made.training.network.parameters[0].copy()
    name = typed(qtbot, made, Link(ELMAN, 0, 1, 1), "-1.5")
    assert name == "recurrent unit 1 of layer 6, a time step earlier → unit 2 of layer 6"
    assert made.array("06_made-up-elman/recurrent")[0, 1] == -1.5
    assert (made.training.network.parameters[0] != before).sum() == 1


def test_a_number_that_is_typed_at_a_kernel_is_what_stands_for_it_afterwards(qtbot, made):
    kernel = made.array("03_made-up-convolution/kernel")
    before, others = kernel.copy(), made.training.network.parameters[0].copy()
    for value in ("2.5", "-0.75"):
        name = typed(qtbot, made, Link(CONV, 0, 1), value)
        assert name == "kernel channel 1 of layer 2 → channel 2 of layer 3 (4 numbers)"
        assert strength(kernel[0, ..., 1]) == pytest.approx(float(value))
        ratio = kernel[0, ..., 1] / before[0, ..., 1]
        np.testing.assert_allclose(ratio, ratio[0, 0])
        assert np.flatnonzero(made.training.network.parameters[0] != others).size == 4
    made.view.editing.bar.actions_["zero"].trigger()
    assert not kernel[0, ..., 1].any()
    typed(qtbot, made, Link(CONV, 0, 1), "0.5")
    assert (kernel[0, ..., 1] == 0.5).all()


def test_a_kernel_is_frozen_as_a_whole(qtbot, made):
    link = Link(CONV, 0, 2)
    qtbot.mouseClick(made.canvas, LEFT, pos=made.point(link))
    with qtbot.waitSignal(made.view.edited) as edited:
        made.view.editing.bar.actions_["freeze"].trigger()
    (experiment,) = edited.args
    places = made.training.network.places()[CONV]["kernel"][..., 2]
    assert experiment.frozen == tuple(sorted(places.ravel().tolist()))
    made.view.show_experiment(experiment)
    assert "frozen" in dict(made.view.facts.of(link).rows)
    assert "frozen" not in dict(made.view.facts.of(Link(CONV, 0, 1)).rows)
    assert not made.view.editing.bar.actions_["freeze"].isEnabled()


def test_dropout_over_channels_says_which_share_of_each_was_dropped(made):
    mask = made.view.numbers.inside.masks[DROPOUT].reshape(-1, 3, 6)
    for unit in range(3):
        share = 100.0 * (1.0 - mask[:, unit].mean())
        found = dict(made.facts.of(Tile(DROPOUT, unit)).rows)["dropped in the last batch"]
        assert float(found.removesuffix(" %")) == pytest.approx(share, abs=0.1)


def test_a_finding_in_a_number_of_a_channel_points_at_the_channel(qtbot, made):
    view = made.open(FindingsView)
    finding = Finding("dead-units", "Title.", "Text.", "Meaning.", "network", CONV, (7,), ())
    frame = made.builder.frame(Look(()))
    view.show_frame(replace(frame, answers={Findings(): (finding,)}))
    qtbot.mouseClick(view.cards[0].show_, LEFT)
    assert (made.selection.chosen.layer, made.selection.chosen.unit) == (CONV, 1)


def test_a_channel_let_something_through_if_any_of_its_numbers_was_kept(made):
    mask = made.view.numbers.inside.masks[DROPOUT].reshape(-1, 3, 6)
    shown = made.facts.shaping.mask(DROPOUT)
    assert np.array_equal(shown, mask.max(axis=2))
    assert not np.array_equal(shown, mask.min(axis=2))


def test_what_is_only_handed_on_is_drawn_as_a_line_from_each_channel_to_its_own(made):
    image = made.canvas.grab().toImage()
    left, right = made.view.columns()[DROPOUT : DROPOUT + 2]
    for start, end in zip(left.rects, right.rects, strict=True):
        x, y = round((start.right() + end.left()) / 2), start.center().y()
        line = [image.pixelColor(x, round(y) + by).name() for by in (-1, 0)]
        away = [image.pixelColor(x, round(y) + by).name() for by in (-5, 4)]
        assert QColor(LIGHT.surface).name() not in line
        assert away == [QColor(LIGHT.surface).name()] * 2


def test_the_map_of_a_channel_is_the_mean_of_its_numbers():
    maps = np.random.default_rng(0).normal(size=(5, 5, 24))
    found = averaged(maps, groups((2, 3, 4)))
    np.testing.assert_allclose(found, maps.reshape(5, 5, 2, 12).mean(axis=-1))
    assert averaged(maps, groups((24,))) is maps


def test_what_leads_to_a_recurrent_unit_is_listed_with_its_loops(made):
    weight, recurrent = (made.array(f"06_made-up-elman/{name}") for name in ("weight", "recurrent"))
    found = made.facts.weights_into(Tile(ELMAN, 1))
    assert [name for name, _ in found] == ["unit 1", "unit 2", "unit 3", "unit 1, t−1", "unit 2, t−1"]
    assert [value for _, value in found] == [*weight[:, 1], *recurrent[:, 1]]
