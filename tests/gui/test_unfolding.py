"""A network unfolded through time: steps are lit in all views together, and open in the microscope."""

import itertools

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from playground.gui.network.selection import Selection
from playground.gui.network.state_strips import strips
from playground.gui.theme import LIGHT
from playground.gui.views.microscope import MicroscopeView
from playground.gui.views.network import NetworkView
from playground.gui.views.sequence import SequenceView
from playground.worker.requests.one_sample import OneSample
from tests.looking import answer, look, show, trained

PRESETS = ["vanishing-through-time", "remember-lstm", "binary-addition", "reber"]


@pytest.fixture(params=PRESETS)
def run(request):
    return trained(request.param, 1)


@pytest.fixture
def selection():
    return Selection()


@pytest.fixture
def opened(qtbot, run, selection):
    """Return a function that opens a view of the run."""

    def open_view(view):
        made = view(LIGHT, selection)
        qtbot.addWidget(made)
        made.resize(900, 500)
        made.show_experiment(run[0])
        made.show()
        show(made, run[1])
        return made

    return open_view


@pytest.fixture
def unfolded(qtbot, opened):
    network = opened(NetworkView)
    qtbot.keyClick(network, Qt.Key.Key_U)
    qtbot.waitUntil(network.unfolding.unfolded.isVisible)
    return network.unfolding.unfolded


@pytest.mark.parametrize("height", [140, 240, 500])
def test_no_strip_lies_over_another(unfolded, height):
    unfolded.setFixedSize(500, height)
    boxes = [unfolded.place_of(strip, 0) for strip in range(12)]
    found = [box for box in boxes if box is not None]
    assert len(found) > 2
    for below, above in itertools.pairwise(found):
        assert above.bottom() < below.top()
        assert below.center().y() - above.center().y() > 13.0  # so that their names do not, either


def hidden(run, activity):
    """Which strip has the states of the first recurrent layer, and these."""
    numbers = NetworkView(LIGHT, Selection())
    numbers.show_experiment(run[0])
    found = strips(numbers.numbers, activity)
    return next((i, each) for i, each in enumerate(found) if each.layer == 0 and each.carried and each.last)


def test_a_step_that_is_pointed_at_is_lit_in_both_views(qtbot, opened, unfolded, selection):
    sequence = opened(SequenceView)
    place = unfolded.place_of(0, 1)
    unfolded.point(place.center())
    assert (selection.time_step, sequence.canvas.lit) == (1, 1)
    unfolded.point(None)
    assert selection.time_step is sequence.canvas.lit is unfolded.step is None
    sequence.canvas.point(2)
    assert (selection.time_step, unfolded.step) == (2, 2)
    light = unfolded.grab().toImage()
    sequence.canvas.leave()
    assert unfolded.step is None
    assert unfolded.grab().toImage() != light


def test_a_click_opens_the_unit_of_that_step_for_the_sample_in_sight(qtbot, run, opened, unfolded, selection):
    microscope, (experiment, training) = opened(MicroscopeView), run
    row = int(experiment.rows["train"][3])
    selection.show_sample(row)
    network = unfolded.parent()
    show(network, training)
    activity = answer(training, OneSample(row))
    strip, states = hidden(run, activity)
    place, unit = unfolded.place_of(strip, 1), states.values.shape[1] - 1
    with qtbot.waitSignal(network.view_requested) as request:
        qtbot.mouseClick(
            unfolded,
            Qt.MouseButton.LeftButton,
            pos=QPoint(*map(int, (place.center().x(), place.bottom() - 1))),
        )
    assert request.args == ["microscope"]
    assert microscope.address.text() == f"1.unit[1,{unit}]"
    assert microscope.source.follows
    (asked,) = microscope.due_requests()
    microscope.show_frame(look(training, asked))
    qtbot.waitUntil(lambda: microscope.chain is not None and microscope.chain.trace is microscope.trace)
    made = microscope.chain
    assert (asked.rows.part, asked.rows.rows) == ("train", (3,))
    state = next(
        line.left for line in made.lines if line.left.node.index == (1, unit) and line.left.letter in "ha"
    )
    assert float(state.number) == pytest.approx(float(states.values[1, unit]), rel=1e-5)
    assert microscope.pane.unroll.isVisible()
    whole = path(made)
    microscope.pane.unroll.setCurrentIndex(1)
    assert path(microscope.chain)[0].right.number != 0.0
    assert len(path(microscope.chain)[0].right.links) <= len(whole[0].right.links)


def path(chain):
    return next(stage.lines for stage in chain.stages if stage.name == "path")


def test_arrow_keys_go_from_step_to_step_and_unit_to_unit(qtbot, run, unfolded, selection):
    opened = []
    unfolded.opened.connect(lambda *where: opened.append(where))
    qtbot.keyClick(unfolded, Qt.Key.Key_Left)
    assert unfolded.step == selection.time_step == unfolded.steps - 1
    qtbot.keyClick(unfolded, Qt.Key.Key_Left)
    assert unfolded.step == selection.time_step == unfolded.steps - 2
    seen = set()
    for _ in range(200):
        qtbot.keyClick(unfolded, Qt.Key.Key_Up)
        seen.add(unfolded.spot)
    inputs = run[0].inputs_shape[1]
    assert {(0, unit) for unit in range(inputs)} < seen
    assert unfolded.card.facts.heading.endswith(f"step {unfolded.steps - 1}")
    assert unfolded.card.facts.heading in unfolded.accessibleDescription()
    qtbot.keyClick(unfolded, Qt.Key.Key_Return)
    assert [where[2] for where in opened] == [unfolded.steps - 2]
    qtbot.keyClick(unfolded, Qt.Key.Key_Escape)
    assert unfolded.step is selection.time_step is None


def test_the_inputs_are_pointed_at_but_not_opened(qtbot, unfolded):
    opened = []
    unfolded.opened.connect(lambda *where: opened.append(where))
    place = unfolded.place_of(0, 0)
    qtbot.mouseClick(unfolded, Qt.MouseButton.LeftButton, pos=place.center().toPoint())
    assert unfolded.spot[0] == 0
    assert not opened


def test_a_step_is_walked_to_in_the_sequence_view_and_chosen(qtbot, run, opened, selection):
    sequence = opened(SequenceView)
    strip, box = sequence.canvas.strip()
    at = QPointF(sequence.canvas.columns.middle(2), box.top() + 1.0 + 4)
    qtbot.mouseClick(sequence.canvas, Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert (selection.chosen.unit, selection.chosen.step) == (0, 2)
    assert np.isfinite(strip.values[0, 2])
