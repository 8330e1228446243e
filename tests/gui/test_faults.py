"""Frames of another moment, and errors: a view is spared the one and survives the other."""

import sys
from functools import partial

import pytest
from PySide6.QtWidgets import QWidget

from playground.engine.layers.convolution import Conv2d
from playground.engine.layers.dense import Dense
from playground.engine.layers.pooling_global import GlobalMaxPool
from playground.experiment.problems import problems
from playground.gui.network.selection import Chosen
from playground.gui.views import VIEWS
from playground.gui.views.boundary import MAP, BoundaryView
from playground.gui.views.network import NetworkView
from playground.gui.views.unit import UnitView
from playground.gui.widgets.plain_text import Message
from playground.gui.window.error_box import Faults


def test_every_view_is_spared_frames_of_another_moment(qtbot, window):
    """The worker still answers of the points that were there before they were cleared."""
    window.network.selection.choose(Chosen(0, 0))
    window.player.play()
    qtbot.waitUntil(lambda: window.player.run.history.rows[-1].epoch > 0)
    seen, report = {}, []
    for view in window.views:
        view.show_frame = partial(seen.__setitem__, view)
    window.player.reported.connect(report.append)
    qtbot.waitUntil(lambda: bool(report))
    window.actions_["paint"].trigger()
    window.view(BoundaryView).bar.clear.click()
    assert problems(window.store.experiment)
    seen.clear()

    def shown_everywhere():  # curves are not drawn at every frame
        window.player.reported.emit(report[0])
        return len(seen) == len(window.views)

    qtbot.waitUntil(shown_everywhere)
    assert [dict(each.answers) for each in seen.values()] == [{}] * len(seen)


def test_a_report_from_before_a_revision_answers_nothing(qtbot, window):
    player, found = window.player, []
    player.reported.connect(found.append)
    player.refresh()
    qtbot.waitUntil(lambda: any(each.frame.answer(MAP) is not None for each in found))
    stale = next(each for each in found if each.frame.answer(MAP) is not None)
    player.revise(window.store.experiment.changed(batch_size=7))
    found.clear()
    player._report(stale)
    assert found[0].frame.answer(MAP) is None
    qtbot.waitUntil(lambda: found[-1].frame.answer(MAP) is not None)


@pytest.mark.parametrize("member", VIEWS, ids=lambda member: member.kind)
@pytest.mark.slow
def test_a_view_that_fails_rests_and_the_others_go_on(qtbot, window, monkeypatch, member):
    reported = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: reported.append(error.__notes__))
    view = window.view(member)

    def fail(frame):
        raise ValueError("no such colour")

    monkeypatch.setattr(view, "show_frame", fail)
    window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.player.run.history.rows[-1].epoch == 1)
    window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.player.run.history.rows[-1].epoch == 2)
    assert reported == [[member.title]]
    window.actions_["reset"].trigger()
    qtbot.waitUntil(lambda: len(reported) == 2)


@pytest.mark.slow
def test_many_faults_open_one_box(qtbot, capsys):
    place = QWidget()
    qtbot.addWidget(place)
    faults = Faults(place)
    for _ in range(1300):
        faults.report(ValueError, ValueError("no such colour"), None)
    (box,) = place.findChildren(Message)
    assert "ValueError: no such colour" in box.informativeText()
    assert "Further errors: 1299" in box.informativeText()
    assert capsys.readouterr().err.count("no such colour") == 1
    box.done(0)
    faults.report(ValueError, ValueError("no such colour"), None)
    assert faults.box is None
    faults.report(KeyError, KeyError("another"), None)
    assert faults.box is not None


def test_points_can_be_cleared_while_a_unit_is_in_sight_and_it_trains(qtbot, window):
    """pytest-qt fails the test for an error in any view."""
    window.network.selection.choose(Chosen(0, 0))
    window.dock_area.raise_view(UnitView.kind)
    window.player.play()
    qtbot.waitUntil(lambda: window.view(UnitView).unit is not None)
    window.actions_["paint"].trigger()
    window.view(BoundaryView).bar.clear.click()
    for _ in range(3):
        with qtbot.waitSignal(window.player.reported):
            window.player.refresh()
    assert not window.store.experiment.points.xy.size
    window.store.undo()
    qtbot.waitUntil(lambda: window.view(UnitView).unit is not None)


@pytest.mark.slow
def test_layers_that_do_not_fit_are_said_and_what_was_in_sight_stays(qtbot, window):
    before = window.store.experiment
    for unfit in (before.changed(layers=(Conv2d(),)), before.changed(data="bars", layers=(Dense(),))):
        window.store.commit(unfit)
        qtbot.wait(50)
        assert not window.actions_["play"].isEnabled()
        assert window.view(NetworkView).numbers.experiment == before
        window.store.undo()
    images = before.changed(data="bars", layers=(Conv2d(filters=2), GlobalMaxPool()))
    window.store.commit(images)
    assert window.actions_["play"].isEnabled()
    assert window.view(NetworkView).numbers.experiment == images
