"""What the dialog of a table asks of dates: which number is the day, and what the network is given."""

from datetime import date

import pytest
from PySide6.QtWidgets import QAbstractButton

from tests.gui.controls import control, errors, texts
from tests.gui.import_dialog import choose, select, settle, shown, tick

OPEN = "when,height,kind\n" + "".join(f"0{1 + i}/0{2 + i}/2024,{i},{'ab'[i % 2]}\n" for i in range(6))


@pytest.mark.parametrize(("word", "first"), [("day first", "2024-02-01"), ("month first", "2024-01-02")])
def test_dates_that_leave_day_and_month_open_are_asked_for(qtbot, load_table, word, first):
    dialog = load_table(OPEN)
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


def test_a_question_about_dates_goes_with_the_column(qtbot, load_table):
    dialog = load_table(OPEN)
    settle(qtbot, dialog, lambda: tick(dialog, "when"))
    settle(qtbot, dialog, lambda: tick(dialog, "when"))
    assert dialog.choice.card is None
    assert dialog.import_button.isEnabled()
    dialog.reject()


def test_dates_are_taken_as_days(people):
    assert shown(people, "born")[0] == "left out"
    tick(people, "born")
    assert shown(people, "born")[1] == "days"
    assert people.data.misfit() is None
    select(people, "born")
    choose(people, "How the network is given them", "One input for each word")
    assert shown(people, "born")[1] == "one input for each word"


def test_the_order_of_dates_can_be_said_of_one_column(qtbot, load_table):
    dialog = load_table(OPEN)
    settle(qtbot, dialog, lambda: tick(dialog, "when"))
    select(dialog, "when")
    settle(qtbot, dialog, lambda: choose(dialog, "Order", "Month first"))
    assert dialog.choice.card is None
    assert errors(dialog) == []
    assert dialog.import_button.isEnabled()
    dialog.reject()
