"""The views: what they draw follows the numbers, in both themes and at every size."""

from itertools import product

import numpy as np
import pytest

from playground.experiment import presets
from playground.gui.network.selection import Selection
from playground.gui.theme import DARK, LIGHT
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.loss import LossView
from playground.gui.views.network import NetworkView
from playground.gui.widgets.themed import apply_theme
from tests.looking import show, trained

SIZES = ((1280, 800), (1920, 1080))


def colour(view, x, y):
    """The colour of the boundary's map at a point of the plane."""
    picture = view.plot.image.image
    side = len(picture)
    return tuple(int(c) for c in picture[int((y + 6) / 12 * side), int((x + 6) / 12 * side)])


@pytest.fixture
def boundary(qtbot):
    view = BoundaryView(LIGHT, Selection())
    qtbot.addWidget(view)
    view.resize(320, 340)
    return view


def test_the_map_is_blue_where_the_network_says_the_second_class(boundary):
    experiment, training = trained("two-clouds", 50)
    boundary.show_experiment(experiment)
    show(boundary, training)
    red, _, blue = colour(boundary, 3, 3)
    assert blue > red
    red, _, blue = colour(boundary, -3, -3)
    assert red > blue


def test_discretised_maps_have_one_colour_for_each_class(boundary):
    experiment, training = trained("three-rings", 5)
    boundary.show_experiment(experiment)
    show(boundary, training)
    boundary.set_discrete(True)
    assert len(np.unique(boundary.plot.image.image.reshape(-1, 3), axis=0)) <= 3
    boundary.set_discrete(False)
    assert len(np.unique(boundary.plot.image.image.reshape(-1, 3), axis=0)) > 3


def test_train_and_test_points_are_told_apart_by_shape(boundary):
    experiment, _ = trained("circle")
    boundary.show_experiment(experiment)
    shapes = {name: item.opts["symbol"] for name, item in boundary.plot.points.items()}
    assert len(set(shapes.values())) == 3
    assert len(boundary.plot.points["train"].data) == len(experiment.samples["train"])
    assert len(boundary.plot.points["test"].data) == len(experiment.samples["test"])


@pytest.mark.slow
@pytest.mark.parametrize("name", presets.shipped())
def test_every_preset_can_be_drawn(qtbot, name):
    experiment, training = trained(name, 1)
    for member in (BoundaryView, NetworkView):
        if not member.suits(experiment):
            continue
        view = member(LIGHT, Selection())
        qtbot.addWidget(view)
        view.resize(300, 320)
        view.show_experiment(experiment)
        show(view, training)
        light = view.grab().toImage()
        apply_theme(view, DARK)
        assert view.grab().toImage() != light


def test_many_units_are_shown_in_part_and_said(qtbot):
    view = NetworkView(LIGHT, Selection())
    qtbot.addWidget(view)
    view.resize(600, 400)
    experiment, training = trained("circle", layers=[{"kind": "dense", "units": 40}])
    view.show_experiment(experiment)
    show(view, training)
    view.grab()
    tiles = view.columns()[1]
    assert len(tiles.rects) + tiles.hidden == 40
    assert all(view.rect().contains(rect.toAlignedRect()) for rect in tiles.rects)


def test_losses_are_drawn_and_the_axis_can_be_linear(qtbot):
    view = LossView(LIGHT, Selection())
    qtbot.addWidget(view)
    _, training = trained("circle", 30)
    show(view, training)
    epochs, losses = view.curves["test"].getOriginalDataset()
    assert list(epochs) == [row.epoch for row in training.history.rows]
    assert list(losses) == [row.test_loss for row in training.history.rows]
    top = view.plot.view_range()[1][1]
    view.set_log(False)
    assert view.plot.view_range()[1][1] != top
    view.set_accuracy(True)
    assert list(view.accuracies.curves["train"].getData()[1]) == [
        row.train_accuracy for row in training.history.rows
    ]
    assert list(view.curves["test"].getOriginalDataset()[1]) == list(losses)


def test_a_run_without_a_test_set_has_no_test_curve(qtbot):
    view = LossView(LIGHT, Selection())
    qtbot.addWidget(view)
    _, training = trained("xor-gate", 5)
    show(view, training)
    assert np.isnan(view.curves["test"].getOriginalDataset()[1]).all()


def test_the_window_fits_and_changes_its_appearance(window):
    for (width, height), (name, theme) in product(SIZES, {"light": LIGHT, "dark": DARK}.items()):
        window.resize(width, height)
        window.actions_[name].trigger()
        assert (window.width(), window.height()) == (width, height)
        for part in (window.view(BoundaryView), window.view(LossView), window.network, window.layers):
            corner = part.mapTo(window, part.rect().bottomRight())
            assert corner.x() < width
            assert corner.y() < height
        assert window.grab().toImage().pixelColor(3, height // 2).name() == theme.ground.lower()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(theme):
    def luminance(name):
        channels = [int(name[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(a, b):
        high, low = sorted((luminance(a), luminance(b)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    for text in (theme.text, theme.secondary, theme.error, theme.accent):
        for ground in (theme.ground, theme.surface, theme.raised):
            assert contrast(text, ground) >= 4.5
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert contrast(theme.secondary, theme.border) >= 4.5  # a primary button that cannot be pressed


def test_a_long_title_does_not_hold_the_window_open(open_window):
    window = open_window(title="W" * 200)
    window.resize(1280, 800)
    assert window.width() == 1280


@pytest.mark.parametrize(("before", "after"), [(("x1", "x2"), ()), (("x1",), ("x1", "x2")), ((), ("x1",))])
def test_a_frame_that_was_under_way_when_the_inputs_changed_is_let_go(before, after, qtbot):
    experiment, training = trained("circle", features=before or ("x1", "x2"))
    view = NetworkView(LIGHT, Selection())
    qtbot.addWidget(view)
    view.show_experiment(experiment.changed(features=after))
    show(view, training)
    assert all(maps is None for maps in view.canvas.content.maps[1:])
    view.grab()  # an error in a paintEvent ends the whole process
