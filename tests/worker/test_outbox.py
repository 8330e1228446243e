"""What waits for a worker: in order, and of everything only what still counts."""

import pickle
import threading

import pytest

import playground
from playground.worker.frames import Look
from playground.worker.messages import Branch, Keep, Load, Pause, Play, Revise, Seek, SetParameters, Step
from playground.worker.outbox import MOST, Outbox, joined
from playground.worker.requests.snapshots import ShownSnapshot
from playground.worker.session import Session
from tests.looking import asked

CIRCLE = playground.load("circle")
FASTER = CIRCLE.changed(batch_size=20)
NOW = Seek(None)


def waiting(*commands):
    found = []
    for command in commands:
        found = joined(found, command)
    return found


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        ([Play(), Pause()], [NOW, Pause()]),
        ([Pause(), Play()], [Play()]),
        ([Revise(CIRCLE), Play(), Revise(FASTER), Play()], [NOW, Revise(FASTER), Play()]),
        ([Step(False), Step(False)], [Step(False), Step(False)]),
        (
            [SetParameters((0, 1), (1.0, 2.0)), SetParameters((1, 2), (3.0, 4.0))],
            [SetParameters((0, 1, 2), (1.0, 3.0, 4.0))],
        ),
        ([SetParameters((0,), (1.0,)), Step(False), SetParameters((0,), (2.0,))], None),
        ([Seek(3), Branch(), Seek(5)], None),
        ([Keep(1), Step(True), Keep(2)], [Step(True), Keep(2)]),
        ([Revise(CIRCLE), Look(), Revise(FASTER)], None),
    ],
)
def test_a_newer_command_replaces_what_it_makes_void(commands, expected):
    assert waiting(*commands) == (commands if expected is None else expected)


def test_a_load_replaces_everything_but_how_much_is_kept():
    load, look = Load(CIRCLE), Look()
    assert waiting(Load(FASTER), Keep(5), Play(), Step(False), load) == [Keep(5), load]
    first = Load(FASTER)
    assert waiting(first, look, Revise(CIRCLE), load) == [first, look, load]


@pytest.mark.slow
def test_whatever_is_done_for_long_does_not_pile_up():
    acts = [
        Revise(CIRCLE),
        Play(),
        Pause(),
        Step(True),
        SetParameters((0,), (1.0,)),
        Seek(3),
        Branch(),
        Keep(7),
    ]
    found = waiting(*(acts[i * i % 8] for i in range(3 * MOST)), *acts * MOST)
    assert len(found) <= MOST + 10
    assert sum(isinstance(each, Revise) for each in found) == 1


def state(commands):
    session = Session()
    for command in (Load(CIRCLE), Step(True), Step(True), *commands):
        session.handle(command)
    snapshot = asked(session, ShownSnapshot())
    return snapshot.parameters.tobytes(), snapshot.steps, session.playing


@pytest.mark.parametrize(
    "commands",
    [
        [Seek(1), Revise(CIRCLE), SetParameters((0,), (1.0,)), Revise(FASTER)],
        [Seek(1), Branch(), Play(), Revise(FASTER), Pause(), Step(True)],
        [Play(), Pause(), Seek(1), SetParameters((0,), (1.0,)), SetParameters((3,), (2.0,)), Step(False)],
        [Step(False), Load(FASTER), Step(True), Play()],
    ],
)
def test_what_is_left_leads_to_the_same_state(commands):
    assert state(waiting(*commands)) == state(commands)


def test_who_takes_waits_for_a_message_or_the_end():
    box, taken = Outbox(pickle.dumps), []

    def take():
        while (message := box.take()) is not None:
            taken.append(pickle.loads(message))  # noqa: S301

    taker = threading.Thread(target=take)
    taker.start()
    box.put(Step(True))
    box.put(Look())
    while len(taken) < 2:
        pass
    box.end()
    taker.join(5.0)
    assert taken == [Step(True), Look()]
    box.put(Play())
    assert box.take() is None
