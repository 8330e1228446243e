"""The confusion view: it counts what the network predicts, and its cells choose their samples."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from playground.data.tables.table_set import TableSet
from playground.experiment.experiment import Experiment
from playground.experiment.fitting import with_data
from playground.gui.theme import DARK
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.confusion import ConfusionView
from playground.gui.views.matrix import FIGURE
from playground.gui.views.residuals import MOST
from playground.gui.widgets.themed import apply_theme
from playground.training.metrics import measure
from playground.training.training import Training
from tests import looking
from tests.gui.alone import alone
from tests.gui.pointing import click
from tests.looking import show


@pytest.fixture
def view(qtbot):
    return alone(qtbot, ConfusionView, 700, 220)


def trained(view, name, epochs=1, **settings):
    experiment, _ = looking.trained(name, 0, **settings)
    training = Training(experiment)
    for _ in range(epochs):
        training.epoch()
    view.show_experiment(experiment)
    show(view, training)
    return experiment, training


def press(qtbot, view, true, predicted):
    place = view.matrix.cell(true, predicted).center().toPoint()
    qtbot.mouseClick(view.matrix, Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize("name", ["circle", "three-rings", "eight-clouds"])
@pytest.mark.parametrize("part", ["train", "test"])
def test_it_counts_what_the_command_line_counts(view, name, part):
    experiment, training = trained(view, name)
    view.part.setCurrentText(part)
    assert view.matrix.metrics == measure(training.network, experiment)[part]


def test_only_parts_that_have_samples_are_offered(view):
    trained(view, "xor-gate")
    assert [view.part.itemText(i) for i in range(view.part.count())] == ["train"]
    trained(view, "circle", split={"validation": 0.2, "test": 0.3})
    assert [view.part.itemText(i) for i in range(view.part.count())] == ["train", "validation", "test"]


def test_a_cell_chooses_its_samples_and_lets_them_go(qtbot, view):
    experiment, training = trained(view, "three-rings")
    view.part.setCurrentText("test")
    counts = np.array(view.matrix.metrics.confusion)
    np.fill_diagonal(counts, 0)
    true, predicted = np.unravel_index(counts.argmax(), counts.shape)
    press(qtbot, view, true, predicted)
    rows = list(view.selection.chosen.samples)
    points = experiment.points
    assert len(rows) == counts[true, predicted] > 0
    assert (points.truth[rows] == true).all()
    outputs = training.network.predict(experiment.inputs_at(points.xy[rows]))
    assert (experiment.targets.labels(outputs) == predicted).all()
    assert view.matrix.chosen == (true, predicted)
    press(qtbot, view, true, predicted)
    assert view.selection.chosen.samples == ()
    assert view.matrix.chosen is None


def test_arrows_and_return_choose_a_cell(qtbot, view):
    trained(view, "three-rings", 30)
    view.matrix.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Return):
        qtbot.keyClick(view.matrix, key)
    assert view.matrix.chosen == (1, 1)
    assert len(view.selection.chosen.samples) == view.matrix.metrics.confusion[1][1]


@pytest.mark.parametrize("size", [(420, 150), (700, 220), (1200, 500)])
def test_eight_classes_fit(qtbot, view, size):
    trained(view, "eight-clouds")
    view.resize(*size)
    figures = 3 * FIGURE[0]
    qtbot.waitUntil(lambda: view.matrix.cell(7, 7).right() + figures <= view.matrix.width())
    assert view.matrix.cell(7, 7).bottom() <= view.matrix.height()
    apply_theme(view, DARK)
    assert not view.grab().isNull()


def test_a_cell_says_in_words_what_it_counts(view):
    trained(view, "three-rings")
    count = view.matrix.metrics.confusion[0][2]
    said = view.matrix.said_at(view.matrix.cell(0, 2).center())
    assert said.startswith(f"true 1, predicted 3: {count};")
    assert view.matrix.said_at(QPointF(1, 1)) == ""


def test_values_have_residuals(qtbot, view):
    experiment, training = trained(view, "bumps", 3)
    view.part.setCurrentText("test")
    test = experiment.samples["test"]
    residuals = training.network.predict(test.inputs) - test.targets
    np.testing.assert_allclose(view.residuals.spots[:, 1], residuals[:, 0], atol=1e-5)
    metrics = measure(training.network, experiment)["test"]
    assert float(view.residuals.figures["RMSE"].text()) == pytest.approx(metrics.rmse, rel=1e-3)
    lonely = int(np.abs(view.residuals.spots[:, 1]).argmax())
    click(qtbot, view.residuals.plot, *view.residuals.spots[lonely])
    (row,) = view.selection.chosen.samples
    assert experiment.points.truth[row] == pytest.approx(test.targets[lonely, 0])
    assert len(view.residuals.chosen.data) == 1


def test_each_of_several_targets_has_residuals_of_its_own(view):
    rows = "".join(f"{i % 11},{i % 7},{1000 * (i % 11)},{(i % 7) / 100}\n" for i in range(60))
    data = TableSet(text=f"a,b,price,share\n{rows}", columns=("a", "b"), target="price", meaning="values")
    experiment = with_data(Experiment(), data.changed(more_targets=("share",), meaning="values"))
    training = Training(experiment)
    training.epoch()
    view.show_experiment(experiment)
    show(view, training)
    view.part.setCurrentText("train")
    assert [view.target.itemText(i) for i in range(view.target.count())] == ["price", "share"]
    metrics = measure(training.network, experiment)["train"]
    for name, largest in (("price", 10_000), ("share", 0.06)):
        view.target.setCurrentText(name)
        assert view.residuals.spots[:, 0].max() == pytest.approx(largest)
        said = float(view.residuals.figures["RMSE"].text())
        assert said == pytest.approx(metrics.each[name].rmse, rel=1e-3)
    trained(view, "bumps")
    assert not view.target.isVisibleTo(view)


def test_each_column_that_is_given_back_has_residuals_of_its_own(view):
    text = "a,b,kind\n" + "".join(f"{100 + 7 * i % 40},{3000 + 10 * i},{i % 2}\n" for i in range(40))
    start = Experiment(reconstruct=True, output="identity", loss="mean-squared-error", layers=[])
    data = TableSet(text=text, columns=("a", "b"), target="kind")
    training = Training(with_data(start, data))
    view.show_experiment(training.experiment)
    show(view, training)
    assert [view.target.itemText(i) for i in range(view.target.count())] == ["a", "b"]
    metrics = measure(training.network, training.experiment)["test"]
    for name, one in metrics.each.items():
        view.target.setCurrentText(name)
        for figure, value in zip(("R²", "MAE", "RMSE"), (one.r2, one.mae, one.rmse), strict=True):
            said = view.residuals.figures[figure].text().replace("−", "-")
            assert float(said) == pytest.approx(value, rel=1e-3)


@pytest.mark.parametrize("name", ["encoder", "sine-mix", "digits-autoencoder"])
def test_values_that_have_no_names_are_all_in_the_plot_with_their_figures(qtbot, view, name):
    experiment, training = trained(view, name)
    part = experiment.samples[view.part.currentText()]
    true, found = part.targets, training.network.with_input_shape(part.shape).predict(part.inputs)
    spots = view.residuals.spots
    assert len(spots) % len(part) == 0
    each = len(spots) // len(part)
    columns = np.linspace(0, true.shape[1] - 1, each).astype(int)
    assert each == min(true.shape[1], MOST // len(part))
    errors = experiment.targets.in_own_units(found) - experiment.targets.in_own_units(true)
    np.testing.assert_allclose(spots[:, 1], errors[:, columns].ravel(), atol=1e-5)
    far = int(np.abs(spots[:, 1]).argmax())
    click(qtbot, view.residuals.plot, *spots[far])
    (row,) = view.selection.chosen.samples
    rows = experiment.rows[view.part.currentText()]
    place = int(np.flatnonzero(rows == row)[0])
    assert abs(spots[place * each : (place + 1) * each, 1]).max() == pytest.approx(abs(spots[far, 1]))
    assert len(view.residuals.chosen.data) == each


def test_what_is_chosen_here_is_ringed_in_the_boundary(qtbot, window):
    window.dock_area.raise_view("confusion")
    view = window.view(ConfusionView)
    qtbot.waitUntil(lambda: view.matrix.metrics is not None)
    counts = np.array(view.matrix.metrics.confusion)
    true, predicted = np.unravel_index(counts.argmax(), counts.shape)
    press(qtbot, view, true, predicted)
    assert len(window.view(BoundaryView).plot.chosen.data) == counts.max()
