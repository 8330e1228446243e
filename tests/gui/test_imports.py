"""Own data in the window: a file is chosen, dropped or pasted, its columns are picked, and it is learned."""

import threading
from functools import partial
from unittest.mock import Mock

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLabel

from playground.data.tables import loading
from playground.data.tables.table_set import TableSet
from playground.data.targets.short_names import short_names
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.experiment.tabled import experiment_on
from playground.files.archives import DAMAGED
from playground.files.reading import Cancelled
from playground.gui.document.background_job import BackgroundJob
from playground.gui.importing.import_dialog import ImportDialog
from playground.gui.network.sampled import LONGEST
from playground.gui.network.tiles import Tile
from playground.gui.widgets.menu import Menu
from tests.gui.controls import control, errors, names, pick, texts
from tests.gui.import_dialog import choose, ready, tick

FLOWERS = "length;width;depth;kind\n" + "".join(
    f"{i % 7 + 0.5};{i % 5};{10 * (i % 3)};{'tall' if i % 7 > 3 else 'short'}\n" for i in range(60)
)


@pytest.fixture
def path(tmp_path):
    """A file with a small table."""
    path = tmp_path / "flowers.csv"
    path.write_text(FLOWERS)
    return path


@pytest.fixture
def dialog(qtbot, path):
    """A dialog that has read the table."""
    dialog = ImportDialog(None, "flowers.csv", partial(loading.from_file, path))
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.data is not None)
    return dialog


def test_a_table_is_shown_with_a_first_choice(dialog):
    assert "60 rows, 4 columns" in dialog.head.text()
    assert dialog.data.columns == ("length", "width", "depth")
    assert (dialog.data.target, dialog.data.meaning) == ("kind", "classes")
    shown = dialog.choice.preview.model()
    headers = [shown.headerData(i, Qt.Orientation.Horizontal) for i in range(4)]
    assert headers == ["length\nx₁", "width\nx₂", "depth\nx₃", "kind\ntarget"]
    assert shown.index(1, 0).data() == "1.5"
    assert dialog.import_button.isEnabled()
    assert control(dialog, Menu, "Separator").currentText() == "Automatic: semicolon"
    dialog.reject()


def test_columns_are_picked_for_the_plane_the_rest_and_the_target(dialog):
    choice = dialog.choice
    pick(choice.across, "depth")
    assert dialog.data.columns == ("depth", "width", "length")
    pick(choice.up, "depth")
    assert dialog.data.columns == ("width", "depth", "length")
    tick(dialog, "length")
    assert dialog.data.columns == ("width", "depth")
    tick(dialog, "width")
    assert dialog.data.columns == ("depth",)
    tick(dialog, "width")
    assert dialog.data.columns == ("depth", "width")
    pick(choice.target, "depth")
    assert dialog.data.columns == ("width",)
    assert (dialog.data.target, dialog.data.meaning) == ("depth", "classes")
    assert dialog.import_button.isEnabled()
    dialog.reject()


def test_what_does_not_fit_is_said_and_not_imported(dialog):
    for name in ("length", "width", "depth"):
        tick(dialog, name)
    assert errors(dialog) == ["choose at least one column to learn from"]
    assert not dialog.import_button.isEnabled()
    tick(dialog, "width")
    assert errors(dialog) == []
    assert dialog.import_button.isEnabled()
    dialog.reject()


@pytest.mark.slow
def test_rows_that_are_too_short_or_too_long_are_left_out_on_request(qtbot, window, path):
    path.write_text(FLOWERS + "1;2\n" + "1.5;2;3;tall\n" + "1;2;3;tall;5\n")
    window.imports.open_file(path)
    dialog = window.imports.dialog
    qtbot.waitUntil(lambda: bool(dialog.lines.text()))
    assert dialog.lines.text().splitlines()[0] == "row 62 has 2 cells, and the first row has 4"
    assert dialog.leave_out.text() == "Leave out 2 rows"
    assert not dialog.leave_out.isHidden()
    dialog.leave_out.click()
    dialog = ready(qtbot, window)
    assert dialog.leave_out.isHidden()
    said = " ".join(line.text() for line in dialog.findChildren(QLabel))
    assert "Left out: 2 rows, from row 62 on, that have more or fewer cells than the first row." in said
    dialog.import_button.click()
    assert len(window.store.experiment.points) == 61
    again = Experiment.model_validate(window.store.experiment.model_dump())
    assert len(again.points) == 61


