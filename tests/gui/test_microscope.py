"""The microscope, the gradients and the findings in the window."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QToolButton, QToolTip

from playground.export import traces
from playground.export.matrix_code import matrix_code
from playground.export.step_code import step_code
from playground.gui.network.selection import Chosen
from playground.gui.network.tiles import Tile
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.microscope import MicroscopeView
from playground.microscope import Rows
from playground.microscope.matrices import whole_step
from playground.worker.requests.step_trace import StepTrace
from tests.gui.controls import control, errors, heading
from tests.gui.pointing import click
from tests.gui.running import brought, snapshot_of


@pytest.fixture
def microscope(qtbot, window):
    view = brought(qtbot, window, MicroscopeView)
    window.actions_["batch"].trigger()
    qtbot.waitUntil(lambda: view.trace is not None and view.trace.step == 1)
    return view


def walked(qtbot, microscope):
    """Go on with the key, to the last line and the last of its terms; yield after every step."""
    sheet, before = microscope.pane.sheet, None
    while before != (sheet.current, sheet.term):
        before = sheet.current, sheet.term
        qtbot.keyClick(microscope, Qt.Key.Key_Right)
        yield


def test_what_the_microscope_announces_is_what_the_next_step_does(qtbot, window, microscope):
    after = float(microscope.trace.after[0])
    window.actions_["batch"].trigger()
    snapshots = []
    window.player.with_snapshot(snapshots.append)
    qtbot.waitUntil(lambda: bool(snapshots))
    assert snapshots[0].steps == 2
    assert float(snapshots[0].parameters[0, 0]) == after


def test_a_link_or_a_unit_that_is_chosen_is_looked_at(window, microscope):
    microscope.selection.choose(Chosen(layer=1, unit=0, parameter=("weight", (2, 0))))
    assert microscope.address.text() == "2.weight[2,0]"
    assert heading(microscope).startswith("Weight from input 3 to unit 1 of layer 2")
    microscope.selection.choose(Chosen(layer=0, unit=3))
    assert microscope.address.text() == "1.unit[3]"
    assert heading(microscope).startswith("Unit 4 of layer 1")


def test_an_address_where_there_is_nothing_is_said_where_it_is_typed(qtbot, microscope):
    microscope.address.clear()
    qtbot.keyClicks(microscope.address, "9.weight[0,0]")
    qtbot.keyClick(microscope.address, Qt.Key.Key_Return)
    assert errors(microscope) == ["9.weight[0,0]: there are layers 1 to 3"]
    microscope.address.clear()
    qtbot.keyClicks(microscope.address, "1.bias[1]")
    qtbot.keyClick(microscope.address, Qt.Key.Key_Return)
    assert errors(microscope) == []


def test_a_half_typed_address_is_not_read_when_the_run_goes_on(qtbot, window, microscope):
    title = heading(microscope)
    microscope.address.clear()
    qtbot.keyClicks(microscope.address, "9.we")
    window.actions_["batch"].trigger()
    qtbot.waitUntil(lambda: "step 3" in heading(microscope))
    assert errors(microscope) == []
    assert heading(microscope).partition(",")[0] == title.partition(",")[0]
    qtbot.keyClick(microscope.address, Qt.Key.Key_Return)
    assert errors(microscope)[0].startswith('"9.we" is not a place')


def test_the_keys_walk_line_by_line_and_the_chips_stage_by_stage(qtbot, microscope):
    qtbot.keyClick(microscope, Qt.Key.Key_Right)
    qtbot.keyClick(microscope, Qt.Key.Key_Right)
    assert microscope.pane.sheet.current == 2
    qtbot.keyClick(microscope, Qt.Key.Key_Left)
    assert microscope.pane.sheet.current == 1
    microscope.pane.stages.show_low(False)
    qtbot.mouseClick(control(microscope, QToolButton, "backward"), Qt.MouseButton.LeftButton)
    assert microscope.pane.sheet.entries[microscope.pane.sheet.current].head == "backward"


def test_where_it_is_low_a_menu_stands_for_the_chips(qtbot, microscope):
    stages = microscope.pane.stages
    microscope.resize(560, 400)
    assert stages.menu.isHidden()
    two = stages.heightForWidth(560)
    microscope.resize(560, 150)
    assert not stages.menu.isHidden()
    assert stages.heightForWidth(560) < two
    stages.menu.setFocus()
    stages.menu.showPopup()
    for _ in range(stages.menu.findText("loss")):
        qtbot.keyClick(stages.menu.view(), Qt.Key.Key_Down)
    qtbot.keyClick(stages.menu.view(), Qt.Key.Key_Enter)
    assert microscope.pane.sheet.entries[microscope.pane.sheet.current].head == "loss"
    assert stages.menu.currentIndex() == -1


def test_the_next_batch_says_through_which_sample_it_is_shown(microscope):
    part, place = microscope.source.currentText().removeprefix("Next batch: ").split()
    assert part == "train"
    assert int(place) - 1 == microscope.trace.rows[microscope.chain.row]


def test_a_finer_grain_walks_term_by_term_while_the_sum_closes(qtbot, microscope):
    qtbot.keyClick(microscope, Qt.Key.Key_Comma)
    assert microscope.walking.grain.currentData() == "term"
    qtbot.keyClick(microscope, Qt.Key.Key_Comma)
    assert microscope.walking.grain.currentData() == "term"
    sheet = microscope.pane.sheet
    terms = sheet.entries[0].formula.terms
    assert terms == 3  # a bias and two inputs
    for term in range(1, terms + 1):
        qtbot.keyClick(microscope, Qt.Key.Key_Right)
        assert (sheet.current, sheet.term) == (0, term)
    first = microscope.chain.lines[0]
    assert sheet.entries[0].opened.running[-1] == pytest.approx(float(first.left.number), rel=1e-5)
    before = sheet.grab().toImage()
    qtbot.keyClick(microscope, Qt.Key.Key_Right)
    assert sheet.current == 1
    qtbot.keyClick(microscope, Qt.Key.Key_Left)
    assert (sheet.current, sheet.term) == (0, terms)
    assert sheet.grab().toImage() == before
    for grain in ("line", "unit", "layer", "phase", "phase"):
        qtbot.keyClick(microscope, Qt.Key.Key_Period)
        assert microscope.walking.grain.currentData() == grain


def test_the_pointer_is_told_what_the_symbols_of_a_line_mean(qtbot, microscope):
    QToolTip.hideText()
    place = QPoint(40, microscope.pane.sheet.entries[0].top + 40)
    help = QHelpEvent(QEvent.Type.ToolTip, place, microscope.pane.sheet.mapToGlobal(place))
    QApplication.sendEvent(microscope.pane.sheet, help)
    assert "The bias of a unit." in QToolTip.text()
    assert "z<sup>(1)</sup><sub>1</sub>" in QToolTip.text()
    assert "learning rate" not in QToolTip.text()


def test_the_terms_of_a_mean_are_gone_through_above_its_bar(microscope):
    sheet = microscope.pane.sheet
    number, entry = next(
        (i, entry) for i, entry in enumerate(sheet.entries) if entry.opened and entry.opened.place == "above"
    )
    assert entry.formula.terms == 8
    sheet.step_to(number)
    for _ in range(8):
        assert sheet.step_term(1)
    mean = microscope.chain.lines[number]
    assert mean.left.letter == "L"
    assert sheet.running(entry, 8).startswith("Term 8 of 8 above the bar; their sum so far is ")
    batch = len(microscope.trace.rows)
    assert entry.opened.running[-1] / batch == pytest.approx(float(mean.left.number), rel=1e-5)
    lines_read = []
    sheet.line_read.connect(lambda line, term: lines_read.append((line, term)))
    assert sheet.step_term(1)
    assert sheet.current == number + 1
    assert lines_read[-1] == (sheet.entries[number + 1].line, sheet.term)
    assert sheet.step_term(-1)
    assert lines_read[-1] == (mean, 8)


@pytest.mark.slow
def test_the_walk_goes_to_the_end_by_itself(qtbot, microscope):
    microscope.walking.clock.setInterval(1)
    qtbot.mouseClick(microscope.walking.walk, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: microscope.pane.sheet.current == len(microscope.pane.sheet.entries) - 1)
    qtbot.waitUntil(lambda: not microscope.walking.clock.isActive())


def test_another_sample_of_the_batch_is_shown(qtbot, microscope):
    first = heading(microscope)
    qtbot.keyClick(microscope, Qt.Key.Key_S)
    qtbot.keyClick(microscope, Qt.Key.Key_S)
    assert heading(microscope) != first


def test_the_chain_is_copied_as_text_as_latex_and_as_code(microscope):
    text, latex, code = microscope.pane.copy.menu().actions()[:3]
    text.trigger()
    assert "∂L/∂w" in QGuiApplication.clipboard().text()
    latex.trigger()
    assert r"\frac{\partial L}" in QGuiApplication.clipboard().text()
    code.trigger()
    assert "import numpy as np" in QGuiApplication.clipboard().text()


@pytest.mark.slow
def test_a_clicked_sample_is_looked_at_until_it_is_let_go(qtbot, window, microscope):
    assert microscope.source.currentText().startswith("Next batch")
    boundary = window.view(BoundaryView)
    rows = window.store.experiment.rows["train"]
    x1, x2 = window.store.experiment.points.xy[rows[4]]
    click(qtbot, boundary.plot, x1, x2)
    qtbot.waitUntil(lambda: microscope.trace.hypothetical)
    assert microscope.trace.part == "train"
    assert len(microscope.trace.rows) == 1
    place = microscope.trace.rows[0]
    assert tuple(window.store.experiment.points.xy[rows[place]]) == (x1, x2)
    assert "if it were made with these: train sample" in heading(microscope)
    assert microscope.source.itemText(0) == "Next batch"  # nothing of it is shown
    before = snapshot_of(qtbot, window)
    assert np.array_equal(microscope.trace.before, before.parameters[0])
    qtbot.keyClick(microscope.source, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: not microscope.trace.hypothetical)
    assert len(microscope.trace.rows) == window.store.experiment.batch_size
    microscope.source.setCurrentIndex(1)
    qtbot.waitUntil(lambda: microscope.trace.hypothetical)
    qtbot.keyClick(boundary, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not microscope.trace.hypothetical)
    assert microscope.source.currentText().startswith("Next batch")


def test_without_chosen_samples_the_next_batch_is_looked_at_whatever_is_in_the_menu(qtbot, microscope):
    microscope.source.setCurrentIndex(1)
    assert list(microscope.due_requests()) == [StepTrace(Rows())]


@pytest.mark.parametrize("ending", [".json", ".csv"])
def test_the_whole_step_is_saved(microscope, answer, tmp_path, ending):
    answer(tmp_path / "step", f"{ending[1:].upper()} (*{ending})")
    microscope.pane.copy.menu().actions()[-1].trigger()
    traces.save(microscope.trace, tmp_path / f"expected{ending}")
    assert (tmp_path / f"step{ending}").read_bytes() == (tmp_path / f"expected{ending}").read_bytes()


def test_of_a_long_chain_the_lines_in_sight_are_written_and_the_others_when_there_is_time(qtbot, open_window):
    window = open_window("remember-lstm")
    window.dock_area.raise_view("microscope")
    microscope = window.view(MicroscopeView)
    qtbot.waitUntil(lambda: microscope.chain is not None)
    microscope.look_at("1.unit[1,3]")
    sheet = microscope.pane.sheet
    assert len(microscope.chain.lines) == len(sheet.entries) > 500
    about = sheet.sizeHint().height()
    assert not sheet.accessibleDescription()
    sheet.step_to_head("path")  # far below, where nothing has been written yet
    port = sheet.parentWidget().parentWidget()
    current = lambda: sheet.mapTo(port, QPoint(0, sheet.entries[sheet.current].top)).y()  # noqa: E731
    qtbot.waitUntil(lambda: 0 <= current() < port.height())
    qtbot.waitUntil(lambda: len(sheet.accessibleDescription().splitlines()) >= len(sheet.entries))
    assert sheet.sizeHint().height() == sheet.entries[-1].top + sheet.entries[-1].height + 8 != about
    qtbot.waitUntil(lambda: 0 <= current() < port.height())


@pytest.mark.parametrize("grain", ["line", "term"])
def test_the_line_that_is_read_is_in_sight(qtbot, window, microscope, grain):
    window.resize(1280, 800)
    microscope.address.setText("2.weight[0,1]")
    qtbot.keyClick(microscope.address, Qt.Key.Key_Return)
    microscope.walking.grain.setCurrentIndex(microscope.walking.grain.findData(grain))
    sheet, port = microscope.pane.sheet, microscope.pane.sheet.parentWidget().parentWidget()

    def in_sight():
        entry = sheet.entries[sheet.current]
        top = sheet.mapTo(port, QPoint(0, entry.top)).y()
        return 0 <= top <= port.height() - min(entry.height, port.height())

    for _ in walked(qtbot, microscope):
        qtbot.waitUntil(in_sight)


def test_what_is_read_is_lit_up_in_the_network(qtbot, window, microscope):
    assert microscope.selection.chosen.parameter == ("weight", (0, 0))
    microscope.address.setText("2.bias[1]")
    qtbot.keyClick(microscope.address, Qt.Key.Key_Return)
    assert (microscope.selection.chosen.layer, microscope.selection.chosen.unit) == (1, 1)
    assert microscope.address.text() == "2.bias[1]"
    units = set()
    for _ in walked(qtbot, microscope):
        units.add(microscope.selection.highlighted)
        assert window.network.canvas.hovered in (None, Tile(*microscope.selection.highlighted or (-2, 0)))
    assert {(1, 1), (2, 0)} <= units


@pytest.mark.slow
def test_chosen_samples_stay_while_one_walks_and_looks_elsewhere(qtbot, window, microscope):
    boundary = window.view(BoundaryView)
    x1, x2 = window.store.experiment.points.xy[window.store.experiment.rows["train"][4]]
    click(qtbot, boundary.plot, x1, x2)
    qtbot.waitUntil(lambda: microscope.trace.hypothetical)
    samples = microscope.selection.chosen.samples
    for grain in ("unit", "layer", "phase"):
        microscope.walking.grain.setCurrentIndex(microscope.walking.grain.findData(grain))
        qtbot.mouseClick(microscope.walking.forth, Qt.MouseButton.LeftButton)
        assert microscope.selection.chosen.samples == samples
    window.network.canvas.pressed.emit(Tile(0, 2), Qt.KeyboardModifier.NoModifier)
    assert microscope.address.text() == "1.unit[2]"
    assert microscope.selection.chosen.samples == samples
    assert microscope.source.currentIndex() == 1


def test_a_step_that_cannot_be_saved_is_said(microscope, answer, tmp_path):
    for name, said in (
        ("step.txt", "step.txt must end with one of: .json, .csv"),
        ("no/step.csv", "no such file"),
    ):
        answer(tmp_path / name)
        microscope.pane.copy.menu().actions()[-1].trigger()
        (box,) = (box for box in microscope.pane.copy.findChildren(QMessageBox) if box.isVisible())
        assert said.lower() in box.text().lower()
        box.close()
    assert list(tmp_path.glob("step*")) == []


def test_a_step_goes_to_the_next_unit_layer_or_phase(qtbot, microscope):
    seen = []
    for grain in ("unit", "layer", "phase"):
        microscope.walking.grain.setCurrentIndex(microscope.walking.grain.findData(grain))
        for _ in range(2):
            qtbot.keyClick(microscope, Qt.Key.Key_W)  # it begins anew, and stops at once
        qtbot.mouseClick(microscope.walking.forth, Qt.MouseButton.LeftButton)
        seen.append(microscope.address.text())
        entry = microscope.pane.sheet.entries[microscope.pane.sheet.current]
    assert seen == ["1.unit[1]", "2.unit[0]", "3.unit[0]"]
    assert entry.head == "loss"
    qtbot.mouseClick(microscope.walking.back, Qt.MouseButton.LeftButton)
    assert microscope.address.text() == "1.unit[0]"
    assert microscope.selection.chosen == Chosen(layer=0, unit=0)


@pytest.mark.slow
def test_the_step_is_shown_as_matrices_and_goes_home_so(qtbot, window, microscope):
    window.actions_["understand"].trigger()  # there is room for the chips of its phases
    before = microscope.chain.title
    qtbot.keyClick(microscope, Qt.Key.Key_X)
    assert microscope.pane.matrices.isChecked()
    assert heading(microscope) == before
    chips = [chip.text() for chip in microscope.pane.stages.findChildren(QToolButton) if chip.isVisible()]
    assert chips == ["matrices", "forward", "loss", "backward", "update"]
    lines = microscope.pane.sheet.entries
    assert len(lines) > 10
    for number in range(len(lines)):
        microscope.pane.sheet.step_to(number)
        assert microscope.pane.sheet.symbols_of(number)
    assert not microscope.pane.sheet.grab().isNull()
    microscope.pane.copy.menu().actions()[0].trigger()
    assert "Wᵀ" not in QGuiApplication.clipboard().text()
    assert "dW⁽¹⁾" in QGuiApplication.clipboard().text()
    microscope.pane.copy.menu().actions()[2].trigger()  # of the number whose chain it is
    assert QGuiApplication.clipboard().text() == step_code(microscope.chain)
    microscope.pane.copy.menu().actions()[3].trigger()  # of the whole step
    assert QGuiApplication.clipboard().text() == matrix_code(whole_step(microscope.chain.trace))
    qtbot.keyClick(microscope, Qt.Key.Key_X)
    assert "path" in [chip.text() for chip in microscope.pane.stages.findChildren(QToolButton)]


def test_another_run_is_looked_at_without_waiting_for_the_end_of_a_rest(qtbot, window, microscope):
    microscope.throttle(60_000)  # as after a chain that took long to write
    window.store.commit(window.store.experiment.changed(layers=({"kind": "dense", "units": 5},)))
    qtbot.waitUntil(lambda: microscope.trace is not None and microscope.trace.layers[0].shape == (5,))
