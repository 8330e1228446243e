"""A network whose data are not here stands in the window with its weights, and goes on when they come."""

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QMessageBox

import playground
from playground.export import trained_files, weights
from playground.export.code import formats as code
from playground.export.result_formats import RESULT_FORMATS
from playground.export.runs import SUFFIX
from playground.gui.network.selection import Chosen
from playground.gui.views import VIEWS
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.network import NetworkView
from playground.gui.views.unit import UnitView
from playground.gui.views.weights import WeightsView

KINDS = {
    "two columns": ("x,y,kind\n", lambda i: f"{i % 7},{i % 5},{'ab'[i % 2]}\n"),
    "many columns": (
        ",".join(f"c{k}" for k in range(30)) + ",kind\n",
        lambda i: ",".join(str((i * k) % 11) for k in range(30)) + f",{'abc'[i % 3]}\n",
    ),
    "values": ("x,kind\n", lambda i: f"{i % 7},{0.1 * i}\n"),
}
"""Tables by what is special in them: a head, and what makes a row."""
EPOCHS = 3


@pytest.fixture
def lost(tmp_path):
    """Return a function that trains on a table, saves what was trained, and loses the table."""

    def lose(ending, kind="two columns", **settings):
        head, row = KINDS[kind]
        table, saved = tmp_path / "mine.csv", tmp_path / f"w{ending}"
        table.write_text(head + "".join(map(row, range(60))))
        experiment = playground.from_table(table, target="kind").changed(**settings)
        run = playground.train(experiment, epochs=EPOCHS)
        run.save(saved)
        table.rename(tmp_path / "moved.csv")
        return run, saved

    return lose


@pytest.fixture
def opening(qtbot, window, answer):
    """Return a function that opens a file whose data are lost, and returns the box that says so."""

    def shown():
        return next((box for box in window.findChildren(QMessageBox) if box.isVisible()), None)

    def open_it(saved):
        answer(saved)
        window.actions_["open"].trigger()
        qtbot.waitUntil(lambda: shown() is not None)
        return shown()

    return open_it


@pytest.fixture
def bare(qtbot, window, opening):
    """Return a function that opens a file without its data."""

    def open_it(saved):
        box = opening(saved)
        next(button for button in box.buttons() if button.text() == "Open without data").click()
        qtbot.waitUntil(lambda: window.time.epoch == EPOCHS)
        return window

    return open_it


def import_it(qtbot, window):
    """Import the file that is answered with, as it is, and wait until the run can go on."""
    window.actions_["import"].trigger()
    dialog = window.imports.dialog
    qtbot.waitUntil(lambda: dialog.import_button.isEnabled())
    dialog.import_button.click()
    qtbot.waitUntil(lambda: window.actions_["epoch"].isEnabled() and window.time.epoch == EPOCHS)


def parameters_of(qtbot, window):
    """Return what the running network has of numbers."""
    found = []
    window.player.with_snapshot(found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0].parameters


@pytest.mark.parametrize("ending", [SUFFIX, *weights.FORMATS])
def test_a_network_stands_there_with_its_weights(qtbot, lost, bare, ending):
    run, saved = lost(ending)
    window = bare(saved)
    assert np.array_equal(parameters_of(qtbot, window), run.network.parameters)
    assert not any(window.actions_[name].isEnabled() for name in ("play", "epoch", "batch", "check", "paint"))
    text = "Cannot train: File: mine.csv is not there: import it to go on training"
    assert window.status.left.text() == text
    assert not window.data.columns.isVisible()
    window.selection.choose(Chosen(0, 1))
    window.dock_area.raise_view(UnitView.kind)
    qtbot.waitUntil(lambda: window.view(UnitView).unit is not None)
    window.dock_area.raise_view(WeightsView.kind)
    table = window.view(WeightsView).model
    qtbot.waitUntil(lambda: table.data(table.index(0, 0)) is not None)


