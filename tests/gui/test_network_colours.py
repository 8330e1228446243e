"""The colours of the network's picture: signs, sizes and dots, in both themes."""

import math

import numpy as np
import pytest
from PySide6.QtGui import QColor

from playground.gui.network.diagram import Link
from playground.gui.network.quantities import QUANTITIES
from playground.gui.network.tiles import Tile
from playground.gui.theme import DARK, LIGHT

both_themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


@both_themes
@pytest.mark.parametrize("signs", [(1, -1), (-1, 1)])
@pytest.mark.parametrize("quantity", QUANTITIES)
def test_links_have_the_colours_of_plus_and_minus(show_network, theme, signs, quantity):
    shown = show_network(theme, layers=())
    weight = shown.array("01_dense/weight")
    weight[:, 0] = 3.0 * np.array(signs)
    shown.view.switches[quantity](True)
    shown.update()
    inside = shown.view.numbers.inside
    numbers = QUANTITIES[quantity].of(inside)[shown.training.network.places()[0]["weight"]][:, 0]
    if quantity == "link_weights":
        assert np.sign(numbers).tolist() == list(signs)
    own, other = (theme.positive, theme.negative), (theme.negative, theme.positive)
    for source, number in enumerate(numbers):
        wanted, wrong = (theme.faded(name) for name in (own if number > 0 else other))
        found = shown.pixels(Link(0, source, 0))
        assert wanted in found
        assert wrong not in found


def shades(view, links, about=None):
    """How far the colors along links are from the card's: on the mean of many places, for each link."""
    canvas = view.canvas
    canvas.mark(about, None, ())
    image, ground = canvas.grab().toImage(), LIGHT.surface
    along = canvas.links.along(np.linspace(0.4, 0.6, 21))
    return [
        np.mean(
            [
                _away(QColor(image.pixel(round(x), round(y))), ground)
                for x, y in along[canvas.links.number(each)]
            ]
        )
        for each in links
    ]


def test_weak_links_fade_beside_strong_ones_and_a_unit_can_be_alone_with_its_own(show_network):
    shown = show_network(LIGHT, layers=[{"kind": "dense", "units": 8}, {"kind": "dense", "units": 8}])
    weight = shown.array("02_dense/weight")
    weight[...] = 0.05
    weight[:5] = 1.0
    shown.update()
    weak, strong, elsewhere = Link(1, 7, 7), Link(1, 0, 0), Link(0, 1, 1)
    first = shades(shown.view, [weak, strong])
    assert first[1] > 2.0 * first[0] > 0.0
    alone = shades(shown.view, [weak, strong, elsewhere], Tile(1, 7))
    assert alone[0] > 2.0 * first[0]
    assert max(alone[1:]) < 0.5 * first[1]
    assert shades(shown.view, [weak, strong]) == first


def test_outputs_that_are_a_picture_are_drawn_as_one_pixel_by_pixel(show_network):
    shown = show_network(
        LIGHT,
        data={"kind": "digits", "samples": 60},
        reconstruct=True,
        layers=[{"kind": "flatten"}, {"kind": "dense", "units": 4}],
        loss={"kind": "mean-squared-error"},
    )
    rects = shown.canvas.columns[-1].rects
    assert (len(rects), shown.canvas.columns[-1].hidden) == (64, 0)
    assert rects[0].right() == pytest.approx(rects[1].left())
    assert rects[0].bottom() == pytest.approx(rects[8].top())
    assert shown.facts.of(Tile(2, 10)).heading == "output at 2, 3"
    shown.array("03_dense/weight")[...] = 0.0
    shown.array("03_dense/bias")[...] = -9.0
    shown.array("03_dense/bias")[10] = 9.0
    shown.update()
    image = shown.canvas.grab().toImage()
    inks = [QColor(image.pixel(rect.center().toPoint())).lightness() for rect in rects]
    assert int(np.argmin(inks)) == 10
    assert len({ink for i, ink in enumerate(inks) if i != 10}) == 1


@both_themes
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_squares_of_biases_and_dots_have_the_colours_of_their_signs(qtbot, show_network, theme, sign):
    shown = show_network(theme, layers=())
    shown.array("01_dense/weight")[...] = 4.0 * sign
    shown.array("01_dense/bias")[...] = sign
    shown.update()
    own, other = (theme.positive, theme.negative) if sign > 0 else (theme.negative, theme.positive)
    rect = shown.canvas.rect_of(Tile(0, 0))
    image = shown.canvas.grab().toImage()
    square = QColor(image.pixel(round(rect.left()), round(rect.bottom() - 5)))
    assert _away(square, own) < 0.7 * _away(square, other)
    flow = shown.canvas.flow
    flow.set_wanted(True)
    flow.set_playing(True)
    qtbot.waitUntil(lambda: len(flow.points) == 2)
    image = shown.canvas.grab().toImage()
    flow.set_playing(False)
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert min(_away(QColor(colour), own) for colour in colours) < 4.0
    assert QColor(other).name() not in colours


def _away(colour, name):
    other = QColor(name)
    return math.dist(colour.getRgb()[:3], other.getRgb()[:3])
