"""A network whose data are not here stands in the window with its weights, and goes on when they come."""

import json

import numpy as np
import pytest
from lost_data import KINDS
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QMessageBox

import playground
from playground.export import weights
from playground.export.code import formats as code
from playground.export.result_formats import RESULT_FORMATS
from playground.export.runs import SUFFIX
from playground.gui.network.selection import Chosen
from playground.gui.views import VIEWS
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.draw import DrawView
from playground.gui.views.loss import LossView
from playground.gui.views.network import NetworkView
from playground.gui.views.text import TextView
from playground.gui.views.unit import UnitView
from playground.gui.views.weights import WeightsView
from playground.gui.widgets.numbers import loss
from playground.gui.widgets.path_editor import PathEditor
from playground.worker.messages import SetParameters

EPOCHS = 3
SEEN = ("two columns", "values", "many columns given back", "images", "images given back", "text", "series")
"""Those that are seen in different ways."""
SHAPED = ("images", "images given back", "text", "series")


@pytest.fixture
def lost(tmp_path):
    """Return a function that trains on a table, saves what was trained, and loses the table."""

    def lose(ending, kind="two columns"):
        path, experiment = KINDS[kind](tmp_path)
        saved = tmp_path / f"w{ending}"
        run = playground.train(experiment, epochs=EPOCHS)
        run.save(saved)
        path.rename(tmp_path / f"moved{path.suffix}")
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


@pytest.mark.parametrize("ending", [SUFFIX, ".npz"])
def test_a_network_stands_there_with_its_weights(qtbot, lost, bare, ending):
    run, saved = lost(ending)
    window = bare(saved)
    assert np.array_equal(parameters_of(qtbot, window), run.network.parameters)
    assert not any(window.actions_[name].isEnabled() for name in ("play", "epoch", "batch", "check", "paint"))
    text = "Cannot train: File: mine.csv is not there; import it to go on training"
    assert window.status.left.text() == text
    assert not window.data.columns.isVisible()
    assert not window.actions_["columns"].isEnabled()
    window.selection.choose(Chosen(0, 1))
    window.dock_area.raise_view(UnitView.kind)
    qtbot.waitUntil(lambda: window.view(UnitView).unit is not None)
    window.dock_area.raise_view(WeightsView.kind)
    table = window.view(WeightsView).model
    qtbot.waitUntil(lambda: table.data(table.index(0, 0)) is not None)


@pytest.mark.slow
@pytest.mark.parametrize("kind", SEEN)
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
    if experiment.plane is not None:
        assert window.view(BoundaryView).footer.legend.words == []
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


@pytest.mark.slow
@pytest.mark.parametrize("kind", SHAPED)
def test_it_goes_on_when_its_file_is_chosen(qtbot, lost, bare, answer, tmp_path, kind):
    run, saved = lost(".npz", kind)
    window = bare(saved)
    (moved,) = tmp_path.glob("moved.*")
    answer(tmp_path / "nowhere")
    (editor,) = window.data.findChildren(PathEditor)
    choose, _ = editor.choose.menu().actions()
    choose.trigger()  # which is not there: the network stays
    text = "Cannot train: File: nowhere is not there; choose it to go on training"
    assert window.status.left.text() == text
    assert np.array_equal(parameters_of(qtbot, window), run.network.parameters)
    answer(moved)
    choose.trigger()
    qtbot.waitUntil(lambda: window.actions_["epoch"].isEnabled() and window.time.epoch == EPOCHS)
    assert np.array_equal(parameters_of(qtbot, window), run.network.parameters)
    assert window.store.experiment.data.outline == ""
    window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.time.epoch == EPOCHS + 1)


@pytest.mark.parametrize("ending", [SUFFIX, ".npz"])
def test_losses_are_told_that_the_file_knows_until_a_weight_is_edited(qtbot, lost, bare, ending):
    run, saved = lost(ending)
    window = bare(saved)
    shown = [label for label in window.toolbar.findChildren(QLabel, "figure") if label.isVisible()]
    last = run.history[-1]
    told = [str(EPOCHS), loss(last.train_loss), loss(last.test_loss), f"{100 * last.test_accuracy:.1f} %"]
    qtbot.waitUntil(lambda: [label.text() for label in shown] == told)
    before, after = SetParameters((0,), (float(run.network.parameters[0, 0]),)), SetParameters((0,), (0.5,))
    window.store.write(before, after, "weight")
    qtbot.waitUntil(lambda: [label.text() for label in shown] == [str(EPOCHS), *["–"] * 3])


