"""The timeline: what is kept of a run, and the ways back into it."""

from dataclasses import replace

import numpy as np
import pytest

import playground
from playground.engine.optimizers.base import Optimizer
from playground.parts.part import family
from playground.training.checkpoints import ROOM, Timeline
from playground.training.training import Training
from playground.worker.frames import Look
from playground.worker.messages import Branch, Keep, Load, Play, Revise, Seek, SetParameters, Step
from playground.worker.requests.snapshots import AllSnapshots, ShownSnapshot
from playground.worker.session import Session
from tests.looking import asked


@pytest.fixture
def circle():
    return playground.load("circle").changed(data={"kind": "circle", "samples": 40})


@pytest.fixture
def session(circle):
    session = Session()
    session.handle(Load(circle))
    for _ in range(6):
        session.handle(Step(whole_epoch=True))
    return session


def shown(session):
    return session.handle(Look((ShownSnapshot(),)))


def test_every_epoch_of_a_short_run_is_kept(circle):
    training = Training(circle)
    training.keep_snapshots(Timeline())
    for _ in range(5):
        training.epoch()
    assert [snapshot.epochs for snapshot in training.timeline.snapshots] == [0, 1, 2, 3, 4, 5]


def test_of_a_long_run_every_second_goes(circle):
    training = Training(circle)
    training.keep_snapshots(Timeline(most=10))
    training.advance(100 * training.steps_per_epoch)
    kept = [snapshot.epochs for snapshot in training.timeline.snapshots]
    assert 5 <= len(kept) <= 10
    assert kept == list(range(0, kept[-1] + 1, training.timeline.stride))


def test_fewer_can_be_asked_for_at_any_time(circle):
    session = Session()
    session.handle(Keep(10))
    session.handle(Load(circle))
    for _ in range(12):
        session.handle(Step(whole_epoch=True))
    assert len(asked(session, AllSnapshots())) == 7 + 1  # every second, and the present
    session.handle(Keep(4))
    kept = asked(session, AllSnapshots())
    assert [snapshot.epochs for snapshot in kept] == [0, 4, 8, 12, 12]
    session.handle(Seek(9))
    assert session.handle(Look()).frame.figures.epoch == 8


