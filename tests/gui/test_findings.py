"""The findings view: cards that can be read, and a button that shows what each speaks of."""

import pytest

from playground import presets
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
    buttons = [card.remedies.itemAt(i).widget() for i in range(card.remedies.count())]
    assert len(buttons) == 4
    assert card.width() <= view.width()
    assert all(card.rect().contains(button.geometry()) for button in buttons)
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
