"""Images and sequences in the window: they train, and every view shows them or is absent."""

import pytest
from PySide6.QtCore import Qt

from playground.data.images.bars import BarImages
from playground.data.plane.base import Circle
from playground.data.sequences.binary_addition import BinaryAddition
from playground.data.sequences.long_memory import RememberFirst
from playground.engine.wiring import MOST_UNITS
from playground.experiment.experiment import Experiment
from playground.experiment.fitting import with_other_data
from playground.experiment.problems import problems
from playground.gui.views.network import NetworkView
from playground.gui.views.weights import WeightsView

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
def test_it_trains_while_every_view_is_looked_at(open_window, qtbot, name, capfd):
    window = open_window(**SHAPED[name])
    window.player.play()
    seen = set()
    for dock in window.stage.docks:
        if dock.view.suits(window.store.experiment):
            window.stage.bring(dock.view.kind)
            with qtbot.waitSignal(window.player.reported, timeout=10_000):
                pass
            dock.view.grab()
            seen.add(dock.view.kind)
    assert {"hidden", "confusion", "weights", "microscope", "gradients"} <= seen
    assert "boundary" not in seen
    epoch = window.player.history.rows[-1].epoch
    qtbot.waitUntil(lambda: window.player.history.rows[-1].epoch > epoch, timeout=10_000)
    window.player.pause()
    assert "Traceback" not in capfd.readouterr().err


def test_inputs_have_names_and_no_features(open_window):
    window = open_window(**SHAPED["image"])
    assert window.view(NetworkView).numbers.inputs.names == ("image",)
    assert not window.data.features.isVisible()
    window = open_window(**SHAPED["sequence"])
    assert window.view(NetworkView).numbers.inputs.names == ("x₁", "x₂")


def test_a_kernel_can_be_read_number_by_number(open_window, qtbot):
    window = open_window(**SHAPED["image"])
    view = window.view(WeightsView)
    window.stage.bring("weights")
    qtbot.waitUntil(lambda: view.model.index(0, 0).data() is not None, timeout=5000)
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