def test_rows_that_cannot_be_read_are_left_out_on_request(qtbot, window, path):
    path.write_text(FLOWERS + '1;2;"3;tall\n' + "1.5;2;3;tall\n")
    window.imports.open_file(path)
    dialog = window.imports.dialog
    qtbot.waitUntil(lambda: bool(dialog.lines.text()))
    assert dialog.lines.text() == "row 62 has a quotation mark that is never closed"
    assert dialog.leave_out.text() == "Leave out 1 row"
    dialog.leave_out.click()
    dialog = ready(qtbot, window)
    said = " ".join(line.text() for line in dialog.findChildren(QLabel))
    assert "Left out: row 62, which cannot be read." in said
    dialog.import_button.click()
    assert len(window.store.experiment.points) == 61


def test_a_file_that_cannot_be_read_is_refused_by_row(qtbot, window, path):
    path.write_text("a,b\n1,2\n3\n")
    window.imports.open_file(path)
    dialog = window.imports.dialog
    qtbot.waitUntil(lambda: bool(dialog.lines.text()))
    assert dialog.lines.text() == "row 3 has 1 cell, and the first row has 2"
    assert dialog.import_button.isHidden()
    assert dialog.leave_out.isHidden()  # half of the rows: it may be the first one that is odd
    dialog.reject()
    assert window.imports.dialog is None


@pytest.mark.parametrize("rows", [1, 20])
def test_where_there_is_only_a_message_the_dialog_is_small_and_with_a_table_large(qtbot, window, path, rows):
    path.write_text(FLOWERS + "1;1\n" * rows)
    window.imports.open_file(path)
    dialog = window.imports.dialog
    large = dialog.size()
    qtbot.waitUntil(lambda: bool(dialog.lines.text()))
    qtbot.waitUntil(lambda: dialog.width() < large.width() / 1.5 and dialog.height() < large.height())
    assert dialog.lines.height() >= dialog.lines.heightForWidth(dialog.lines.width())
    dialog.leave_out.click()
    qtbot.waitUntil(lambda: dialog.data is not None)
    assert dialog.size() == large
    dialog.reject()


def test_cells_that_cannot_be_used_are_named_and_left_out_on_request(qtbot, window, path):
    path.write_text(FLOWERS + "old;1;1;tall\n")
    window.imports.open_file(path)
    dialog = ready(qtbot, window)
    assert 'row 62, "length": "old" is not a number' in errors(dialog)
    assert not dialog.import_button.isEnabled()
    assert "1 row cannot be used" in errors(dialog)[-1]
    choose(dialog, "Missing", "Leave out rows")
    assert "Left out: 1 row with gaps." in texts(dialog)
    dialog.import_button.click()
    assert len(window.store.experiment.points) == 60


def test_a_dropped_file_is_imported_trained_and_undone(qtbot, window, path):
    before = window.store.experiment
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))
    ready(qtbot, window).import_button.click()
    experiment = window.store.experiment
    assert isinstance(experiment.data, TableSet)
    assert [feature.name for feature in experiment.features] == ["x₁", "x₂", "x₃"]
    assert problems(experiment) == []
    assert experiment.targets.classes == ("short", "tall")
    with qtbot.waitSignal(window.player.reported):
        window.actions_["epoch"].trigger()
    window.actions_["undo"].trigger()
    assert window.store.experiment == before


def test_a_file_is_chosen_from_the_menu_or_the_panel(qtbot, window, path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    window.actions_["import"].trigger()
    ready(qtbot, window).reject()
    window.data.importing.emit()
    dialog = ready(qtbot, window)
    dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).click()
    assert window.store.experiment.data.kind == "circle"


