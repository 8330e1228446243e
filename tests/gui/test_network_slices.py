"""The network's picture is drawn a slice at a time while frames come, and is the same as drawn at once."""

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from playground.engine.layers.dense import Dense
from playground.gui.network import picture_parts
from playground.gui.network.selection import Selection
from playground.gui.theme import DARK
from playground.gui.views.network import NetworkView
from tests.looking import look, trained


@pytest.fixture(params=["circle", "digits-convolution", "remember-lstm"])
def run(request):
    layers = {"layers": (Dense(units=16),) * 3} if request.param == "circle" else {}
    return trained(request.param, 1, **layers)


@pytest.fixture
def view(qtbot, run):
    view = NetworkView(DARK, Selection())
    qtbot.addWidget(view)
    view.resize(900, 420)
    view.show()
    qtbot.waitExposed(view)
    view.show_experiment(run[0])
    view.show_frame(look(run[1], *view.requests))
    qtbot.waitUntil(lambda: not view.drawing)
    return view


def until_begun(view):
    """Wait until a picture is begun; what asks every so many milliseconds could miss all of it."""
    loop, beat = QEventLoop(), QTimer()
    beat.timeout.connect(lambda: loop.quit() if view.canvas.drawn.active else None)
    beat.start(0)
    loop.exec()


def test_the_window_goes_on_between_slices_and_keeps_the_last_picture(qtbot, view, run, monkeypatch):
    before, content = view.grab().toImage(), view.canvas.content
    run[1].epoch()
    monkeypatch.setattr(picture_parts, "SLICE", 0.0)  # a part at a time
    seen = []
    beat = QTimer()
    beat.timeout.connect(lambda: seen.append((view.canvas.drawn.active, view.canvas.content is content)))
    beat.start(0)
    view.show_frame(look(run[1], *view.requests))
    qtbot.waitUntil(lambda: view.canvas.content is not content)
    beat.stop()
    assert seen.count((True, True)) > 3
    qtbot.waitUntil(lambda: not view.drawing)
    after = view.grab().toImage()
    assert after != before
    view.canvas.drawn.show_content(view.canvas.content)  # at once
    assert view.grab().toImage() == after


def test_what_comes_while_a_picture_is_drawn_is_drawn_next(qtbot, view, run, monkeypatch):
    monkeypatch.setattr(picture_parts, "SLICE", 0.0)
    run[1].epoch()
    view.show_frame(look(run[1], *view.requests))
    until_begun(view)
    run[1].epoch()
    view.show_frame(look(run[1], *view.requests))
    last = view.numbers.inside
    qtbot.waitUntil(lambda: not view.drawing)
    links = view.canvas.content.links
    view.show_frame(look(run[1], *view.requests))
    qtbot.waitUntil(lambda: not view.drawing)
    assert (view.numbers.inside.parameters == last.parameters).all()
    assert (view.canvas.content.links == links).all()


def test_who_cannot_wait_has_the_newest_picture_at_once(qtbot, view, run, monkeypatch):
    monkeypatch.setattr(picture_parts, "SLICE", 0.0)
    run[1].epoch()
    view.show_frame(look(run[1], *view.requests))
    until_begun(view)
    content = view.canvas.content
    view.draw_now()
    assert view.canvas.content is not content
    assert not view.drawing


def test_another_network_takes_the_place_of_a_picture_that_is_not_done(qtbot, view, run, monkeypatch):
    monkeypatch.setattr(picture_parts, "SLICE", 0.0)
    view.show_frame(look(run[1], *view.requests))
    until_begun(view)
    other = run[0].changed(seed=7)
    view.show_experiment(other)
    assert not view.canvas.drawn.active
    view.resize(700, 300)
    assert not view.grab().isNull()
