"""Images and sequences in the window: they train, and every view shows them or is absent."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFileDialog

from playground.data.data_set import DataSet
from playground.data.images.bars import BarImages
from playground.data.plane.base import Circle
from playground.data.sequences.binary_addition import BinaryAddition
from playground.data.sequences.long_memory import RememberFirst
from playground.engine.wiring import MOST_UNITS
from playground.experiment.experiment import Experiment
from playground.experiment.fitting import with_other_data
from playground.experiment.problems import problems
from playground.gui.images.shaped_pictures import pixels, signed
from playground.gui.theme import DARK, LIGHT
from playground.gui.views.confusion import ConfusionView
from playground.gui.views.microscope_places import chosen_with
from playground.gui.views.network import NetworkView
from playground.gui.views.weight_table import WeightTable, rows
from playground.gui.views.weights import WeightsView
from playground.gui.widgets.form import PartForm
from playground.gui.widgets.path_editor import PathEditor
from playground.microscope import Route, chain, trace
from playground.parts.part import family

SHAPED = {
    "image": {
        "data": BarImages(samples=40),
        "layers": ({"kind": "conv2d", "filters": 2}, "max-pool", "flatten", {"kind": "dense", "units": 3}),
        "output": "softmax",
        "loss": "cross-entropy",
    },
    "sequence": {
        "data": BinaryAddition(samples=20),
        "layers": ({"kind": "dense", "units": 3},),
        "output": "sigmoid",
        "loss": "binary-cross-entropy",
    },
    "memory": {
        "data": RememberFirst(samples=40),
        "layers": (
            {"kind": "recurrent", "units": 3, "outputs": "every-step"},
            {"kind": "lstm", "units": 2, "outputs": "last-step"},
        ),
        "output": "sigmoid",
        "loss": "binary-cross-entropy",
    },
    "wide": {
        "data": BarImages(samples=40),
        "layers": ("flatten", {"kind": "dense", "units": MOST_UNITS + 1}, {"kind": "dense", "units": 3}),
        "output": "softmax",
        "loss": "cross-entropy",
    },
    "reconstruction": {
        "data": BarImages(samples=40),
        "layers": ("flatten", {"kind": "dense", "units": 2}),
        "output": "identity",
        "loss": "mean-squared-error",
        "reconstruct": True,
    },
}


@pytest.mark.parametrize("name", SHAPED)
@pytest.mark.slow
def test_it_trains_while_every_view_is_looked_at(open_window, qtbot, name, capfd):
    window = open_window(**SHAPED[name])
    window.player.play()
    seen = set()
    for dock in window.dock_area.docks:
        if dock.view.suits(window.store.experiment):
            window.dock_area.raise_view(dock.view.kind)
            with qtbot.waitSignal(window.player.reported):
                pass
            dock.view.grab()
            seen.add(dock.view.kind)
    assert {"hidden", "confusion", "weights", "microscope", "gradients"} <= seen
    assert "boundary" not in seen
    epoch = window.player.run.history.rows[-1].epoch
    qtbot.waitUntil(lambda: window.player.run.history.rows[-1].epoch > epoch)
    window.player.pause()
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.slow
def test_inputs_have_names_and_no_features(open_window):
    window = open_window(**SHAPED["image"])
    assert window.view(NetworkView).numbers.inputs.names == ("image",)
    assert not window.data.features.isVisible()
    window = open_window(**SHAPED["sequence"])
    assert window.view(NetworkView).numbers.inputs.names == ("x₁", "x₂")


def test_a_kernel_can_be_read_number_by_number(open_window, qtbot):
    window = open_window(**SHAPED["image"])
    view = window.view(WeightsView)
    window.dock_area.raise_view("weights")
    qtbot.waitUntil(lambda: view.model.index(0, 0).data() is not None)
    assert view.layers.item(0, 1).text() == "1 × 3 × 3 × 2"
    titles = [view.model.headerData(row, Qt.Orientation.Vertical) for row in range(view.model.rowCount())]
    assert titles == [*(f"kernel 1,{i + 1},{j + 1}" for i in range(3) for j in range(3)), "bias"]


def test_a_click_asks_for_the_inputs_back_and_another_for_the_classes(open_window, qtbot):
    window = open_window(**SHAPED["wide"])
    before = window.store.experiment
    qtbot.mouseClick(window.data.reconstruct, Qt.MouseButton.LeftButton)
    asked = window.store.experiment
    assert asked.reconstruct
    assert problems(asked) == []
    assert asked.network().widths[-1] == 64
    qtbot.mouseClick(window.data.reconstruct, Qt.MouseButton.LeftButton)
    assert not window.store.experiment.reconstruct
    assert problems(window.store.experiment) == []
    assert window.store.experiment.layers == before.layers


def test_data_of_another_shape_are_flattened_where_layers_need_a_row(qtbot):
    start = Experiment()
    flat = with_other_data(start, BarImages())
    assert [layer.kind for layer in flat.layers] == ["flatten", "dense", "dense"]
    assert problems(flat) == []
    assert with_other_data(flat, Circle()).layers == start.layers


def test_a_cell_of_the_confusion_chooses_the_sequences_with_such_a_step(open_window, qtbot):
    window = open_window(**SHAPED["sequence"])
    view, experiment = window.view(ConfusionView), window.store.experiment
    window.dock_area.raise_view("confusion")
    view.part.setCurrentText("train")
    qtbot.waitUntil(lambda: view.matrix.metrics is not None)
    matrix = view.matrix
    true, predicted = next((i, j) for i in (0, 1) for j in (0, 1) if matrix.metrics.confusion[i][j])
    qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.cell(true, predicted).center().toPoint())
    train, rows = experiment.samples["train"], experiment.rows["train"]
    having = {int(row) for row, bits in zip(rows, train.targets, strict=True) if (bits == true).any()}
    chosen = set(window.selection.chosen.samples)
    assert chosen <= having
    # Some sequences have such a step beside others, so not all of their steps are in the cell.
    mixed = {int(row) for row, bits in zip(rows, train.targets, strict=True) if (bits != true).any()}
    assert chosen & mixed


def test_a_chain_through_an_earlier_time_shows_its_unit():
    experiment = Experiment.model_validate(SHAPED["memory"])
    found = chain(trace(experiment), "2.recurrent[1,0]", Route(use=0))
    assert len(found.place) == 2
    assert chosen_with(found).unit == found.place[-1]
    other = chain(trace(experiment), "2.recurrent[0,1]", Route(use=0))
    assert chosen_with(other).unit == other.place[-1] != chosen_with(found).unit


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_pictures_of_images_are_ink_on_paper_and_sequences_have_signs(theme):
    picture = pixels(theme, np.array([[[0.0, 1.0, 7.0]]]))
    colours = [picture.pixelColor(x, 0).name() for x in range(3)]
    assert colours == [QColor(name).name() for name in (theme.surface, theme.text, theme.text)]
    coloured = pixels(theme, np.array([[[1.0]], [[0.0]], [[0.5]]]))
    assert coloured.pixelColor(0, 0).getRgb()[:3] == (255, 0, 128)
    strip = signed(theme, np.array([[-1.0, 1.0]]))
    assert [strip.pixelColor(x, 0).name() for x in (0, 1)] == [theme.negative.lower(), theme.positive.lower()]


def test_sixty_four_classes_have_a_colour_and_ten_have_their_own():
    names = [colour.name() for colour in LIGHT.classes()]
    assert len(names) == 64
    assert len(set(names)) == len(set(names[:10])) == 10
    assert names[10:20] == names[:10]


def test_a_cell_beyond_an_array_is_empty_and_not_to_be_typed_in(qapp):
    model = WeightTable(LIGHT)
    found = {"1/wide": np.arange(6).reshape(2, 3), "1/narrow": np.arange(6, 8)}
    model.show_layer(rows(list(found), found, []), found)
    model.show_arrays({name: own / 2.0 for name, own in found.items()})
    editable = Qt.ItemFlag.ItemIsEditable
    cells = [[model.index(row, column) for column in range(3)] for row in range(model.rowCount())]
    assert [[model.value(cell) for cell in line] for line in cells] == [
        [0.0, 0.5, 1.0], [1.5, 2.0, 2.5], [3.0, 3.5, None]
    ]  # fmt: skip
    assert [bool(cell.flags() & editable) for cell in cells[-1]] == [True, True, False]


def test_maps_of_points_are_not_taken_for_those_of_sequences(open_window, qtbot):
    """Layers and groups are the same, but what flows through them is not."""
    sequences = SHAPED["sequence"]
    window = open_window(**sequences | {"data": Circle()})
    window.store.commit(window.store.experiment.changed(data=sequences["data"]))
    with qtbot.waitSignal(window.player.reported):
        pass
    assert window.view(NetworkView).numbers.experiment.inputs_shape == (8, 2)


@pytest.mark.parametrize("kind", ["own-images", "text", "series"])
def test_a_file_of_ones_own_is_chosen_by_a_button(qtbot, monkeypatch, kind, tmp_path):
    """Or a folder; who thinks better of it changes nothing."""
    form, seen = PartForm(), []
    qtbot.addWidget(form)
    form.edited.connect(seen.append)
    form.show_value(family(DataSet)[kind]())
    (editor,) = form.findChildren(PathEditor)
    choose_file, choose_folder = editor.choose.menu().actions()
    answers = iter(["", str(tmp_path / "mine.csv")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (next(answers), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    choose_file.trigger()
    assert seen == []
    choose_file.trigger()
    choose_folder.trigger()
    assert [data.path for data in seen] == [str(tmp_path / "mine.csv"), str(tmp_path)]