@pytest.mark.parametrize("kind", KINDS)
def test_every_view_shows_what_there_is_or_is_absent(qtbot, lost, bare, kind, capsys):
    _, saved = lost(".npz", kind)
    window = bare(saved)
    experiment = window.store.experiment
    absent = {view.kind for view in VIEWS if view.of_samples}
    assert absent >= {"microscope", "confusion", "findings", "gradients"}
    for view in window.views:
        assert not (view.suits(experiment) and view.kind in absent)
        if view.suits(experiment):
            window.dock_area.raise_view(view.kind)
            with qtbot.waitSignal(window.player.reported):
                window.player.refresh()
    assert window.view(BoundaryView).legend.words == []
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("ending", [SUFFIX, ".npz"])
def test_it_goes_on_when_its_data_are_imported(qtbot, lost, bare, answer, tmp_path, ending):
    run, saved = lost(ending)
    window = bare(saved)
    answer(tmp_path / "moved.csv")
    import_it(qtbot, window)
    assert np.array_equal(parameters_of(qtbot, window), run.network.parameters)
    data = window.store.experiment.data
    assert (data.path, data.outline) == (str(tmp_path / "moved.csv"), "")
    window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.time.epoch == EPOCHS + 1)
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: not window.actions_["epoch"].isEnabled() and window.time.epoch == EPOCHS)
    assert np.array_equal(parameters_of(qtbot, window), run.network.parameters)


def test_a_start_from_another_seed_is_taken_back(qtbot, lost, bare):
    run, saved = lost(".npz")
    window = bare(saved)
    window.actions_["new"].trigger()
    qtbot.waitUntil(lambda: window.time.epoch == 0)
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: window.time.epoch == EPOCHS)
    assert np.array_equal(parameters_of(qtbot, window), run.network.parameters)


def test_a_file_that_does_not_say_what_its_data_are_like_asks_for_them(lost, opening):
    _, saved = lost(".npz", reconstruct=True, output="auto", loss="mean-squared-error")
    box = opening(saved)
    assert [button.text() for button in box.buttons()] == ["Find the file…", "Cancel"]


@pytest.mark.parametrize("ending", [*weights.FORMATS, *code.FORMATS, *RESULT_FORMATS])
def test_what_can_be_written_without_data_is_and_of_the_rest_the_dialog_says_why_not(
    qtbot, lost, bare, tmp_path, ending
):
    _, saved = lost(".npz")
    window = bare(saved)
    window.actions_["export"].trigger()
    qtbot.waitUntil(lambda: window.files.exports.dialog is not None)
    dialog = window.files.exports.dialog
    dialog.choose(ending)
    qtbot.waitUntil(lambda: not dialog.making.running)
    tells = ending in RESULT_FORMATS and ending not in (".csv", ".jsonl")
    trains = ending in code.FORMATS and code.FORMATS[ending].training
    assert dialog.export.isEnabled() != (tells or trains)
    if tells or trains:
        assert dialog.preview.toPlainText().startswith("Its data are not ")
    dialog.reject()


@pytest.mark.parametrize("ending", weights.FORMATS)
def test_what_was_opened_without_data_can_be_saved_and_opened_so_again(lost, tmp_path, ending):
    run, saved = lost(ending)
    here = playground.load("circle")
    bare = trained_files.without_data(saved, here)
    again = tmp_path / f"again{ending}"
    weights.save(weights.TrainedNetwork.at(bare.experiment, bare.snapshots[-1], bare.rows), again)
    found = trained_files.without_data(again, here)
    assert np.array_equal(found.snapshots[-1].parameters, run.network.parameters)
    table = {"x": [1.0, 2.0], "y": [3.0, 0.0]}
    there, then = (playground.load_network(each).predict_table(table) for each in (saved, again))
    assert there.keys() == then.keys()
    assert all(np.array_equal(there[name], then[name]) for name in there)


@pytest.mark.parametrize("quantity", ["link_gradients", "link_updates"])
def test_there_is_no_slope_and_no_step_to_be_shown(qtbot, lost, bare, quantity, capsys):
    _, saved = lost(".npz")
    window = bare(saved)
    window.actions_[quantity].trigger()
    canvas = window.view(NetworkView).canvas
    with qtbot.waitSignal(window.player.reported):
        window.player.refresh()
    assert not canvas.grab().isNull()
    window.selection.choose(Chosen(0, 1))
    window.dock_area.raise_view(UnitView.kind)
    labels = window.view(UnitView).findChildren(QLabel)
    qtbot.waitUntil(lambda: any(each.text().endswith("∂L/∂b –") for each in labels))
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("ending", [SUFFIX, ".npz"])
def test_a_table_that_has_changed_is_as_good_as_lost(qtbot, lost, bare, answer, tmp_path, ending):
    run, saved = lost(ending)
    changed = tmp_path / "mine.csv"
    changed.write_text((tmp_path / "moved.csv").read_text() + "1,2,a\n")
    window = bare(saved)
    text = "Cannot train: File: mine.csv has changed since it was imported: import it to go on training"
    assert window.status.left.text() == text
    answer(changed)
    import_it(qtbot, window)
    assert np.array_equal(parameters_of(qtbot, window), run.network.parameters)
    assert len(window.store.experiment.points) == 61
