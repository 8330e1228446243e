"""Themes: another one reaches everything that has colours of its own, whoever holds it."""

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from playground.gui.theme import DARK, LIGHT
from playground.gui.views.plot import Plot
from playground.gui.widgets.themed import Themed, apply_theme


def themed(root):
    """Everything that has colours of its own."""
    widgets = [widget for widget in (root, *root.findChildren(QWidget)) if isinstance(widget, Themed)]
    items = [item for plot in root.findChildren(Plot) for item in plot.themed]
    return [*widgets, *items]


class Spot(QWidget, Themed):
    """A part of somebody's own, deep inside."""


def test_a_part_that_nobody_hands_a_theme_to_is_found(qtbot):
    root, middle, spot = QWidget(), QWidget(), Spot()
    qtbot.addWidget(root)
    QVBoxLayout(root).addWidget(middle)
    inside = QVBoxLayout(middle)
    inside.addWidget(QLabel())
    inside.addWidget(spot)
    apply_theme(root, DARK)
    assert spot.theme == DARK


@pytest.mark.slow
@pytest.mark.parametrize("name", ["light", "dark"])
def test_another_appearance_reaches_the_whole_window(window, name):
    window.actions_["dark" if name == "light" else "light"].trigger()
    window.actions_[name].trigger()
    found = themed(window)
    assert len(found) > 30
    assert {
        type(each).__name__ for each in found if each.theme != {"light": LIGHT, "dark": DARK}[name]
    } == set()
