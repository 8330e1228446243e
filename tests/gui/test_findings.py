"""The findings view: cards that can be read, and a button that shows what each speaks of."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QPushButton, QTabBar

from playground.experiment import presets
from playground.experiment.figures import Figures
from playground.gui.network.selection import Selection
from playground.gui.theme import LIGHT
from playground.gui.views.findings import FindingsView
from playground.gui.window.badge import Badge
from playground.inspection.diagnosis.findings import Finding, signs
from playground.inspection.diagnosis.steady import GOES, Steady
from playground.library import train
from playground.worker.frames import Frame
from playground.worker.requests.health import Findings
from tests.gui.running import brought


@pytest.fixture
def overfitted():
    return train(presets.load("overfitting"), 60).findings


def found(findings):
    """A frame in which these were found."""
    return Frame(Figures(0, 0), 0.1, 1.0, answers={Findings(): tuple(findings)})


def test_every_remedy_is_to_be_seen_in_a_narrow_view(qtbot, overfitted):
    view = FindingsView(LIGHT, Selection())
    qtbot.addWidget(view)
    view.resize(540, 300)
    view.show_frame(found(overfitted))
    view.show()
    (card,) = view.cards
    buttons = card.remedies.findChildren(QPushButton)
    assert len(buttons) == 4
    inner = card.remedies
    qtbot.waitUntil(lambda: all(inner.rect().contains(button.geometry()) for button in buttons))
    assert card.width() <= view.width()
    assert card.rect().contains(card.remedies.geometry())
    assert all(button.width() >= button.sizeHint().width() for button in buttons)


VIEWED = {sign.view: kind for kind, sign in signs().items()}
"""For every view that a finding leads to, one that does."""


@pytest.mark.parametrize("kind", VIEWED.values())
def test_show_always_shows_something(qtbot, open_window, kind):
    window = open_window("binary-addition" if signs()[kind].view == "sequence" else "circle")
    view, ring = window.view(FindingsView), window.highlighter.ring
    window.dock_area.raise_view("findings")
    assert not ring.isVisible()
    layer, units = (2, (0,)) if signs()[kind].view == "network" else (None, ())
    shown = Finding(kind, "Title.", "Text.", "Meaning.", signs()[kind].view, layer, units, ())
    view.clear()
    view.show_frame(found((shown,)))
    qtbot.mouseClick(view.cards[0].show_, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(ring.isVisible)
    assert window.rect().contains(ring.geometry())
    assert min(ring.width(), ring.height()) > 20
    assert window.selection.chosen.unit == (0 if units else None)


def test_a_control_is_scrolled_to_and_the_ring_stands_around_it_for_a_while(qtbot, window):
    window.resize(1024, 700)
    row, ring = window.training.row("batch_size"), window.highlighter.ring
    qtbot.wait(1)
    assert row.visibleRegion().isEmpty()
    window.highlighter.point_at("batch_size")
    qtbot.waitUntil(ring.isVisible)
    place = row.rect().translated(row.mapTo(window, QPoint()))
    assert ring.geometry().contains(place)
    assert window.rect().contains(place)
    qtbot.waitUntil(lambda: not ring.isVisible())


def test_a_finding_of_a_layer_names_units_where_it_is_seen_in_the_network():
    for name in ("all-alike", "slow-neuron"):
        seen = [each for each in train(presets.load(name), 0).findings if each.view == "network"]
        assert seen
        assert all(finding.units for finding in seen)


def finding(kind, title="Title"):
    return Finding(kind, title, "Text.", "Meaning.", "loss", None, (), ())


def test_findings_come_and_go_only_when_they_last():
    steady, a, b = Steady(), finding("a"), finding("b")
    assert steady.look([a]) == (a,)  # the first look of a run is believed
    assert steady.look([a, b]) == (a,)
    assert not steady.settled
    assert steady.look([a, b]) == (a, b)
    assert steady.settled
    for _ in range(GOES - 1):
        assert {each.kind for each in steady.look([b])} == {"a", "b"}
    assert steady.look([b]) == (b,)
    assert steady.look([a, b]) == (b,)
    assert steady.look([b]) == (b,)


def test_a_finding_that_is_met_again_is_missed_anew():
    steady, often = Steady(), finding("often")
    steady.look([often])
    for _ in range(3):
        for _ in range(GOES - 1):
            assert steady.look([]) == (often,)
        assert steady.look([often]) == (often,)


def test_what_a_resting_run_would_be_found_to_have_in_every_look_is_shown_at_once():
    steady, a, b = Steady(), finding("a"), finding("b")
    steady.look([a])
    assert steady.settle([b]) == (b,)
    assert steady.settled
    assert steady.settle([]) == ()


def test_a_divergence_is_shown_at_once():
    steady = Steady()
    steady.look([])
    assert [each.kind for each in steady.look([finding("divergence")])] == ["divergence"]


def test_findings_are_seen_while_another_view_is_in_front(qtbot, open_window):
    window = open_window("vanishing-gradients")
    window.dock_area.raise_view("about")
    view = window.view(FindingsView)
    assert not view.in_sight
    window.player.play()
    badges = window.dock_area.findChildren(Badge)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in badges))
    assert "Findings: " in window.status.left.text()
    window.dock_area.raise_view("findings")
    qtbot.waitUntil(lambda: not any(each.isVisible() for each in badges))
    window.player.pause()


def test_a_badge_stays_on_the_bar_where_its_tab_is_scrolled_out(qtbot, open_window):
    window = open_window("vanishing-gradients")
    window.resize(1024, 700)
    window.dock_area.raise_view("unit")
    window.player.play()
    badges = window.dock_area.findChildren(Badge)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in badges))
    window.player.pause()
    (badge,) = (each for each in badges if each.isVisible())
    bars = [each for each in window.dock_area.findChildren(QTabBar) if each.isVisible()]
    inside = [QRect(each.mapTo(window.dock_area, QPoint()), each.size()) for each in bars]
    assert any(rect.contains(badge.geometry()) for rect in inside)


@pytest.mark.slow
def test_a_rate_that_is_far_too_high_is_told_of(qtbot, open_window):
    window = open_window("circle", optimizer={"kind": "sgd", "learning_rate": 1000.0}, output="identity")
    window.dock_area.raise_view("about")
    window.player.play()
    view = window.view(FindingsView)
    qtbot.waitUntil(lambda: bool(view.cards))


@pytest.mark.slow
def test_a_finding_is_shown_and_its_remedy_is_an_edit(qtbot, open_window):
    window = open_window("too-high-a-rate")
    view = brought(qtbot, window, FindingsView)
    window.actions_["play"].trigger()
    qtbot.waitUntil(lambda: any("iverge" in card.title.text() for card in view.cards))
    assert not window.actions_["play"].isEnabled()
    before = window.store.experiment
    button = view.cards[0].remedies.findChild(QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.store.experiment != before
    qtbot.waitUntil(lambda: window.actions_["play"].isEnabled())
    window.actions_["undo"].trigger()
    assert window.store.experiment == before


def test_a_healthy_start_has_nothing_to_say(qtbot, window):
    view = brought(qtbot, window, FindingsView)
    window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.time.slider.value() == 1)
    assert view.nothing.isVisible()
    assert view.cards == []