def test_a_table_is_pasted_from_a_spreadsheet(qtbot, window):
    QGuiApplication.clipboard().setText(FLOWERS.replace(";", "\t"))
    window.actions_["paste"].trigger()
    ready(qtbot, window).import_button.click()
    assert len(window.store.experiment.points) == 60
    assert window.store.experiment.data.path == ""
    QGuiApplication.clipboard().clear()
    window.actions_["paste"].trigger()
    assert window.imports.dialog is None


def test_a_long_reading_shows_how_far_it_is_and_can_be_left(qtbot):
    going, left = threading.Event(), threading.Event()

    def endless(progress):
        going.set()
        share = 0.0
        while progress(share):
            share = 0.5
        left.set()
        raise Cancelled

    dialog = ImportDialog(None, "endless.csv", endless)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.bar.value() == 500)
    dialog.reject()
    qtbot.waitUntil(left.is_set)


def test_a_long_name_of_a_class_is_cut():
    text = "a,b,kind\n1,2,Iris versicolor of the north\n2,3,Iris setosa\n"
    experiment = Experiment(data=TableSet(text=text, columns=("a", "b"), target="kind"))
    assert short_names(experiment.targets.classes, LONGEST) == ("Iris setosa", "Iris versicolor o…")


def first_row(qtbot, dialog, word):
    """Say what the first row holds, and wait until the table is read so."""
    before = dialog.reading
    choose(dialog, "First row", word)
    assert dialog.reading is not before
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is dialog.choice)


def test_names_that_are_numbers_can_be_told_from_data(qtbot, window, path):
    path.write_text("20,21,cls\n" + "1,2,x\n3,4,y\n5,7,x\n" * 4)
    window.imports.open_file(path)
    dialog = ready(qtbot, window)
    assert dialog.data.columns == ("column 1", "column 2")
    choose(dialog, "Scaling", "None")
    first_row(qtbot, dialog, "Names")
    assert dialog.data.columns == ("20", "21")
    assert dialog.data.scaling.kind == "none"
    assert dialog.choice.preview.model().index(0, 0).data() == "1"
    assert dialog.import_button.isEnabled()
    dialog.import_button.click()
    assert window.store.experiment.input_names == ("20", "21")
    assert window.network.numbers.inputs.names == ("20", "21")
    assert window.network.facts.of(Tile(-1, 0)).heading == "20"
    assert problems(window.store.experiment) == []


def test_a_table_that_cannot_be_read_so_is_shown_as_before(qtbot, window, path):
    path.write_text("1,2,0\n")
    window.imports.open_file(path)
    dialog = ready(qtbot, window)
    before = dialog.data
    first_row(qtbot, dialog, "Names")
    assert dialog.error.text() == "there are names of columns and no row under them"
    assert dialog.data == before
    assert control(dialog, Menu, "First row").currentText() == "Automatic: data"
    dialog.reject()


def test_arrays_have_no_first_row_of_names(qtbot, window, tmp_path):
    np.savez(tmp_path / "arrays.npz", x=np.arange(6.0).reshape(3, 2), y=np.array([0, 1, 0]))
    window.imports.open_file(tmp_path / "arrays.npz")
    dialog = ready(qtbot, window)
    assert "First row" not in names(dialog)
    assert "Missing" in names(dialog)
    dialog.reject()


def test_whatever_a_reader_raises_is_said(qtbot, window, path, monkeypatch, capsys):
    for failure in (*DAMAGED, IndentationError, OverflowError, MemoryError):
        fail = Mock(side_effect=failure)
        monkeypatch.setattr("playground.data.tables.table_file.read_bytes", fail)
        window.imports.open_file(path)
        dialog = window.imports.dialog
        qtbot.waitUntil(lambda: bool(dialog.lines.text()))  # noqa: B023
        assert dialog.head.text() == f"{path.name} could not be read."
        assert ("memory" if failure is MemoryError else failure.__name__) in dialog.lines.text()
        assert failure is MemoryError or failure.__name__ in capsys.readouterr().err
        dialog.reject()


def test_a_job_that_does_not_listen_holds_nobody_up(qtbot):
    going, end = threading.Event(), threading.Event()

    def deaf(progress):
        going.set()
        end.wait()

    reading = BackgroundJob(deaf)
    heard = []
    reading.ended.connect(heard.append)
    reading.start()
    qtbot.waitUntil(going.is_set)
    reading.cancel()
    assert reading.running
    end.set()
    qtbot.waitUntil(lambda: not reading.running)
    qtbot.wait(50)  # time to say so
    assert heard == []


