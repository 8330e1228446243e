"""The network by the keys: the chosen unit, the links into it, what is selected with them."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QSizeF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import (
    QApplication,
    QMenu,
)

from playground.gui.network.diagram import Link
from playground.gui.network.selection import Chosen
from playground.gui.network.tiles import Tile, columns, neighbour
from tests.gui.network_pointing import CTRL, SHIFT, typed
from tests.gui.running import snapshot_of

SIZES = st.builds(QSizeF, st.integers(300, 2000), st.integers(180, 1200))


def test_arrow_keys_move_the_chosen_unit_and_enter_opens_its_bias(qtbot, drawn):
    canvas = drawn.network.canvas
    canvas.setFocus()
    keys = Qt.Key
    right, left, down, up = keys.Key_Right, keys.Key_Left, keys.Key_Down, keys.Key_Up
    for key, layer, unit in (
        *((right, -1, 0), (right, 0, 0), (down, 0, 1), (down, 0, 2), (down, 0, 3), (down, 0, 3)),
        *((right, 1, 1), (right, 2, 0), (right, 2, 0), (left, 1, 0), (up, 1, 0)),
    ):
        qtbot.keyClick(canvas, key)
        assert drawn.selection.chosen == Chosen(layer, unit)
    qtbot.keyClick(canvas, keys.Key_Return)
    assert drawn.network.editing.field.name == "bias of unit 1 of layer 2"
    typed(qtbot, drawn, "3")
    assert snapshot_of(qtbot, drawn).parameters[0, 20] == 3.0
    assert QApplication.focusWidget() is canvas
    qtbot.keyClick(canvas, keys.Key_Escape)
    assert drawn.selection.chosen == Chosen()


def ask(canvas):
    """Press the Menu key."""
    where, reason = QPoint(2, 2), QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(canvas, QContextMenuEvent(reason, where, canvas.mapToGlobal(where)))


def test_ctrl_and_arrows_walk_the_links_into_a_unit(qtbot, drawn):
    canvas, network = drawn.network.canvas, drawn.network
    drawn.selection.choose(Chosen(1, 1))
    for key, source in ((Qt.Key.Key_Down, 0), (Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, 0), (Qt.Key.Key_Up, 3)):
        qtbot.keyClick(canvas, key, CTRL)
        assert network.editing.selected == {Link(1, source, 1)}
        assert drawn.selection.chosen == Chosen(1, 1, ("weight", (source, 1)))
        assert network.card.facts.heading == f"unit {source + 1} of layer 1 → unit 2 of layer 2"
        assert network.card.facts.heading in canvas.accessibleDescription()
        assert not network.card.geometry().intersects(canvas.span_of(Link(1, source, 1)).toAlignedRect())
    bar = network.editing.bar
    assert bar.isVisible()
    assert not canvas.isAncestorOf(bar)
    assert not any(each.isVisible() for each in (network.widest, drawn.layers.summary))  # it has their place
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert network.editing.field.name == "weight unit 4 of layer 1 → unit 2 of layer 2"
    typed(qtbot, drawn, "2.5")
    assert (snapshot_of(qtbot, drawn).parameters[0, network.numbers.places(Link(1, 3, 1))] == 2.5).all()


def test_with_shift_the_keys_select_more_and_the_menu_key_says_what_to_do(qtbot, drawn):
    canvas, network = drawn.network.canvas, drawn.network
    drawn.selection.choose(Chosen(1, 0))
    qtbot.keyClick(canvas, Qt.Key.Key_Down, CTRL)
    qtbot.keyClick(canvas, Qt.Key.Key_Down, CTRL | SHIFT)
    qtbot.keyClick(canvas, Qt.Key.Key_Down, SHIFT)
    assert drawn.selection.chosen == Chosen(1, 1)
    qtbot.keyClick(canvas, Qt.Key.Key_Insert)
    wanted = {Link(1, 0, 0), Link(1, 1, 0), Tile(1, 1)}
    assert network.editing.selected == wanted
    ask(canvas)
    menu = next(menu for menu in canvas.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if action.text() == "Freeze").trigger()
    menu.close()
    assert set(drawn.store.experiment.frozen) == {*(network.numbers.places(spot)[0] for spot in wanted)}
    qtbot.keyClick(canvas, Qt.Key.Key_Insert)
    assert network.editing.selected == wanted - {Tile(1, 1)}
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert network.editing.selected == frozenset()
    assert network.card.facts is None


def test_the_menu_key_means_the_bias_of_the_chosen_unit_where_nothing_is_selected(qtbot, drawn):
    canvas = drawn.network.canvas
    ask(canvas)
    assert not [menu for menu in canvas.findChildren(QMenu) if menu.isVisible()]
    drawn.selection.choose(Chosen(0, 2))
    ask(canvas)
    (menu,) = (menu for menu in canvas.findChildren(QMenu) if menu.isVisible())
    menu.close()
    assert drawn.network.editing.selected == {Tile(0, 2)}


def test_inputs_have_no_links_to_walk(qtbot, drawn):
    drawn.selection.choose(Chosen(-1, 0))
    qtbot.keyClick(drawn.network.canvas, Qt.Key.Key_Down, CTRL)
    assert drawn.selection.chosen == Chosen(-1, 0)
    assert drawn.network.editing.selected == frozenset()


def test_delete_removes_the_layer_of_the_chosen_unit_but_no_input_and_no_output(qtbot, drawn):
    for where, left in ((Tile(-1, 0), [4, 2]), (Tile(2, 0), [4, 2]), (Tile(0, 1), [2])):
        drawn.selection.choose(Chosen(*where))
        qtbot.keyClick(drawn.network.canvas, Qt.Key.Key_Delete)
        assert [layer.units for layer in drawn.store.experiment.layers] == left


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
