"""The worker: what it does with commands, and that it answers only when asked."""

import multiprocessing
import os
import signal
import threading
import time
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pytest

import playground
from playground.data.tables import importing
from playground.training.history import Bookmark
from playground.training.training import Training
from playground.worker.frames import Look
from playground.worker.messages import Crash, Load, Pause, Play, Report, Revise, Step
from playground.worker.process import Worker, serve
from playground.worker.requests.base import Request
from playground.worker.requests.maps import OutputMap, UnitMaps
from playground.worker.requests.snapshots import ShownSnapshot
from playground.worker.session import Session
from tests.looking import asked


def pasted(rows):
    """A table from the clipboard, larger than any pipe."""
    lines = "".join(f"{i % 97 / 97},{i % 89 / 89},{i % 2}\n" for i in range(rows))
    return importing.from_text("a,b,kind\n" + lines, lambda share: True)[0]


@pytest.fixture
def circle():
    return playground.load("circle")


@pytest.fixture
def session(circle):
    session = Session()
    session.handle(Load(circle))
    return session


def look(session, *requests, bookmark=Bookmark()):  # noqa: B008
    report = session.handle(Look(requests, bookmark))
    assert isinstance(report, Report)
    return report


def parameters(session):
    return asked(session, ShownSnapshot()).parameters


def test_only_a_look_is_answered(session, circle):
    for command in (Load(circle), Play(), Pause(), Step(False), Step(True), Revise(circle)):
        assert session.handle(command) is None


def test_a_command_before_the_first_experiment_is_an_error():
    with pytest.raises(RuntimeError, match="came before an experiment"):
        Session().handle(Play())


def test_a_frame_carries_what_was_asked_for_and_no_more(session):
    assert look(session).frame.answers == {}
    requests = (OutputMap(20), UnitMaps(10), ShownSnapshot())
    full = look(session, *requests).frame
    assert list(full.answers) == list(requests)
    assert full.answer(OutputMap(20)).shape == (20, 20, 1)
    assert [maps.shape for maps in full.answer(UnitMaps(10))] == [(10, 10, 4), (10, 10, 2), (10, 10, 1)]


@dataclass(frozen=True)
class LargestWeight(Request[float]):
    """The size of the largest weight: a question of somebody's own."""

    def answer(self, observer):
        return float(np.abs(observer.training.network.parameters).max())


def test_a_new_request_is_one_class(session):
    found = look(session, LargestWeight()).frame.answer(LargestWeight())
    assert found == np.abs(parameters(session)).max()


def test_steps_are_those_of_the_library(session, circle):
    session.handle(Step(whole_epoch=True))
    session.handle(Step(whole_epoch=False))
    session.handle(Step(whole_epoch=True))
    assert look(session).frame.figures.epoch == 2
    expected = playground.train(circle, epochs=2)
    assert np.array_equal(parameters(session), expected.network.parameters)


def test_work_trains_while_playing_and_looking_does_not_disturb_it(session, circle):
    session.handle(Play())
    assert session.playing
    while look(session, OutputMap(10), UnitMaps(10)).frame.figures.epoch < 20:
        assert session.work() == 0.0
    session.handle(Pause())
    assert not session.playing
    session.handle(Step(whole_epoch=True))
    report = look(session, ShownSnapshot())
    expected = playground.train(circle, epochs=report.frame.figures.epoch)
    assert np.array_equal(report.frame.answer(ShownSnapshot()).parameters, expected.network.parameters)


@pytest.mark.parametrize("pace", [0.0, 1000.0])
def test_a_run_pauses_by_itself_at_the_end_of_the_epoch_that_was_named(session, circle, pace):
    session.handle(Step(whole_epoch=False))
    session.handle(Play(pace, until=7))
    while session.playing:
        session.work()
    report = look(session, ShownSnapshot())
    assert report.frame.figures.epoch == 7
    assert not report.ended
    expected = playground.train(circle, epochs=7)
    assert np.array_equal(report.frame.answer(ShownSnapshot()).parameters, expected.network.parameters)
    session.handle(Play(until=5))  # is over already
    session.work()
    assert not session.playing
    assert look(session).frame.figures.epoch == 7


def test_a_pace_makes_the_worker_wait(session):
    session.handle(Play(pace=1.0))
    wait = session.work()
    assert 0.0 < wait <= 1 / 25  # an epoch of 25 steps a second