def test_the_past_of_a_run_is_kept_when_its_data_come(qtbot, lost, bare, answer, tmp_path):
    run, saved = lost(SUFFIX, "series")
    window = bare(saved)
    answer(tmp_path / "moved.csv")
    window.actions_["import"].trigger()
    qtbot.waitUntil(lambda: window.actions_["epoch"].isEnabled() and window.time.epoch == EPOCHS)
    qtbot.waitUntil(lambda: window.view(LossView).history.rows == list(run.history))


@pytest.mark.slow
def test_what_was_trained_on_the_data_comes_back_with_redo(qtbot, lost, bare, answer, tmp_path):
    _, saved = lost(SUFFIX, "series")
    window = bare(saved)
    answer(tmp_path / "moved.csv")
    window.actions_["import"].trigger()
    qtbot.waitUntil(lambda: window.actions_["epoch"].isEnabled() and window.time.epoch == EPOCHS)
    window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.time.epoch == EPOCHS + 1)
    trained = parameters_of(qtbot, window)
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: not window.actions_["epoch"].isEnabled() and window.time.epoch == EPOCHS)
    window.actions_["redo"].trigger()
    qtbot.waitUntil(lambda: window.actions_["epoch"].isEnabled() and window.time.epoch == EPOCHS + 1)
    assert np.array_equal(parameters_of(qtbot, window), trained)
    assert not window.status.left.text().startswith("The data are here")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["images", "text"])
def test_a_file_that_is_imported_is_the_one_it_waits_for(qtbot, lost, bare, answer, tmp_path, kind):
    run, saved = lost(".npz", kind)
    window = bare(saved)
    (moved,) = tmp_path.glob("moved.*")
    answer(moved)
    window.actions_["import"].trigger()
    qtbot.waitUntil(lambda: window.actions_["epoch"].isEnabled() and window.time.epoch == EPOCHS)
    assert window.imports.dialog is None
    assert np.array_equal(parameters_of(qtbot, window), run.network.parameters)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["images", "text"])
def test_a_table_is_imported_where_others_are_waited_for(qtbot, lost, bare, answer, tmp_path, kind):
    run, saved = lost(".npz", kind)
    window = bare(saved)
    table = tmp_path / "other.csv"
    table.write_text("x,y,kind\n" + "".join(f"{i % 7},{i % 5},{'ab'[i % 2]}\n" for i in range(30)))
    answer(table)
    window.actions_["import"].trigger()
    dialog = window.imports.dialog
    qtbot.waitUntil(lambda: dialog.import_button.isEnabled())
    dialog.reject()
    assert np.array_equal(parameters_of(qtbot, window), run.network.parameters)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["two columns", "images"])
def test_other_samples_are_drawn_of_data_that_are_not_here_and_nothing_changes(qtbot, lost, bare, kind):
    run, saved = lost(".npz", kind)
    window = bare(saved)
    seed = window.store.experiment.data.seed
    with qtbot.waitSignal(window.player.reported):
        window.data.again.click()
        window.player.refresh()
    assert window.store.experiment.data.seed == seed + 1
    assert (window.time.epoch, window.store.experiment.data.absent) == (EPOCHS, True)
    assert np.array_equal(parameters_of(qtbot, window), run.network.parameters)


def test_a_network_is_asked_to_give_back_data_that_are_not_here(qtbot, lost, bare):
    _, saved = lost(".npz", "images")
    window = bare(saved)
    window.data.reconstruct.click()
    qtbot.waitUntil(lambda: window.time.epoch == 0)
    experiment = window.store.experiment
    qtbot.waitUntil(lambda: parameters_of(qtbot, window).size == experiment.size)
    assert experiment.network().shapes[-1] == (64,)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "ink"), [("images", 1.0), ("colour images", 255.0)])
def test_a_drawing_is_seen_without_the_images_and_not_kept(qtbot, lost, bare, kind, ink):
    run, saved = lost(".npz", kind)
    window = bare(saved)
    draw = window.view(DrawView)
    window.dock_area.raise_view(DrawView.kind)
    qtbot.mousePress(draw.pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 40))
    qtbot.mouseMove(draw.pad, QPoint(120, 100))
    qtbot.mouseRelease(draw.pad, Qt.MouseButton.LeftButton, pos=QPoint(120, 100))
    inputs = np.array(window.selection.drawing)
    assert 0.5 * ink < inputs.max() <= ink  # a thin line does not fill its pixels
    said = np.ravel(run.network.predict(inputs.reshape(1, -1, 8, 8)))
    hover = window.view(NetworkView).hover
    qtbot.waitUntil(lambda: hover.activity is not None)
    assert np.allclose(np.ravel(hover.activity.outputs), said, atol=1e-6)
    assert not draw.controls.keep.isEnabled()
    assert draw.controls.keep.toolTip() == "The data are not here that it would be kept with."


