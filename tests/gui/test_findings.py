"""The findings view: cards that can be read, and a button that shows what each speaks of."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from playground import presets
from playground.diagnosis.findings import Finding, signs
from playground.gui.attention import Attention
from playground.gui.theme import LIGHT
from playground.gui.views.findings import FindingsView
from playground.library import train


@pytest.fixture
def overfitted():
    return train(presets.load("overfitting"), 60).findings


def test_every_remedy_is_to_be_seen_in_a_narrow_view(qtbot, qapp, overfitted):
    view = FindingsView(LIGHT, Attention())
    qtbot.addWidget(view)
    view.resize(540, 300)
    view._take(overfitted)
    view.show()
    qapp.processEvents()
    (card,) = view.cards
    buttons = card.remedies.findChildren(QPushButton)
    assert len(buttons) == 4
    assert card.width() <= view.width()
    assert all(card.remedies.rect().contains(button.geometry()) for button in buttons)
    assert card.rect().contains(card.remedies.geometry())
    assert all(button.width() >= button.sizeHint().width() for button in buttons)


@pytest.mark.parametrize("kind", signs())
def test_show_always_shows_something(qtbot, open_window, kind):
    window = open_window()
    view, ring = window.view(FindingsView), window.pointing.ring
    window.stage.bring("findings")
    assert not ring.isVisible()
    layer, units = (2, (0,)) if signs()[kind].view == "network" else (None, ())
    shown = Finding(kind, "Title.", "Text.", "Meaning.", signs()[kind].view, layer, units, ())
    view._take((shown,))
    qtbot.mouseClick(view.cards[0].show_, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(ring.isVisible)
    assert window.rect().contains(ring.geometry())
    assert min(ring.width(), ring.height()) > 20
    assert window.attention.chosen.unit == (0 if units else None)


def test_a_control_is_scrolled_to_and_the_ring_stands_around_it_for_a_while(qtbot, window):
    row, ring = window.training.row("batch_size"), window.pointing.ring
    assert row.visibleRegion().isEmpty()
    window.pointing.point_at("batch_size")
    qtbot.waitUntil(ring.isVisible)
    place = row.rect().translated(row.mapTo(window, QPoint()))
    assert ring.geometry().contains(place)
    assert window.rect().contains(place)
    assert ring._end.isActive()
    ring._end.start(1)
    qtbot.waitUntil(lambda: not ring.isVisible())


def test_a_finding_of_a_layer_names_units_where_it_is_seen_in_the_network():
    for name in ("all-alike", "slow-neuron"):
        seen = [each for each in train(presets.load(name), 0).findings if each.view == "network"]
        assert seen
        assert all(finding.units for finding in seen)
