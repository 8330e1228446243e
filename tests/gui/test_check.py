"""The gradient check in the window: from the key to the verdict, with the run beside it undisturbed."""

import os
import signal
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication

import playground
from playground.data.plane.listed import Listed
from playground.engine.activations.rectified import ReLU
from playground.engine.initializers import ConstantInitializer
from playground.engine.layers.dense import Dense
from playground.gui.views.gradients import GradientsView
from playground.inspection import gradient_check
from playground.parts.counts import typeset
from playground.training.training import Training
from playground.worker.requests.check_progress import CheckPortion, CheckProgress
from tests.gui.running import play, snapshot_of

pytestmark = pytest.mark.slow  # the window is opened for every test

LARGE = tuple(Dense(units=32) for _ in range(3))
"""Layers whose check takes seconds."""
CORNERED = {
    # Both units get 0.5 * 1 - 0.5 * 1: exactly where ReLU has no slope.
    "data": Listed(inputs=((1.0, -1.0),), targets=((1.0,),)),
    "layers": (Dense(units=2, activation=ReLU()),),
    "output": "identity",
    "initializer": ConstantInitializer(weight=0.5),
    "split": {"test": 0.0},
}


def begin(qtbot, window):
    """Begin a check with the key."""
    qtbot.keyClick(window, Qt.Key.Key_G)
    return window.check


def finish(qtbot, dialog):
    qtbot.waitUntil(lambda: dialog.found is not None)
    return dialog.found


def under_way(qtbot, window):
    """Begin a check and wait for its first portions."""
    dialog = begin(qtbot, window)
    qtbot.waitUntil(lambda: dialog.bar.value() > 2)
    return dialog


def cells(table):
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount(QModelIndex()))]
        for row in range(model.rowCount(QModelIndex()))
    ]


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_key_checks_the_network_as_it_is(qtbot, window):
    window.actions_["epoch"].trigger()
    dialog = begin(qtbot, window)
    found = finish(qtbot, dialog)
    trained = playground.train(playground.load("circle"), epochs=1)
    assert found == gradient_check.check(trained.experiment, trained.network)
    assert dialog.verdict.text() == found.verdict
    assert dialog.verdict.text().startswith("Passed: 25 gradients agree")
    assert dialog.scale.isVisible()
    assert "no less than " + typeset(f"{found.layers[0].floor:.1e}") in dialog.scale.text()
    assert dialog.table.horizontalHeaderItem(3).toolTip() == dialog.scale.text()
    assert dialog.moment.text() == "The network at epoch 1, step 25 · 250 training samples"
    assert [row[:3] for row in cells(dialog.table)] == [
        ["01_dense", "12", "0"],
        ["02_dense", "10", "0"],
        ["03_dense", "3", "0"],
    ]
    assert not dialog.cancel.isVisible()
    assert not dialog.corners.isVisible()


def test_the_button_of_the_gradients_begins_a_check(qtbot, window):
    window.dock_area.raise_view("gradients")
    button = window.view(GradientsView).check
    assert button.text() == "Check…"
    press(qtbot, button)
    assert finish(qtbot, window.check).passed
    assert window.check.isVisible()
    assert not window.check.isModal()


def test_a_check_that_is_done_asks_for_nothing(qtbot, window):
    finish(qtbot, begin(qtbot, window))
    snapshot_of(qtbot, window)
    assert not window.check.requests
    with qtbot.assertNotEmitted(window.player.reported, wait=150):
        pass


def test_the_run_goes_on_beside_a_check_and_is_the_same(qtbot, open_window):
    window = open_window("circle", layers=LARGE)
    dialog = under_way(qtbot, window)
    play(qtbot, window, 2)
    window.player.pause()
    window.actions_["epoch"].trigger()
    reached = snapshot_of(qtbot, window)
    assert dialog.cancel.isVisible()
    press(qtbot, dialog.close_)
    expected = playground.train(window.store.experiment, epochs=reached.epochs)
    assert np.array_equal(reached.parameters, expected.network.parameters)


def test_a_check_is_cancelled_and_begun_again(qtbot, open_window):
    window = open_window("circle", layers=LARGE)
    dialog = under_way(qtbot, window)
    assert not dialog.again.isVisible()
    press(qtbot, dialog.cancel)
    assert dialog.note.text().startswith("Canceled after ")
    assert dialog.note.text().endswith("of 2\u2009241 parameters.")
    assert not window.check.requests
    assert dialog.again.hasFocus() or not dialog.isActiveWindow()
    press(qtbot, dialog.again)
    assert (dialog.note.text(), dialog.cancel.isVisible()) == ("", True)
    qtbot.waitUntil(lambda: dialog.bar.value() > 2)


def test_escape_closes_and_cancels(qtbot, open_window):
    window = open_window("circle", layers=LARGE)
    dialog = under_way(qtbot, window)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not window.check.requests


def test_again_checks_the_network_as_it_is_then(qtbot, window):
    dialog = begin(qtbot, window)
    first = finish(qtbot, dialog)
    window.actions_["epoch"].trigger()
    snapshot_of(qtbot, window)
    press(qtbot, dialog.again)
    assert dialog.found is None
    assert finish(qtbot, dialog) != first
    assert dialog.moment.text().startswith("The network at epoch 1")