def test_the_network_writes_without_its_text(qtbot, lost, bare):
    _, saved = lost(".npz", "text")
    window = bare(saved)
    text = window.view(TextView)
    window.dock_area.raise_view(TextView.kind)
    qtbot.waitUntil(lambda: len(text.writing.letters) > 20)
    assert not text.passage.letters


@pytest.mark.slow
@pytest.mark.parametrize("kind", SEEN)
def test_a_run_whose_data_are_lost_while_it_is_open_goes_on_and_leaves(
    qtbot, open_window, answer, tmp_path, kind, capsys
):
    path, experiment = KINDS[kind](tmp_path)
    window = open_window()
    window.store.open(experiment, None)
    window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.time.epoch == 1)
    path.rename(tmp_path / "elsewhere")
    for view in window.views:
        if view.suits(experiment):
            window.dock_area.raise_view(view.kind)
            with qtbot.waitSignal(window.player.reported):
                window.player.refresh()
    window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: window.time.epoch == 2)
    trained = parameters_of(qtbot, window)
    window.actions_["export"].trigger()
    qtbot.waitUntil(lambda: window.files.exports.dialog is not None)
    dialog = window.files.exports.dialog
    for ending in (".npz", ".onnx", ".numpy.py", ".html"):
        dialog.choose(ending)
        qtbot.waitUntil(lambda: not dialog.making.running)
        assert dialog.export.isEnabled() == (ending != ".html")
    dialog.choose(".npz")
    qtbot.waitUntil(lambda: not dialog.making.running)
    answer(tmp_path / "w.npz")
    dialog.export.click()
    qtbot.waitUntil((tmp_path / "w.npz").exists)
    found = playground.load_network(tmp_path / "w.npz")
    assert np.array_equal(found.network.parameters, trained)
    assert found.experiment.data.absent
    window.store.commit(window.store.experiment.changed(optimizer="rmsprop"))
    assert window.status.left.text().startswith("Cannot train: ")
    assert "Traceback" not in capsys.readouterr().err


def test_a_start_from_another_seed_is_taken_back(qtbot, lost, bare):
    run, saved = lost(".npz")
    window = bare(saved)
    window.actions_["new"].trigger()
    qtbot.waitUntil(lambda: window.time.epoch == 0)
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: window.time.epoch == EPOCHS)
    assert np.array_equal(parameters_of(qtbot, window), run.network.parameters)


def test_a_file_that_does_not_say_what_its_data_are_like_asks_for_them(lost, opening):
    _, saved = lost(".json")
    plain = json.loads(saved.read_text())
    del plain["data"]
    saved.write_text(json.dumps(plain))
    box = opening(saved)
    assert [button.text() for button in box.buttons()] == ["Find the file…", "Cancel"]


def test_what_can_be_written_without_data_is_and_of_the_rest_the_dialog_says_why_not(qtbot, lost, bare):
    _, saved = lost(".npz")
    window = bare(saved)
    window.actions_["export"].trigger()
    qtbot.waitUntil(lambda: window.files.exports.dialog is not None)
    dialog = window.files.exports.dialog
    for ending in (*weights.FORMATS, *code.FORMATS, *RESULT_FORMATS):
        dialog.choose(ending)
        qtbot.waitUntil(lambda: not dialog.making.running)
        tells = ending in RESULT_FORMATS and ending not in (".csv", ".jsonl")
        trains = ending in code.FORMATS and code.FORMATS[ending].training
        assert dialog.export.isEnabled() != (tells or trains), ending
        if tells or trains:
            assert dialog.preview.toPlainText().startswith("Its data are not "), ending
    dialog.reject()


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


@pytest.mark.slow
@pytest.mark.parametrize("ending", [SUFFIX, ".npz"])
def test_a_table_that_has_changed_is_as_good_as_lost(qtbot, lost, bare, answer, tmp_path, ending):
    run, saved = lost(ending)
    changed = tmp_path / "mine.csv"
    changed.write_text((tmp_path / "moved.csv").read_text() + "1,2,a\n")
    window = bare(saved)
    text = "Cannot train: File: mine.csv has changed since it was imported; import it to go on training"
    assert window.status.left.text() == text
    answer(changed)
    import_it(qtbot, window)
    assert np.array_equal(parameters_of(qtbot, window), run.network.parameters)
    assert len(window.store.experiment.points) == 61


