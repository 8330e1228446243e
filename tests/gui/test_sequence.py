"""The sequence view: what it draws of a sample over time is what the network makes of it."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

import playground
from playground.gui.sequences.cells import Cells
from playground.gui.sequences.curves import Curves
from playground.gui.sequences.heat import Heat
from playground.gui.sequences.lane import heights
from playground.gui.sequences.norms import Norms, spanned
from playground.gui.theme import DARK, font
from playground.gui.views.sequence import SequenceView
from playground.gui.widgets.themed import apply_theme
from playground.worker.requests.one_sample import OneSample
from tests import looking
from tests.gui.alone import alone
from tests.looking import answer, show

PRESETS = (
    "binary-addition", "remember-lstm", "reber", "sine-mix", "adding-problem", "text", "through-time-by-hand",
    "vanishing-through-time",
)  # fmt: skip


@pytest.fixture
def view(qtbot):
    return alone(qtbot, SequenceView, 600, 500)


def trained(view, name, epochs=1, **settings):
    experiment, training = looking.trained(name, epochs, **settings)
    view.show_experiment(experiment)
    show(view, training)
    return experiment, training


def lanes(view, kind):
    return {lane.name: lane for lane in view.canvas.lanes if isinstance(lane, kind)}


def strip(view):
    return next(lane for lane in view.canvas.lanes if isinstance(lane, Heat) and lane.units)


def norms(view):
    return next(lane for lane in view.canvas.lanes if isinstance(lane, Norms))


@pytest.mark.parametrize("name", PRESETS)
def test_states_and_the_slope_by_them_are_those_of_the_sample_in_sight(view, name):
    experiment, training = trained(view, name)
    found = answer(training, OneSample(int(experiment.rows["train"][0])))
    layer = next(each for each in reversed(found.layers) if "d_hidden" in each)
    np.testing.assert_array_equal(strip(view).values, layer["hidden"].T)
    expected = np.linalg.norm(layer["d_hidden"].astype(float), axis=1)
    np.testing.assert_array_equal(norms(view).values, expected)
    assert view.canvas.steps == len(expected)
    light = view.grab().toImage()
    apply_theme(view, DARK)
    assert view.grab().toImage() != light


@pytest.mark.parametrize("name", PRESETS)
def test_a_network_that_has_gone_wrong_can_still_be_looked_at(view, name):
    _, training = trained(view, name, 0)
    torn = np.where(np.arange(training.network.parameters.size) % 2, 3e38, -3e38)
    for broken in (1e38, torn, np.nan):
        training.network.parameters[...] = broken
        show(view, training)
        view.canvas.point(view.canvas.steps - 1, 0)
        assert not view.grab().isNull()


def test_bits_are_cells_and_mistaken_steps_are_ringed(view):
    experiment, training = trained(view, "binary-addition")
    inputs = experiment.samples["train"].inputs[0].reshape(-1, 2)
    cells = lanes(view, Cells)
    assert list(cells) == ["x₁", "x₂", "target", "output"]
    for i, name in enumerate(("x₁", "x₂")):
        assert [int(text) for text in cells[name].texts] == inputs[:, i].tolist()
    true = experiment.samples["train"].targets[0]
    said = training.network.predict(experiment.samples["train"].inputs[:1])[0] > 0.5
    assert [int(text) for text in cells["target"].texts] == true.tolist()
    assert [int(text) for text in cells["output"].texts] == said.tolist()
    np.testing.assert_array_equal(cells["output"].wrong, said != true)


def test_what_is_asked_at_the_end_stands_there(view):
    trained(view, "remember-lstm")
    for name in ("target", "output"):
        texts = lanes(view, Cells)[name].texts
        assert set(texts[:-1]) == {""}
        assert texts[-1] in ("−1", "+1")
    trained(view, "adding-problem")
    asked = next(lane for lane in view.canvas.lanes if lane.name == "target, output")
    for curve in asked.curves:
        assert np.isfinite(curve.values).tolist() == [False] * 19 + [True]


def test_symbols_have_their_signs_and_what_may_follow_is_outlined(view):
    experiment, _ = trained(view, "reber")
    (symbols,) = lanes(view, Cells).values()
    assert "".join(symbols.texts)[0] in "BTSXPVE"
    output = next(lane for lane in view.canvas.lanes if isinstance(lane, Heat) and not lane.units)
    assert "".join(output.names) == "BTSXPVE"
    for step in range(len(symbols.texts) - 1):  # what came was one of those that might
        assert output.marked["BTSXPVE".index(symbols.texts[step + 1]), step]
    assert output.marked.shape == (7, experiment.inputs_shape[0])
    view.canvas.point(0)
    assert f"input  {symbols.texts[0]}\ntarget  T P\noutput " in view.canvas.text.text()


def test_numbers_are_curves(view):
    experiment, _ = trained(view, "sine-mix")
    seen, asked = lanes(view, Curves).values()
    np.testing.assert_allclose(seen.curves[0].values, experiment.samples["train"].inputs[0], rtol=1e-6)
    np.testing.assert_allclose(asked.curves[0].values, experiment.samples["train"].targets[0], rtol=1e-6)


def test_gates_and_the_cell_of_an_lstm_can_be_seen(view):
    trained(view, "remember-lstm")
    shown = [view.quantity.itemText(i) for i in range(view.quantity.count())]
    assert shown[0] == "Hidden state"
    assert {"Cell", "Input gate", "Forget gate", "Output gate", "Candidate"} <= set(shown)
    view.quantity.setCurrentText("Forget gate")
    assert (strip(view).low, strip(view).high) == (0.0, 1.0)
    np.testing.assert_array_equal(strip(view).values, view.activity.layers[0]["forget_gate"].T)
    assert norms(view).symbol == "‖∂L/∂h‖"
    view.quantity.setCurrentText("Cell")
    expected = np.linalg.norm(view.activity.layers[0]["d_cell"].astype(float), axis=1)
    assert norms(view).symbol == "‖∂L/∂c‖"
    np.testing.assert_array_equal(norms(view).values, expected)


def test_a_layer_that_gets_a_state_shows_it_unless_something_else_was_chosen(view):
    trained(view, "binary-addition", layers=[{"kind": "dense", "units": 3}])
    assert view.quantity.currentText() == "Sum"
    trained(view, "binary-addition")
    assert view.quantity.currentText() == "Hidden state"
    view.quantity.setCurrentText("Sum")
    trained(view, "binary-addition", layers=[{"kind": "gru", "units": 3, "outputs": "every-step"}])
    trained(view, "binary-addition", layers=[{"kind": "dense", "units": 3}])
    assert view.quantity.currentText() == "Sum"


def spot(view, unit, step):
    """The pixel of a unit at a step."""
    lane, box = view.canvas.strip()
    y = box.top() + (unit + 0.5) / len(lane.names) * box.height()
    return QPoint(round(view.canvas.columns.middle(step)), round(y))


def test_the_mouse_is_told_the_step_with_its_numbers_and_a_click_chooses_the_unit(qtbot, view):
    trained(view, "remember-lstm")
    qtbot.mouseMove(view.canvas, spot(view, 3, 7))
    said = view.canvas.text.text()
    assert "Hidden state of unit 4  " in said
    assert "step  8 of 20" in said
    assert f"{float(view.activity.inputs[7, 0]):.4g}".replace("-", "−") in said
    assert f"{float(view.activity.layers[0]['hidden'][7, 3]):.4g}".replace("-", "−") in said
    qtbot.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=spot(view, 3, 7))
    assert (view.selection.chosen.layer, view.selection.chosen.unit) == (0, 3)
    assert strip(view).chosen == 3


def test_keys_go_from_step_to_step_and_choose_a_unit(qtbot, view):
    trained(view, "remember-lstm")
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(view.canvas, key)
    assert view.canvas.pointed == (18, 1)
    assert (view.selection.chosen.layer, view.selection.chosen.unit) == (0, 1)
    qtbot.keyClick(view.canvas, Qt.Key.Key_Escape)
    assert view.canvas.pointed is None


def test_a_unit_that_is_there_no_more_cannot_be_chosen(qtbot, view):
    trained(view, "remember-lstm")
    view.canvas.point(1, 7)
    trained(view, "through-time-by-hand")
    assert view.canvas.pointed == (1, None)
    qtbot.keyClick(view.canvas, Qt.Key.Key_Return)
    assert view.selection.chosen.unit is None


def test_a_unit_that_is_chosen_elsewhere_is_shown_with_its_layer(view):
    layers = [
        {"kind": "recurrent", "units": 3, "outputs": "every-step"},
        {"kind": "lstm", "units": 2, "outputs": "last-step"},
    ]
    trained(view, "remember-recurrent", layers=layers)
    assert view.layer.currentText() == "2 LSTM"
    assert [view.quantity.itemText(i) for i in range(view.quantity.count())][1] != "Sum"
    view.selection.look_at(0, 2)
    assert view.layer.currentText() == "1 Recurrent"
    assert view.quantity.itemText(1) == "Sum"
    assert strip(view).chosen == 2
    np.testing.assert_array_equal(strip(view).values, view.activity.layers[0]["hidden"].T)
    view.selection.look_at(2, 0)  # the output, which has nothing at every step
    assert view.layer.currentText() == "1 Recurrent"
    assert strip(view).chosen is None


def test_the_next_sample_is_shared_and_asked_for(qtbot, view):
    experiment, training = trained(view, "binary-addition")
    rows = [int(row) for row in experiment.rows["train"]]
    with qtbot.waitSignal(view.requests_changed):
        view.after.click()
    assert view.selection.sample == rows[1]
    assert view.requests == (OneSample(rows[1]),)
    show(view, training)
    np.testing.assert_array_equal(view.activity.inputs.ravel(), experiment.samples["train"].inputs[1])
    view.before.click()
    view.before.click()
    assert view.selection.sample == int(experiment.every_row["test"][-1])


def test_it_is_there_for_sequences_alone(qapp):
    assert SequenceView.suits(playground.load("text"))
    assert not SequenceView.suits(playground.load("circle"))
    assert not SequenceView.suits(playground.load("digits"))


def test_an_axis_of_norms_does_not_tremble():
    axis = spanned(np.array([1e-3, 0.5]), None)
    assert axis == (-3, 0)
    assert spanned(np.array([2e-3, 0.9]), axis) == axis
    assert spanned(np.array([1e-5, 0.9]), axis) == (-5, 0)
    assert spanned(np.array([0.0, 0.2, np.inf]), None) == (-1, 0)


def test_room_is_shared_and_none_gets_more_than_it_uses():
    cells = Cells("x", ("1",), np.ones(1), lambda theme: theme.ink(), np.zeros(1, bool))
    heat = Heat("h", ("1", "2"), np.zeros((2, 1)), 0.0, 1.0, lambda theme: theme.ink())
    assert heights([cells, heat], 0.0) == [18.0, float(heat.least)]
    assert heights([cells, heat], 1000.0) == [18.0, float(heat.most)]


@pytest.mark.slow
def test_it_lives_while_the_run_plays(qtbot, open_window):
    window = open_window("binary-addition")
    view = window.view(SequenceView)
    window.dock_area.raise_view("sequence")
    qtbot.waitUntil(lambda: view.activity is not None)
    assert window.network.stepper.what.text().startswith(view.which.text() or "nothing")
    before = norms(view).values
    window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: not np.array_equal(norms(view).values, before))


def test_signs_that_would_touch_are_written_where_they_change():
    wide, none = np.zeros(6), np.zeros(6, bool)
    cells = Cells("x", ("1", "0", "0", "1", "1", "0"), wide, lambda theme: theme.ramp(1.0), none)
    assert cells.told(30.0, font(12)) == {0, 1, 2, 3, 4, 5}
    assert cells.told(5.0, font(12)) == {0, 1, 3, 5}
    apart = Cells("y", ("", "", "", "", "", "+1"), wide, lambda theme: theme.ramp(1.0), none)
    assert 5 in apart.told(5.0, font(12))  # it has the room before it


def test_the_names_of_lanes_have_fewer_words_that_say_as_much(view):
    trained(view, "lesson-22-lstm")
    for lane in view.canvas.lanes:
        assert len(lane.brief) < len(lane.name), lane.name
    assert norms(view).name.split("last")[1] == norms(view).brief.split("last")[1]
