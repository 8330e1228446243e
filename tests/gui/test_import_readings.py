"""How the dialog of a table reads it: what was guessed, asked and found, and what is refused."""

import gzip
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from playground.gui.widgets.menu import Menu
from tests.gui.controls import control, errors, inside, names, texts
from tests.gui.import_dialog import PEOPLE, choose, ready, select, settle, shown, tick, write

CASES = Path(__file__).parent.parent / "data" / "cases"


def test_what_was_guessed_stands_under_the_setting_that_changes_it(qtbot, load_table):
    dialog = load_table(
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
def test_of_two_readings_both_are_shown_and_one_click_chooses(qtbot, load_table, word, first):
    dialog = load_table("a;b;kind\n" + "1.234;2.345;q\n1.125;3.500;p\n" * 4)
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


def test_further_words_are_gaps(qtbot, load_table):
    dialog = load_table("a,b,kind\n" + "1,2,p\n-999,3,q\n4,nil,p\n" * 5)
    control(dialog, QLineEdit, "Gap words").setFocus()
    settle(qtbot, dialog, lambda: write(dialog, "Gap words", '-999, "x, y"'))
    assert dialog.focusWidget().accessibleName() == "Gap words"
    assert dialog.data.gaps == ("-999", "x, y")
    assert shown(dialog, "a")[2] == "1 to 4, 5 gaps"
    assert control(dialog, QLineEdit, "Gap words").text() == '-999, "x, y"'
    choose(dialog, "Missing", "Fill with the usual")
    assert "Filled: the gaps in 10 rows." in texts(dialog)
    dialog.reject()


def test_a_sheet_of_a_workbook_is_chosen(qtbot, load_table, tmp_path):
    pytest.importorskip("python_calamine")
    dialog = load_table(CASES / "18c-two-sheets.xlsx")
    assert not {"Separator", "Encoding", "Decimal sign"} & set(names(dialog))
    sheet = control(dialog, Menu, "Sheet")
    assert (sheet.count(), sheet.currentText()) == (2, "Data")
    empty = next(sheet.itemText(i) for i in range(2) if sheet.itemText(i) != "Data")
    settle(qtbot, dialog, lambda: choose(dialog, "Sheet", empty))
    assert "there is nothing in it" in errors(dialog)
    assert control(dialog, Menu, "Sheet").currentText() == "Data"
    dialog.reject()


def test_what_was_found_is_said_and_can_be_changed(qtbot, load_table):
    dialog = load_table("Station: here\nNetwork: 7\n\na;b;kind\n" + "1,5;2;p\n2,5;3;q\n" * 5)
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


def test_a_table_that_is_refused_is_read_in_another_way(qtbot, load_table):
    dialog = load_table("a,b\n1,2\n3\n")
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


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "there is nothing in it"),
        (bytes(range(256)) * 20, "not a text file: it has bytes that are zero"),
        (b"only, names\n", "there are names of columns and no row under them"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(load_table, tmp_path, content, line):
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    dialog = load_table(path)
    assert errors(dialog) == [line]
    assert dialog.import_button.isHidden()
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "part"),
    [("18-workbook.xlsx", "not a whole workbook"), ("packed.csv.gz", "file ends too early")],
)
def test_a_damaged_file_is_not_to_be_read_otherwise(load_table, tmp_path, name, part):
    whole = (CASES / name).read_bytes() if name.endswith(".xlsx") else gzip.compress(PEOPLE.encode())
    path = tmp_path / name
    path.write_bytes(whole[: len(whole) // 2])
    dialog = load_table(path)
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
