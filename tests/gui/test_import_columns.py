"""What the dialog of a table offers of its columns: roles, orders of words, divisions."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QHeaderView, QListWidget, QWidget

from playground.experiment.problems import problems
from playground.gui.theme import font
from playground.gui.widgets.menu import Menu
from tests.gui.controls import control, errors, inside, names, pick
from tests.gui.import_dialog import PEOPLE, choose, ready, select, shown, tick


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


def test_a_long_name_above_the_first_rows_ends_in_dots_where_its_column_does(load_table):
    wide, narrow = "W" * 40, "i" * 8
    dialog = load_table(f"{wide},{narrow},class\n1,2,a\n2,1,b\n3,2,a\n")
    preview = dialog.choice.preview
    head, model = preview.horizontalHeader(), preview.model()
    written = [model.headerData(i, Qt.Orientation.Horizontal).partition("\n")[0] for i in range(3)]
    assert written[0].endswith("…")
    assert written[1:] == [narrow, "class"]
    letters = QFontMetrics(font(12))  # as the style has it in heads
    assert letters.horizontalAdvance(written[0]) < head.sectionSize(0) - 16
    before = len(written[0])
    head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    head.resizeSection(0, 2 * head.sectionSize(0))
    assert len(model.headerData(0, Qt.Orientation.Horizontal).partition("\n")[0]) > before
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
def test_long_names_and_many_columns_have_room(load_table, wide):
    name = "a name that is longer than any column is wide, "
    count = 200 if wide else 3
    heads = ";".join(f"{name}{i}" for i in range(count))
    dialog = load_table(
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