def test_parameters_at_corners_are_listed(qtbot, open_window):
    dialog = begin(qtbot, open_window("circle", **CORNERED))
    assert finish(qtbot, dialog).passed
    assert [dialog.corners.item(i).text() for i in range(dialog.corners.count())][:2] == [
        "01_dense/weight[0,0]: ReLU in unit 1 of layer 1",
        "01_dense/weight[0,1]: ReLU in unit 2 of layer 1",
    ]
    assert dialog.heading.text() == "At a corner (6)"
    assert dialog.moment.text().endswith("· 1 training sample")
    assert cells(dialog.table)[0] == ["01_dense", "6", "0", "–", "–", "–", "–", "6"]


@pytest.fixture
def say(qtbot, window):
    """Return a function that begins a check and lets the worker answer at once with another outcome."""
    reports = []
    window.player.reported.connect(reports.append)
    snapshot_of(qtbot, window)

    def answer(found, earlier=0):
        dialog = begin(qtbot, window)
        (request,) = dialog.requests
        progress = CheckProgress(0, 0, 25, 25, found)
        frame = replace(reports[0].frame, answers={CheckPortion(request.number - earlier): progress})
        window.player.reported.emit(replace(reports[0], frame=frame))

    return answer


@pytest.fixture
def failed():
    """The check of a network of which one layer is wrong."""
    experiment = playground.load("circle")
    right = gradient_check.check(experiment, Training(experiment).network)
    wrong = replace(right.layers[1], failed=7, worst=0.5, at="02_dense/bias[1]", exact=2.0, numeric=1.0)
    return replace(right, layers=(right.layers[0], wrong, right.layers[2]))


def test_a_failed_check_says_which_gradient_is_wrong(qtbot, window, say, failed):
    dialog = window.check
    say(failed)
    assert dialog.verdict.text().startswith(
        "Failed: 7 of 25 gradients are wrong, most of all that of 02_dense/bias[1]"
    )
    assert cells(dialog.table)[1] == ["02_dense", "10", "7", "0.5", "bias[1]", "2", "1", "0"]
    cross = dialog.sign.pixmap().toImage()
    press(qtbot, dialog.again)
    finish(qtbot, dialog)
    assert dialog.sign.pixmap().toImage() != cross


def test_what_an_earlier_check_still_had_to_say_is_not_shown(qtbot, window, say, failed):
    say(failed, earlier=1)
    assert window.check.found is None
    assert finish(qtbot, window.check).passed


def test_the_table_is_copied_with_every_digit(qtbot, window):
    dialog = begin(qtbot, window)
    found = finish(qtbot, dialog)
    dialog.activateWindow()
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert [len(line) for line in lines] == [8] * 4
    assert lines[0][0] == "Layer"
    for line, layer in zip(lines[1:], found.layers, strict=True):
        assert line[4] == layer.at
        assert [float(line[i]) for i in (3, 5, 6)] == [layer.worst, layer.exact, layer.numeric]


@pytest.mark.parametrize("change", ["reset", "edit"])
def test_a_run_that_is_started_afresh_or_changed_stops_the_check(qtbot, open_window, change):
    window = open_window("circle", layers=LARGE)
    dialog = under_way(qtbot, window)
    if change == "reset":
        window.actions_["reset"].trigger()
    else:
        experiment = window.store.experiment
        window.store.commit(experiment.changed(optimizer=experiment.optimizer.changed(learning_rate=0.1)))
    assert dialog.note.text() == "The run was changed or restarted during the check."
    assert dialog.again.isVisible()
    press(qtbot, dialog.again)
    qtbot.waitUntil(lambda: dialog.bar.value() > 2)


def test_a_run_that_diverges_beside_a_check_is_named(qtbot, open_window):
    rate = {"kind": "sgd", "learning_rate": 300.0}
    window = open_window("circle", layers=LARGE, output="identity", optimizer=rate)
    dialog = under_way(qtbot, window)
    window.actions_["play"].trigger()
    qtbot.waitUntil(lambda: "The run has ended since: Diverged at step" in dialog.note.text())
    assert dialog.note.isVisible()
    assert dialog.cancel.isVisible()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_a_check_whose_worker_dies_says_so_and_can_be_begun_again(qtbot, open_window):
    window = open_window("circle", layers=LARGE)
    dialog = under_way(qtbot, window)
    os.kill(window.player.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: "The training process ended during the check" in dialog.note.text())
    press(qtbot, dialog.again)
    qtbot.waitUntil(lambda: dialog.bar.value() > 2)


def test_where_parts_do_not_fit_there_is_nothing_to_check(qtbot, open_window):
    window = open_window("circle", layers=LARGE)
    dialog = under_way(qtbot, window)
    window.store.commit(window.store.experiment.changed(loss={"kind": "binary-cross-entropy"}))
    assert not window.actions_["check"].isEnabled()
    assert not dialog.again.isEnabled()
    assert dialog.again.isVisible()
    assert "no longer fit" in dialog.note.text()
    assert not window.view(GradientsView).check.isEnabled()
    window.store.undo()
    assert dialog.again.isEnabled()
