"""What the dialog of a table asks and offers: readings, columns, gaps, sheets, as a person touches them."""

import gzip
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListWidget, QWidget

from playground.data.tables import loading
from playground.experiment.problems import problems
from playground.gui.importing.import_dialog import ImportDialog
from playground.gui.widgets.menu import Menu
from tests.gui.controls import control, errors, inside, names, pick, texts
from tests.gui.import_dialog import choose, ready, tick

CASES = Path(__file__).parent.parent / "data" / "cases"
PEOPLE = "id,size,born,name,height,weight,group\n" + "".join(
    f"{i + 1},{('small', 'large', 'medium')[i % 3]},{1 + i % 28:02}.03.19{50 + i},"
    f"Person {i},{150 + 7 * i % 40},{50 + 3 * i % 41},{'ab'[i % 2]}\n"
    for i in range(30)
)


@pytest.fixture
def load(qtbot):
    """Return a function that opens the dialog on a text or a file and waits until it has been read."""

    def open_it(source):
        start = loading.from_text if isinstance(source, str) else loading.from_file
        dialog = ImportDialog(None, "a table", partial(start, source))
        qtbot.addWidget(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.open()
        qtbot.waitUntil(lambda: dialog.data is not None or bool(dialog.lines.text()))
        return dialog

    return open_it


@pytest.fixture
def people(load):
    """The dialog on people with a running number, sizes in words, dates and names."""
    dialog = load(PEOPLE)
    yield dialog
    dialog.reject()


def shown(dialog, name):
    """What the list of columns says of one: what it is, how it is given, and what it holds."""
    model = dialog.choice.columns.model()
    row = dialog.choice.table.names.index(name)
    return [model.index(row, place).data() for place in (1, 2, 3)]


def select(dialog, *wanted):
    """Pick lines in the list of columns, as clicks with Ctrl do."""
    columns = dialog.choice.columns
    for i, name in enumerate(wanted):
        place = columns.visualRect(columns.model().index(dialog.choice.table.names.index(name), 2)).center()
        key = Qt.KeyboardModifier.ControlModifier if i else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(columns.viewport(), Qt.MouseButton.LeftButton, key, place)


def settle(qtbot, dialog, act):
    """Do what has the table read anew, and wait for it."""
    before = dialog.reading
    act()
    assert dialog.reading is not before
    qtbot.waitUntil(lambda: not dialog.bar.isVisible() or dialog.pages.currentIndex() > 0)


def write(dialog, name, text):
    """Type into a field and leave it."""
    field = control(dialog, QLineEdit, name)
    field.setText(text)
    field.editingFinished.emit()


def test_what_was_guessed_stands_under_the_setting_that_changes_it(qtbot, load):
    dialog = load(
        "of today\na;b;kind\n1.234,5;NA;q\n2.125,5;3,5;p\n" + "1.125,5;3,5;p\n" * 4 + "7,5;8,5\nSum;9;\n"
    )
    table, form = dialog.choice.table, dialog.choice.reading.form
    said = [note for note in table.notes if not note.plain]
    assert {"decimal", "whole_rows", "skip_below", "gaps"} <= {note.setting for note in said}
    lines = texts(form, "quiet")
    assert set(lines) == {note for note in said if note.setting}
    for note in filter(lambda note: note.setting, said):
        (line,) = (each for each in inside(form, QLabel) if each.text() == note)
        assert form.layout().indexOf(line) == form.layout().indexOf(form.row(note.setting)) + 1
    settle(qtbot, dialog, control(dialog, QAbstractButton, "Whole rows").click)
    assert dialog.choice.table.rows == table.rows - 1
    dialog.reject()


@pytest.mark.parametrize(("word", "first"), [("point", "1.234"), ("comma", "1234")])
def test_of_two_readings_both_are_shown_and_one_click_chooses(qtbot, load, word, first):
    dialog = load("a;b;kind\n" + "1.234;2.345;q\n1.125;3.500;p\n" * 4)
    assert any("can be 1.234 or 1234" in text for text in errors(dialog))
    said = texts(dialog.choice.card)
    assert {"1.234", "1234", "2.345", "2345", "a", "b"} <= set(said)
    assert not dialog.import_button.isEnabled()
    button = control(dialog, QAbstractButton, f"Decimal sign: {word}")
    settle(qtbot, dialog, button.click)
    assert errors(dialog) == []
    assert dialog.choice.preview.model().index(0, 0).data() == first
    assert control(dialog, Menu, "Decimal sign").currentText() == word.capitalize()
    assert dialog.import_button.isEnabled()
    dialog.reject()


def test_a_running_number_and_names_are_left_out_unless_they_are_chosen(people):
    assert shown(people, "id")[0] == "left out"
    assert shown(people, "name")[2].startswith("30 different words: Person 0, ")
    tick(people, "id")
    assert "id" in people.data.columns
    tick(people, "name")
    assert shown(people, "name")[1] == "one input for each word"
    tick(people, "name")
    assert shown(people, "name")[0] == "left out"
    assert people.import_button.isEnabled()


OPEN = "when,height,kind\n" + "".join(f"0{1 + i}/0{2 + i}/2024,{i},{'ab'[i % 2]}\n" for i in range(6))


@pytest.mark.parametrize(("word", "first"), [("day first", "2024-02-01"), ("month first", "2024-01-02")])
def test_dates_that_leave_day_and_month_open_are_asked_for(qtbot, load, word, first):
    dialog = load(OPEN)
    assert dialog.choice.card is None  # nobody wants them
    assert dialog.import_button.isEnabled()
    settle(qtbot, dialog, lambda: tick(dialog, "when"))
    assert any("can be 2024-02-01 or 2024-01-02" in text for text in errors(dialog))
    assert {"2024-02-01", "2024-01-02", "when"} <= set(texts(dialog.choice.card))
    assert not dialog.import_button.isEnabled()
    settle(qtbot, dialog, control(dialog, QAbstractButton, f"Dates: {word}").click)
    assert dialog.choice.card is None
    assert dialog.import_button.isEnabled()
    (use,) = (use for use in dialog.data.settled(dialog.choice.table) if use.column == "when")
    assert use.order == word
    day = (date.fromisoformat(first) - date(1970, 1, 1)).days
    assert use.numbers(dialog.choice.table["when"])[0, 0] == day
    dialog.reject()


def test_a_question_about_dates_goes_with_the_column(qtbot, load):
    dialog = load(OPEN)
    settle(qtbot, dialog, lambda: tick(dialog, "when"))
    settle(qtbot, dialog, lambda: tick(dialog, "when"))
    assert dialog.choice.card is None
    assert dialog.import_button.isEnabled()
    dialog.reject()


def test_words_are_put_in_an_order(qtbot, people):
    select(people, "size")
    assert control(people, Menu, "What the columns are").currentText() == "Input"
    choose(people, "How the network is given them", "Words in an order")
    qtbot.waitUntil(lambda: "Order" in [each.accessibleName() for each in inside(people, QListWidget)])
    (order,) = inside(people, QListWidget)

    def words():
        return [order.item(i).text() for i in range(order.count())]

    assert words() == ["small", "medium", "large"]  # which everybody knows
    order.setCurrentRow(2)
    control(people, QAbstractButton, "Put the word earlier").click()
    assert words() == ["small", "large", "medium"]
    order.setCurrentRow(1)
    control(people, QAbstractButton, "Put the word later").click()
    assert words() == ["small", "medium", "large"]
    points = people.data.points()
    names = [*points.names]
    assert names.count("size") == 1
    assert shown(people, "size")[1] == "words in an order"
    sizes = points.inputs[:, names.index("size")]
    assert sizes[0] < sizes[2] < sizes[1]  # small, medium, large


def test_dates_are_taken_as_days(people):
    assert shown(people, "born")[0] == "left out"
    tick(people, "born")
    assert shown(people, "born")[1] == "days"
    assert people.data.misfit() is None
    select(people, "born")
    choose(people, "How the network is given them", "One input for each word")
    assert shown(people, "born")[1] == "one input for each word"


def test_the_order_of_dates_can_be_said_of_one_column(qtbot, load):
    dialog = load(OPEN)
    settle(qtbot, dialog, lambda: tick(dialog, "when"))
    select(dialog, "when")
    settle(qtbot, dialog, lambda: choose(dialog, "Order", "Month first"))
    assert dialog.choice.card is None
    assert errors(dialog) == []
    assert dialog.import_button.isEnabled()
    dialog.reject()


def test_several_columns_are_predicted(people):
    select(people, "height", "weight")
    choose(people, "What the columns are", "Target")
    assert (people.data.target, people.data.more_targets) == ("height", ("weight",))
    assert people.data.meaning == "values"
    assert people.data.points().targets.names == ("height", "weight")
    select(people, "id")
    choose(people, "What the columns are", "One more target")
    assert people.data.more_targets == ("weight", "id")
    pick(people.choice.target, "group")
    assert (people.data.target, people.data.more_targets) == ("group", ())
    assert people.data.meaning == "classes"
    assert people.import_button.isEnabled()


def test_further_words_are_gaps(qtbot, load):
    dialog = load("a,b,kind\n" + "1,2,p\n-999,3,q\n4,nil,p\n" * 5)
    control(dialog, QLineEdit, "Gap words").setFocus()
    settle(qtbot, dialog, lambda: write(dialog, "Gap words", '-999, "x, y"'))
    assert dialog.focusWidget().accessibleName() == "Gap words"
    assert dialog.data.gaps == ("-999", "x, y")
    assert shown(dialog, "a")[2] == "1 to 4, 5 gaps"
    assert control(dialog, QLineEdit, "Gap words").text() == '-999, "x, y"'
    choose(dialog, "Missing", "Fill with the usual")
    assert "Filled: the gaps in 10 rows." in texts(dialog)
    dialog.reject()


def test_a_sheet_of_a_workbook_is_chosen(qtbot, load, tmp_path):
    pytest.importorskip("python_calamine")
    dialog = load(CASES / "18c-two-sheets.xlsx")
    assert not {"Separator", "Encoding", "Decimal sign"} & set(names(dialog))
    sheet = control(dialog, Menu, "Sheet")
    assert (sheet.count(), sheet.currentText()) == (2, "Data")
    empty = next(sheet.itemText(i) for i in range(2) if sheet.itemText(i) != "Data")
    settle(qtbot, dialog, lambda: choose(dialog, "Sheet", empty))
    assert "there is nothing in it" in errors(dialog)
    assert control(dialog, Menu, "Sheet").currentText() == "Data"
    dialog.reject()


def test_what_was_found_is_said_and_can_be_changed(qtbot, load):
    dialog = load("Station: here\nNetwork: 7\n\na;b;kind\n" + "1,5;2;p\n2,5;3;q\n" * 5)
    menus = ("First row", "Separator", "Decimal sign")
    said = [control(dialog, Menu, name).currentText() for name in menus]
    assert said == ["Automatic: names", "Automatic: semicolon", "Automatic: comma"]
    assert control(dialog, QLineEdit, "Lines to skip").text() == "Automatic: 2"
    settle(qtbot, dialog, lambda: write(dialog, "Lines to skip", "4"))
    assert dialog.choice.table.names == ["column 1", "column 2", "column 3"]
    settle(qtbot, dialog, lambda: write(dialog, "Lines to skip", "automatic"))
    assert dialog.choice.table.names == ["a", "b", "kind"]
    assert control(dialog, QLineEdit, "Lines to skip").text() == "Automatic: 2"
    write(dialog, "Lines to skip", "some")
    assert errors(dialog) == ['"some" is not a number']
    dialog.reject()


def test_a_table_that_is_refused_is_read_in_another_way(qtbot, load):
    dialog = load("a,b\n1,2\n3\n")
    assert errors(dialog) == ["row 3 has 1 cell, and the first row has 2"]
    settle(qtbot, dialog, lambda: choose(dialog, "Separator", "None"))
    assert dialog.data is not None
    assert dialog.choice.table.rows == 2
    dialog.reject()


def test_what_was_chosen_stays_when_the_table_is_read_in_another_way(qtbot, people):
    select(people, "height", "weight")
    choose(people, "What the columns are", "Target")
    tick(people, "id")
    chosen = people.data.columns
    settle(qtbot, people, lambda: write(people, "Gap words", "Person 3"))
    assert people.data.columns == chosen
    assert (people.data.target, people.data.more_targets) == ("height", ("weight",))


def test_a_column_divides_the_rows(people):
    select(people, "group")
    choose(people, "What the columns are", "Divides the rows")
    assert shown(people, "group")[0] == "divides rows"
    pick(people.choice.target, "size")
    assert errors(people) == []
    assert people.data.division.column == "group"
    assert people.data.division.test == "a"
    choose(people, "Division", "Stratified")
    assert shown(people, "group")[0] == "left out"


def test_the_column_that_divides_is_chosen_among_those_that_can(people):
    choose(people, "Division", "By column")
    assert not people.import_button.isEnabled()
    column = control(people, Menu, "Column")
    offered = [column.itemText(i) for i in range(column.count())]
    assert offered == ["id", "size", "born", "name", "height", "weight", "group"]
    assert column.currentIndex() == -1
    choose(people, "Column", "size")
    assert errors(people) == []
    assert people.import_button.isEnabled()
    assert "size" not in people.data.columns
    assert people.data.division.test == "large"
    choose(people, "Test", "small")
    assert people.data.division.test == "small"
    choose(people, "Division", "First rows")
    assert people.data.division.count == 24  # of thirty, so that some are left for the test


@pytest.mark.slow
def test_columns_are_chosen_again_and_the_reason_follows(qtbot, window, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)
    assert "Columns…" not in names(window.data)
    assert not window.actions_["columns"].isEnabled()
    window.imports.open_file(path)
    ready(qtbot, window).import_button.click()
    assert window.store.experiment.reason == 'Predict "group" from 3 columns.'
    assert window.actions_["columns"].isEnabled()
    window.actions_["columns"].trigger()
    dialog = ready(qtbot, window)
    assert dialog.data == window.store.experiment.data
    tick(dialog, "size")
    select(dialog, "height")
    choose(dialog, "What the columns are", "Target")
    dialog.import_button.click()
    experiment = window.store.experiment
    assert (experiment.data.columns, experiment.data.target) == (("weight",), "height")
    assert (experiment.title, experiment.reason) == ("people.csv", 'Predict "height" from "weight".')
    assert problems(experiment) == []


def test_columns_are_chosen_with_the_keyboard(qtbot, people):
    columns, key = people.choice.columns, Qt.Key
    columns.setFocus()
    before = people.data.columns
    qtbot.keyClick(columns, key.Key_Space)
    assert people.data.columns == (*before, "id")
    for _ in range(4):
        qtbot.keyClick(columns, key.Key_Down)
    qtbot.keyClick(columns, key.Key_Space)
    assert "height" not in people.data.columns
    assert columns.names() == ["height"]


@pytest.mark.parametrize("wide", [False, True])
def test_long_names_and_many_columns_have_room(load, wide):
    name = "a name that is longer than any column is wide, "
    count = 200 if wide else 3
    heads = ";".join(f"{name}{i}" for i in range(count))
    dialog = load(
        f"{heads};kind\n" + "".join(";".join(["1.5"] * count) + f";{'pq'[i % 2]}\n" for i in range(9))
    )
    dialog.resize(dialog.minimumSize())
    assert dialog.width() <= 1000
    assert dialog.height() <= 640
    assert len(dialog.data.columns) == count
    for each in inside(dialog, QWidget):
        assert each.mapTo(dialog, each.rect().topRight()).x() <= dialog.width() or not each.isVisible()
    assert dialog.import_button.isEnabled()
    dialog.reject()


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "there is nothing in it"),
        (bytes(range(256)) * 20, "not a text file: it has bytes that are zero"),
        (b"only, names\n", "there are names of columns and no row under them"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(load, tmp_path, content, line):
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    dialog = load(path)
    assert errors(dialog) == [line]
    assert dialog.import_button.isHidden()
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "part"),
    [("18-workbook.xlsx", "not a whole workbook"), ("packed.csv.gz", "file ends too early")],
)
def test_a_damaged_file_is_not_to_be_read_otherwise(load, tmp_path, name, part):
    whole = (CASES / name).read_bytes() if name.endswith(".xlsx") else gzip.compress(PEOPLE.encode())
    path = tmp_path / name
    path.write_bytes(whole[: len(whole) // 2])
    dialog = load(path)
    (line,) = errors(dialog)
    assert part in line
    assert names(dialog) == ["Cancel"]
    dialog.reject()


@pytest.mark.slow
def test_a_table_whose_file_is_gone_is_not_to_be_read_otherwise(qtbot, window, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)
    window.imports.open_file(path)
    ready(qtbot, window).import_button.click()
    path.write_text(PEOPLE + "31,small,01.01.2000,Person 31,150,50,a\n")
    window.imports.reopen()
    dialog = window.imports.dialog
    qtbot.waitUntil(lambda: bool(dialog.lines.text()))
    assert errors(dialog) == ["has changed since it was imported: import it again"]
    assert names(dialog) == ["Cancel"]
    dialog.reject()


def test_enter_takes_what_was_typed_and_only_then_imports(qtbot, people):
    chosen = []
    people.chosen.connect(chosen.append)
    field = control(people, QLineEdit, "Lines to skip")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "nan")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert errors(people)
    assert field.text() == "nan"
    assert people.isVisible()
    before = people.choice
    field.selectAll()
    qtbot.keyClicks(field, "1")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: people.choice is not before)
    assert people.choice.table.dialect.skip == 1
    assert people.isVisible()
    assert not chosen
    field = control(people, QLineEdit, "Lines to skip")
    with qtbot.waitSignal(people.chosen):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert chosen[0].skip == 1
