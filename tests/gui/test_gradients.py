"""The gradients view: curves and spreads, layer by layer."""

from PySide6.QtWidgets import QStyle, QStyleOptionComboBox

from playground.gui.views.gradients import QUANTITIES, GradientsView
from playground.gui.views.spreads import SPREADS
from tests.gui.running import brought


def test_the_menus_of_the_gradients_have_room_for_every_word(qtbot, window):
    window.resize(1280, 800)
    view = brought(qtbot, window, GradientsView)
    for menu in (view.quantity, view.spread):
        option = QStyleOptionComboBox()
        menu.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = menu.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, menu).width()
        words = [menu.itemText(i) for i in range(menu.count())]
        assert max(map(menu.fontMetrics().horizontalAdvance, words)) <= room


def test_gradients_are_followed_layer_by_layer(qtbot, window):
    view = brought(qtbot, window, GradientsView)
    window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: [epoch for epoch, _ in view.moments][-1:] == [1])
    view.show_moments(view.moments[-1:])
    assert [curve.scatter.isVisible() for curve in view.curves] == [True] * 3
    for _ in range(2):
        window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: bool(view.moments) and view.moments[-1][0] == 3)
    assert not any(curve.scatter.isVisible() for curve in view.curves)
    for i in range(len(QUANTITIES)):
        view.quantity.setCurrentIndex(i)
        assert len(view.curves) == 3
    for i in range(len(SPREADS)):
        view.spread.setCurrentIndex(i)
        assert [name for _, name, _ in view.spreads.layers] == ["1 Dense", "2 Dense", "3 Output"]
    assert not view.grab().isNull()