def test_a_pace_that_could_not_be_kept_is_not_made_up_for(session, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(
        "playground.worker.session.time",
        SimpleNamespace(perf_counter=lambda: now[0], thread_time=lambda: now[0]),
    )
    session.handle(Play(pace=1.0))
    now[0] += 100.0  # seconds, and so 2500 steps, in which something else was done
    for _ in range(50):
        session.work()
    assert look(session).frame.figures.step <= 0.1 * 25


def test_a_look_hands_on_only_the_rows_that_are_not_there_yet(session):
    for _ in range(5):
        session.handle(Step(whole_epoch=True))
    rows = look(session).history.rows
    news = look(session, bookmark=Bookmark(4, 1, rows[3])).history
    assert (news.first, [row.epoch for row in news.rows]) == (4, [4, 5])
    assert look(session, bookmark=Bookmark(4, 2, rows[3])).history.first == 0


def test_a_revision_keeps_the_weights(session, circle):
    session.handle(Step(whole_epoch=True))
    before = parameters(session)
    session.handle(Revise(circle.changed(batch_size=50)))
    assert np.array_equal(parameters(session), before)
    assert look(session).run == 0


def test_divergence_ends_the_run_until_it_is_revised():
    session, experiment = Session(), playground.load("too-high-a-rate")
    session.handle(Load(experiment))
    session.handle(Play())
    while session.playing:
        session.work()
    report = look(session, ShownSnapshot())
    assert "Diverged at step" in report.ended
    assert np.isfinite(report.frame.answer(ShownSnapshot()).parameters).all()
    session.handle(Step(whole_epoch=False))
    session.handle(Play())
    assert not session.playing
    session.handle(Revise(experiment.changed(optimizer=experiment.optimizer.changed(learning_rate=1e-3))))
    assert look(session).ended == ""


def test_a_run_goes_on_from_a_snapshot_as_if_nothing_had_happened(circle):
    first = Training(circle)
    for _ in range(3):
        first.epoch()
    first.advance(7)
    session = Session()
    session.handle(Load(circle, first.snapshot(), tuple(first.history.rows), first.history.stride))
    assert [row.epoch for row in look(session).history.rows] == [0, 1, 2, 3]
    session.handle(Step(whole_epoch=True))
    first.epoch()
    assert np.array_equal(parameters(session), first.network.parameters)


@pytest.fixture
def served(monkeypatch):
    """The worker's loop in a thread of this process."""
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr("os.nice", lambda _: 0)
    ours, theirs = multiprocessing.Pipe()
    failed = []

    def body():
        try:
            serve(theirs)
        except SystemExit as error:
            failed.append(error.code)

    thread = threading.Thread(target=body)
    thread.start()
    yield ours, thread, failed
    ours.close()
    thread.join(5.0)


def test_the_loop_ends_with_its_pipe(served, circle):
    ours, thread, failed = served
    ours.send(Load(circle))
    ours.send(Play())
    ours.send(Look((OutputMap(10),)))
    assert ours.poll(10.0)
    assert ours.recv().playing
    ours.close()
    thread.join(5.0)
    assert not thread.is_alive()
    assert failed == []


def test_an_error_of_its_own_is_the_last_thing_it_says(served):
    ours, thread, failed = served
    ours.send(Play())
    assert ours.poll(10.0)
    crash = ours.recv()
    assert isinstance(crash, Crash)
    assert "came before an experiment" in crash.text
    thread.join(5.0)
    assert failed == [1]


def test_a_process_trains_and_can_be_ended(circle):
    worker = Worker()
    try:
        worker.send(Load(circle))
        worker.send(Step(whole_epoch=True))
        worker.send(Look((ShownSnapshot(),)))
        found = worker.receive().frame.answer(ShownSnapshot()).parameters
    finally:
        worker.close()
    assert np.array_equal(found, playground.train(circle, epochs=1).network.parameters)
    assert not worker.process.is_alive()


@pytest.fixture
def halted():
    """A worker that does not read."""
    if not hasattr(signal, "SIGSTOP"):
        pytest.skip("no way to halt a process here")
    worker = Worker()
    os.kill(worker.process.pid, signal.SIGSTOP)
    yield worker
    worker.close()
    assert not worker.process.is_alive()


def test_who_sends_does_not_wait_for_a_halted_process(halted, circle):
    large = circle.changed(reason="x" * 2000, data=pasted(20_000))
    start = time.perf_counter()
    for _ in range(5):
        halted.send(Load(large))
        halted.send(Look((ShownSnapshot(),)))
    assert time.perf_counter() - start < 5.0
    os.kill(halted.process.pid, signal.SIGCONT)
    assert halted.receive().frame.answer(ShownSnapshot()) is not None


def test_a_halted_process_is_ended_at_once_even_while_it_is_sent_to(halted, circle):
    halted.send(Load(circle.changed(data=pasted(20_000))))
    start = time.perf_counter()
    halted.close()
    assert time.perf_counter() - start < 1.0


def test_the_end_of_a_killed_process_is_noticed(circle):
    worker = Worker()
    worker.send(Load(circle))
    worker.process.kill()
    with pytest.raises((EOFError, OSError)):
        worker.receive()
    worker.close()