def test_moments_of_a_run_without_its_data_are_gone_back_to(qtbot, bare, tmp_path, capsys):
    path, experiment = KINDS["series"](tmp_path)
    saved = tmp_path / f"w{SUFFIX}"
    playground.train(experiment, epochs=EPOCHS, keep=EPOCHS + 1).save(saved)
    path.unlink()
    window = bare(saved)
    window.player.seek(1)
    qtbot.waitUntil(lambda: window.time.epoch == 1)
    for view in window.views:
        if view.suits(window.store.experiment):
            window.dock_area.raise_view(view.kind)
            with qtbot.waitSignal(window.player.reported):
                window.player.refresh()
    assert "Traceback" not in capsys.readouterr().err


def test_a_preset_without_its_data_is_among_the_presets_and_opens(qtbot, lost, bare, tmp_path, answer):
    _, saved = lost(".npz", "images")
    window = bare(saved)
    answer(tmp_path / "mine.json")
    window.actions_["save_as"].trigger()
    assert json.loads((tmp_path / "mine.json").read_text())["data"]["outline"]
    window.actions_["presets"].trigger()
    window.grab()
    shared = window.store.experiment
    window.files.open_shipped("circle")
    window.files.open_file(tmp_path / "mine.json")
    qtbot.waitUntil(lambda: window.store.experiment == shared)
    qtbot.waitUntil(lambda: window.time.epoch == 0)
    assert parameters_of(qtbot, window).size == shared.size


def test_other_data_are_not_those_that_a_network_waits_for(qtbot, lost, bare):
    run, saved = lost(".npz")
    window = bare(saved)
    layers = window.store.experiment.layers
    window.data.pictures.picked.emit("circle")
    qtbot.waitUntil(lambda: window.time.epoch == 0)
    assert window.store.experiment.layers == layers
    assert not np.array_equal(parameters_of(qtbot, window), run.network.parameters)
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: window.time.epoch == EPOCHS)
    assert np.array_equal(parameters_of(qtbot, window), run.network.parameters)


@pytest.mark.parametrize("here", [True, False])
def test_a_preset_that_is_opened_begins_afresh_although_a_network_waits_for_its_data(
    qtbot, lost, bare, tmp_path, here
):
    run, saved = lost(".npz")
    window = bare(saved)
    experiment = window.store.experiment
    if here:
        data = experiment.data.changed(path=str(tmp_path / "moved.csv"), outline="")
        experiment = experiment.changed(data=data)
    window.store.open(experiment, None)
    qtbot.waitUntil(lambda: window.time.epoch == 0)
    assert not np.array_equal(parameters_of(qtbot, window), run.network.parameters)
    assert window.actions_["epoch"].isEnabled() == here


def write_classes(path):
    """Write a folder with images of three classes."""
    for label in "abc":
        (path / label).mkdir(parents=True)
        for grey in range(4):
            Image.new("L", (4, 4), 60 * grey).save(path / label / f"{grey}.png")


def write_rhyme(path):
    """Write a text."""
    path.write_text("the cat sat on the mat\n" * 20)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "write", "layer", "sought"),
    [
        ("own-images", write_classes, {"kind": "flatten"}, "folder"),
        ("text", write_rhyme, {"kind": "recurrent", "outputs": "every-step"}, "file"),
    ],
)
def test_a_folder_is_looked_for_where_images_were_in_one(
    qtbot, opening, answer, tmp_path, kind, write, layer, sought
):
    there, saved = tmp_path / "mine", tmp_path / "w.npz"
    write(there)
    data = {"kind": kind, "path": str(there)}
    parts = {"layers": (layer,), "output": "auto", "loss": "cross-entropy"}
    playground.train(playground.load("circle").changed(data=data, **parts), epochs=EPOCHS).save(saved)
    there.rename(tmp_path / "moved")
    box = opening(saved)
    answer(tmp_path / "moved")
    next(each for each in box.buttons() if each.text() == f"Find the {sought}…").click()
    window = box.parent()
    qtbot.waitUntil(lambda: window.actions_["epoch"].isEnabled() and window.time.epoch == EPOCHS)


@pytest.mark.slow
@pytest.mark.parametrize("ending", [SUFFIX, ".npz"])
def test_a_series_that_has_grown_is_said_to_have_changed(qtbot, window, answer, tmp_path, ending):
    path, experiment = KINDS["series"](tmp_path)
    saved = tmp_path / f"w{ending}"
    playground.train(experiment, epochs=EPOCHS).save(saved)
    path.write_text(path.read_text() + "\n900.0" * 9)
    answer(saved)
    window.actions_["open"].trigger()
    text = f"w{ending} goes on at epoch {EPOCHS}; its data, and so what its numbers mean, have changed"
    qtbot.waitUntil(lambda: window.status.left.text() == text)
