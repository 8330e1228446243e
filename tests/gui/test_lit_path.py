"""The path that the microscope reads lights up in the network's picture, factor by factor."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

import playground
from playground.engine.symbolic.traversal import nodes
from playground.gui.network.path_overlay import PathOverlay
from playground.gui.network.tiles import Tile
from playground.gui.views.microscope import MicroscopeView
from playground.gui.views.network import NetworkView


def shown(qtbot, window, preset, address):
    window.store.open(playground.load(preset), None)
    window.dock_area.raise_view(MicroscopeView.kind)
    view = window.view(MicroscopeView)
    qtbot.waitUntil(lambda: view.trace is not None and view.chain is not None)
    view.look_at(address)
    names = [stage.name for stage in view.chain.stages]
    view.pane.sheet.step_to_stage(names.index("path"))
    return view, window.view(NetworkView).canvas.findChild(PathOverlay)


def point(sheet, place):
    none = Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    where = sheet.mapToGlobal(place)
    QApplication.sendEvent(sheet, QMouseEvent(QEvent.Type.MouseMove, place, where, *none))


def test_a_path_is_lit_while_its_line_is_read(qtbot, window):
    view, overlay = shown(qtbot, window, "xor", "1.weight[0,1]")
    assert overlay.isVisible()
    lit = overlay.lit_tiles()
    assert [tile.layer for tile in lit] == [2, 1, 0]
    assert lit[-1] == Tile(0, 1)
    view.pane.sheet.step_to(0)
    assert not overlay.isVisible()
    assert overlay.lit_tiles() == []


def test_stepping_goes_along_the_path_link_by_link(qtbot, window):
    view, overlay = shown(qtbot, window, "xor", "1.weight[0,1]")
    steps = window.selection.path.steps
    seen = []
    for _ in steps:
        view.pane.sheet.step_term(1)
        seen.append((window.selection.path.at, overlay.lit_tiles()))
    assert [at for at, _ in seen] == list(range(len(steps)))
    for (_, here), (_, further) in pairwise(seen):
        assert set(here) & set(further)
    weights = [step.parameter for step in steps if step.parameter is not None]
    assert [name for _, name, _ in weights] == ["weight", "weight", "weight"]
    assert weights[-1] == (0, "weight", (0, 1))
    entry = view.pane.sheet.entries[view.pane.sheet.current]
    assert view.pane.sheet.running(entry, 7).startswith("Factor 7 of 7; the product so far is ")


@pytest.mark.parametrize("factor", [1, 5])
@pytest.mark.slow
def test_pointing_at_a_factor_lights_it_as_long_as_the_pointer_is_there(qtbot, window, factor):
    view, _ = shown(qtbot, window, "xor", "1.weight[0,1]")
    entry = view.pane.sheet.entries[view.pane.sheet.current]
    place = next(entry.places(factor))
    point(view.pane.sheet, place.center())
    assert window.selection.path.at == factor - 1
    QApplication.sendEvent(view.pane.sheet, QEvent(QEvent.Type.Leave))
    assert window.selection.path.at is None


@pytest.mark.parametrize(
    ("preset", "address"),
    [("digits-convolution", "1.kernel[0,0,0,0]"), ("through-time-by-hand", "1.recurrent[0,0]")],
)
@pytest.mark.slow
def test_paths_through_pictures_and_through_time_are_lit_too(qtbot, window, preset, address):
    view, overlay = shown(qtbot, window, preset, address)
    assert overlay.lit_tiles()
    layers = [unit[0] for step in window.selection.path.steps for unit in step.units]
    assert layers == sorted(layers, reverse=True)
    assert not overlay.grab().isNull()
    for _ in window.selection.path.steps:
        view.pane.sheet.step_term(1)
        assert overlay.lit_tiles()


@pytest.mark.slow
def test_every_place_of_a_kernels_weight_lights_where_it_works(qtbot, window):
    view, overlay = shown(qtbot, window, "digits-convolution", "1.kernel[0,0,0,0]")
    number = next(i for i, entry in enumerate(view.pane.sheet.entries) if "places" in entry.line.note)
    view.pane.sheet.step_to(number)
    places = [node for line in (view.pane.sheet.entries[number].line,) for node in slopes_of(line)]
    seen = []
    for _ in places:
        view.pane.sheet.step_term(1)
        (step,) = window.selection.path.steps
        assert set(overlay.lit_tiles()) == {Tile(-1, 0), Tile(0, 0)}
        seen.append(step.numbers[1])
    assert seen == places
    assert len(seen) == 7
    sizes = [abs(float(term.number)) for term, _ in view.pane.sheet.entries[number].line.right.terms[:-1]]
    assert sizes == sorted(sizes, reverse=True)
    view.pane.sheet.step_term(1)  # the rest together is nowhere
    assert window.selection.path is None


def slopes_of(line):
    return [each.node.index for each, _ in nodes(line.right) if each.node.name == "dz"][:7]