def test_large_snapshots_are_fewer(circle):
    training = Training(circle)
    timeline = Timeline()
    snapshot = training.snapshot()
    large = np.broadcast_to(np.float32(0.0), (1, ROOM // 16))
    for epoch in range(40):
        timeline.add(replace(snapshot, epochs=epoch, parameters=large))
    assert len(timeline) <= 4


def test_the_last_moment_that_is_not_later_is_found(circle):
    training = Training(circle)
    training.keep_snapshots(Timeline(most=10))
    training.advance(21 * training.steps_per_epoch)
    assert training.timeline.at(7).epochs == 4
    assert training.timeline.at(-1).epochs == 0
    with pytest.raises(LookupError):
        Timeline().at(3)


def test_a_timeline_of_moments_that_were_kept_before_is_thinned_with_what_comes(circle):
    training = Training(circle)
    training.keep_snapshots(Timeline(most=3))
    training.advance(9 * training.steps_per_epoch)
    again = Timeline.of(training.timeline.snapshots, most=6)
    training.keep_snapshots(again)
    assert [snapshot.epochs for snapshot in again.snapshots] == [0, 4, 8, 9]
    training.advance(7 * training.steps_per_epoch)
    assert [snapshot.epochs for snapshot in again.snapshots] == [0, 4, 8, 12, 16]


def test_moments_within_one_epoch_are_one(circle):
    training = Training(circle)
    again = Timeline.of([training.snapshot()] * 5, most=2)
    training.advance(1)
    again.add(training.snapshot())
    assert [snapshot.steps for snapshot in again.snapshots] == [0]


def test_the_moment_at_which_a_run_was_opened_is_kept(circle):
    run = playground.train(circle, epochs=9, keep=3).saved
    session = Session()
    session.handle(Load(circle, run.snapshots[-1], run.rows, run.stride, run.snapshots[:-1]))
    for _ in range(2):
        session.handle(Step(whole_epoch=True))
    report = session.handle(Look((AllSnapshots(),)))
    kept = [snapshot.epochs for snapshot in report.frame.answer(AllSnapshots())]
    assert kept == [0, 4, 8, 9, 10, 11, 11]
    assert [row.epoch for row in report.history.rows] == list(range(12))


def test_going_back_for_good_forgets_the_moments_that_came_later(circle):
    training = Training(circle)
    training.keep_snapshots(Timeline())
    for _ in range(5):
        training.epoch()
    training.restore(training.timeline.at(2))
    assert [snapshot.epochs for snapshot in training.timeline.snapshots] == [0, 1, 2]


def test_the_epoch_that_the_run_is_in_is_the_run_as_it_is(session):
    session.handle(Step(whole_epoch=False))
    now = session.handle(Look()).frame.figures.step
    session.handle(Seek(1))
    session.handle(Seek(6))
    assert session.handle(Look()).frame.figures.step == now


def test_a_run_that_had_ended_can_go_on_from_an_earlier_moment(circle):
    session = Session()
    session.handle(Load(circle.changed(stop=({"kind": "epochs", "epochs": 4},))))
    for _ in range(5):
        session.handle(Step(whole_epoch=True))
    assert session.handle(Look()).ended
    session.handle(Seek(2))
    session.handle(Branch())
    assert session.handle(Look()).ended == ""
    session.handle(Step(whole_epoch=True))
    assert session.handle(Look()).reached == 3


def test_a_run_that_breaks_unseen_is_kept_as_it_was_when_it_was_sound(circle):
    session = Session()
    session.handle(Load(playground.load("too-high-a-rate")))
    for _ in range(60):
        session.handle(Play())
        if session.playing:
            session.work()
        session.handle(Seek(0))
        session.handle(Seek(None))
    assert "Diverged" in session.handle(Look()).ended
    assert np.isfinite(asked(session, ShownSnapshot()).parameters).all()


def test_an_earlier_moment_is_shown_and_the_run_goes_on_as_if_nobody_had_looked(session, circle):
    session.handle(Seek(2))
    report = shown(session)
    assert (report.frame.figures.epoch, report.reached) == (2, 6)
    expected = playground.train(circle, epochs=2).network.parameters
    assert np.array_equal(report.frame.answer(ShownSnapshot()).parameters, expected)
    assert [row.epoch for row in report.history.rows] == [0, 1, 2, 3, 4, 5, 6]
    session.handle(Seek(None))
    session.handle(Step(whole_epoch=True))
    assert np.array_equal(
        shown(session).frame.answer(ShownSnapshot()).parameters,
        playground.train(circle, epochs=7).network.parameters,
    )


@pytest.mark.parametrize(
    "command", [Play(), Step(whole_epoch=False), Revise(playground.load("circle").changed(batch_size=5))]
)
def test_whoever_goes_on_leaves_the_past_first(session, circle, command):
    session.handle(Seek(1))
    if isinstance(command, Revise):
        command = Revise(circle.changed(batch_size=5))
    session.handle(command)
    assert shown(session).frame.figures.epoch == 6


@pytest.mark.parametrize("kind", [kind for kind, rule in family(Optimizer).items() if not rule.whole_batches])
def test_a_branch_goes_on_exactly_as_the_first_time(circle, kind):
    experiment = circle.changed(optimizer=kind, layers=({"kind": "dense"}, {"kind": "dropout"}))
    session = Session()
    session.handle(Load(experiment))
    for _ in range(6):
        session.handle(Step(whole_epoch=True))
    session.handle(Seek(3))
    session.handle(Branch())
    report = shown(session)
    assert (report.reached, report.history.rows[-1].epoch) == (3, 3)
    session.handle(Step(whole_epoch=True))
    expected = playground.train(experiment, epochs=4).network.parameters
    assert np.array_equal(shown(session).frame.answer(ShownSnapshot()).parameters, expected)


def test_writing_a_number_into_the_past_goes_on_from_there(session):
    session.handle(Seek(3))
    session.handle(SetParameters((0,), (5.0,)))
    report = shown(session)
    assert (report.reached, report.frame.answer(ShownSnapshot()).parameters[0, 0]) == (3, 5.0)


@pytest.mark.parametrize(
    "settings",
    [
        {"optimizer": "adam"},
        {"batch_size": 3},
        {"schedule": "reduce-on-plateau"},
        {"stop": ({"kind": "patience"},)},
        {"data": {"kind": "circle", "samples": 40, "noise": 0.3}},
    ],
    ids=str,
)
def test_a_moment_before_a_revision_is_shown_and_gone_on_from(session, circle, settings):
    session.handle(Revise(circle.changed(**settings)))
    session.handle(Step(whole_epoch=True))
    session.handle(Seek(2))
    expected = playground.train(circle, epochs=2).network.parameters
    assert np.array_equal(shown(session).frame.answer(ShownSnapshot()).parameters, expected)
    session.handle(Branch())
    session.handle(Step(whole_epoch=True))
    report = shown(session)
    assert (report.reached, report.ended) == (3, "")
    assert np.isfinite(report.frame.answer(ShownSnapshot()).parameters).all()


def test_a_moment_of_another_number_of_samples_is_shown(circle):
    painted = circle.changed(data="painted", batch_size=4)
    session = Session()
    session.handle(Load(painted))
    session.handle(Step(whole_epoch=True))
    fewer = painted.data.changed(marks=",".join(painted.data.marks.split(",")[:-6]))
    session.handle(Revise(painted.changed(data=fewer)))
    session.handle(Step(whole_epoch=True))
    session.handle(Seek(1))
    session.handle(Branch())
    session.handle(Step(whole_epoch=True))
    assert shown(session).frame.figures.epoch == 2