def test_title_and_reason_follow_the_table(qtbot, window, path):
    window.store.open(presets.load("spiral"), None)
    window.imports.open_file(path)
    ready(qtbot, window).accept()
    assert window.store.experiment.title == path.name
    assert window.store.experiment.reason.startswith("Predict ")


def test_a_table_is_learned_as_on_the_command_line_unless_it_is_met_by_a_file_of_ones_own(
    qtbot, window, path, tmp_path
):
    start = window.store.experiment
    window.imports.open_file(path)
    ready(qtbot, window).accept()
    now = window.store.experiment
    assert now == experiment_on(path, {}).changed(data=now.data)
    window.store.undo()
    assert window.store.experiment == start
    window.store.saved(tmp_path / "own.json")
    window.imports.open_file(path)
    ready(qtbot, window).accept()
    now = window.store.experiment
    assert (now.layers, now.optimizer, now.batch_size) == (start.layers, start.optimizer, start.batch_size)


def test_a_preset_without_a_checksum_is_read_and_it_is_said(qtbot, window, path):
    data = TableSet(path=str(path), columns=("length", "width"), target="kind")
    window.store.open(Experiment(data=data), None)
    assert problems(window.store.experiment) == []
    note = next(each for each in window.findChildren(QLabel) if each.text().startswith("Nothing vouches"))
    assert not note.isHidden()


def test_all_that_was_decided_of_many_columns_can_be_scrolled_to(qtbot, tmp_path):
    path = tmp_path / "words.csv"
    rows = "".join(
        ",".join(
            (f"w{i}{j}" for j in range(9)),
        )
        + f",{i % 3}\n"
        for i in range(30)
    )
    path.write_text(",".join(f"name{j}" for j in range(9)) + ",kind\n" + rows)
    dialog = ImportDialog(None, path.name, partial(loading.from_file, path))
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.data is not None)
    remarks = dialog.choice.remarks
    assert [f'"name{j}"' in remarks.text() for j in range(9)] == [True] * 9
    bar = remarks.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert remarks.height() < remarks.label.height()
    remarks.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(remarks, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    remarks.show_lines(["one", "two"])  # which need no bar
    qtbot.waitUntil(lambda: bar.maximum() == 0 and remarks.height() == remarks.label.height())
    dialog.reject()


def test_what_was_decided_unasked_is_said_and_the_division_can_be_chosen(qtbot, tmp_path):
    path = tmp_path / "people.csv"
    rows = "".join(f"{i},{i % 9}.5,{('f', 'm')[i % 2]},{3 * i % 11}.25\n" for i in range(40))
    path.write_text(",age,sex,income\n" + rows)
    dialog = ImportDialog(None, path.name, partial(loading.from_file, path))
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.data is not None)
    text = dialog.choice.remarks.text()
    assert "only counts the rows" in text
    wanted = dialog.data.changed(columns=("age", "sex"), target="income", meaning="values")
    dialog.choice.edited.emit(wanted)
    text = dialog.choice.remarks.text()
    assert '"sex" is one input, 1 for "m" and otherwise 0.' in text
    dialog.choice.treatment.edited.emit(dialog.data.changed(division="stratified"))
    assert dialog.data.division.kind == "stratified"
    assert dialog.data.misfit() is None
    dialog.reject()


def test_how_columns_are_given_takes_no_more_room_than_it_needs(qtbot, window, tmp_path):
    def holds_from(text):
        path = tmp_path / "rows.csv"
        path.write_text(text)
        window.imports.open_file(path)
        columns = ready(qtbot, window).choice.columns
        words = columns.columns.index(0, 2).data()
        assert columns.fontMetrics().horizontalAdvance(words) < columns.columnWidth(2)
        return columns.columnWidth(2)

    plain = holds_from("a,b,kind\n" + "1,2,x\n2,3,y\n" * 9)
    assert plain < holds_from("city,b,kind\n" + "A,2,x\nB,3,y\nC,4,y\n" * 9)
