"""The preset browser: everything there is stands on a card, and is found and opened from the keys."""

import os
import threading

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QToolButton,
)

import playground
from playground.data.plane_grid import REACH
from playground.data.samples import Points
from playground.data.tables.table_set import TableSet
from playground.data.targets.values import Values
from playground.experiment import presets
from playground.files.reading import Cancelled
from playground.gui.presets.preset_cards import ENTRY, read_entry, read_own
from playground.gui.theme import DARK, LIGHT
from playground.gui.views.thumbnail import DataPicture
from playground.gui.widgets.themed import apply_theme
from tests.gui.controls import texts

pytestmark = pytest.mark.slow  # the window is opened for every test


@pytest.fixture
def own(preferences, tmp_path):
    """The person's folder, with a preset and a broken one."""
    folder = tmp_path / "mine"
    folder.mkdir()
    presets.save(
        playground.load("xor").changed(title="Homework", reason="Seven <b>tries</b>"), folder / "h.json"
    )
    (folder / "broken.json").write_text('{"format": 1, "optimizer": {"kind": "adm"}}')
    preferences.setValue("folder", str(folder))
    return folder


@pytest.fixture
def browser(qtbot, own, window):
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    count = len(presets.shipped()) + 2
    qtbot.waitUntil(lambda: window.browser.gallery.filter.rowCount() == count)
    qtbot.waitUntil(lambda: not window.browser.reading)
    yield window.browser
    window.browser.reject()


def shown(browser):
    """The entries whose cards are to be seen."""
    model = browser.gallery.filter
    return [model.index(row, 0).data(ENTRY) for row in range(model.rowCount())]


def chip(browser, text):
    return next(each for each in browser.findChildren(QToolButton) if each.text() == text)


def test_every_shipped_preset_and_the_persons_own_have_a_card(browser):
    assert {entry.name for entry in shown(browser) if not entry.own} == set(presets.shipped())
    assert {entry.name for entry in shown(browser) if entry.own} == {"h.json", "broken.json"}


def test_the_gallery_opens_on_its_best_and_then_the_lessons(browser):
    names = [entry.name for entry in shown(browser)]
    assert names[:2] == ["circle", "spiral"]
    lessons = [name for name in sorted(presets.shipped()) if playground.load(name).lesson]
    first = names.index(lessons[0])
    assert first < 6
    assert names[first : first + len(lessons)] == lessons
    assert browser.gallery.chosen.name == "circle"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_cards_can_be_drawn(browser, theme):
    apply_theme(browser, theme)
    assert not browser.grab().isNull()


def test_a_search_keeps_what_has_all_its_words(qtbot, browser):
    qtbot.keyClicks(browser.search, "SEVEN tries")
    assert [entry.title for entry in shown(browser)] == ["Homework"]
    qtbot.keyClicks(browser.search, " nothing")
    assert shown(browser) == []
    assert "No preset contains all these words." in texts(browser)
    assert not browser.open_.isEnabled()


@pytest.mark.parametrize(
    ("sort", "words", "said"),
    [
        ("Your own", "lesson 8", "None of your own presets contains all these words."),
        ("Shipped", "homework", "No shipped preset contains all these words."),
    ],
)
def test_a_search_that_a_filter_keeps_from_finding_says_so_and_can_search_all(
    qtbot, browser, sort, words, said
):
    qtbot.mouseClick(chip(browser, sort), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(browser.search, words)
    assert shown(browser) == []
    assert said in texts(browser)
    qtbot.mouseClick(browser.search_all, Qt.MouseButton.LeftButton)
    assert shown(browser)
    assert chip(browser, "All").isChecked()
    browser.search.setText("nothing like it")
    assert "No preset contains all these words." in texts(browser)
    assert not browser.search_all.isVisible()


@pytest.mark.slow
def test_words_that_begin_so_come_before_those_that_have_it_within(qtbot, browser):
    qtbot.keyClicks(browser.search, "eight")
    begins = [" eight" in f" {entry.text.replace('(', ' ')}" for entry in shown(browser)]
    assert set(begins) == {True, False}
    assert begins == sorted(begins, reverse=True)


@pytest.mark.slow
def test_lessons_are_found_by_that_word(qtbot, browser):
    qtbot.keyClicks(browser.search, "· lesson")
    assert {entry.name for entry in shown(browser)} == {
        name for name in presets.shipped() if playground.load(name).lesson
    }


def test_points_far_out_are_seen_in_the_picture():
    far = DataPicture(
        Points(np.array([[100.0, 2000.0], [150.0, 2500.0], [120.0, 2100.0]]), np.zeros(3), Values())
    )
    assert np.abs(far.xy).max() <= REACH
    near = np.array([[1.0, -2.0], [3.0, 40.0], [0.0, 0.0]])
    assert np.array_equal(
        np.sort(DataPicture(Points(near, np.zeros(3), Values())).xy, axis=0), np.sort(near, axis=0)
    )


def test_enter_opens_what_was_searched_for(qtbot, window, browser):
    qtbot.keyClicks(browser.search, "three rings")
    qtbot.keyClick(browser.search, Qt.Key.Key_Return)
    assert not browser.isVisible()
    assert window.store.experiment == playground.load("three-rings")
    assert window.store.path is None


@pytest.mark.parametrize(
    ("search", "title"),
    [("spiral", "Spiral"), ("xor", "XOR"), ("eight", "Eight clouds"), ("step", "One step")],
)
def test_titles_and_whole_words_come_first(qtbot, browser, search, title):
    qtbot.keyClicks(browser.search, search)
    assert title in shown(browser)[0].title
    assert browser.gallery.chosen is shown(browser)[0]


def test_a_shipped_title_chooses_that_preset_and_enter_opens_it(qtbot, window, browser):
    for name in presets.shipped():
        title = playground.load(name).title
        browser.search.setText(title)
        assert browser.gallery.chosen.name == name
    qtbot.keyClick(browser.search, Qt.Key.Key_Return)
    assert window.store.experiment.title == title


@pytest.fixture
def late(own, window, monkeypatch):
    """The browser, and a function that lets the person's own files be read."""
    may_go = threading.Event()

    def wait(path, progress):
        assert may_go.wait(10)
        return read_own(path, progress)

    monkeypatch.setattr("playground.gui.presets.browser.read_own", wait)
    presets.save(playground.load("xor").changed(title="One"), own / "a.json")
    window.browser.browse()
    yield window.browser, may_go
    may_go.set()
    window.browser.reject()


def test_a_better_match_that_comes_later_is_the_one_that_enter_opens(qtbot, window, late):
    browser, may_go = late
    qtbot.keyClicks(browser.search, "homework")
    assert browser.gallery.chosen is None or browser.gallery.chosen.title != "Homework"
    browser.search.setText("seven")
    may_go.set()
    qtbot.waitUntil(lambda: "Homework" in [entry.title for entry in shown(browser)])
    qtbot.waitUntil(lambda: browser.gallery.chosen is shown(browser)[0])
    browser.search.setText("homework")
    qtbot.keyClick(browser.search, Qt.Key.Key_Return)
    assert window.store.experiment.title == "Homework"


@pytest.mark.parametrize("moves", [False, True])
def test_who_has_moved_keeps_what_was_chosen(qtbot, late, moves):
    browser, may_go = late
    qtbot.keyClicks(browser.search, "one")
    if moves:
        qtbot.keyClick(browser.search, Qt.Key.Key_Down)
    before, count = browser.gallery.chosen, len(shown(browser))
    may_go.set()
    qtbot.waitUntil(lambda: not browser.reading)
    assert len(shown(browser)) > count
    assert shown(browser)[0].own
    assert (browser.gallery.chosen is before) == moves
    assert (browser.gallery.chosen is shown(browser)[0]) == (not moves)


def test_arrows_move_among_the_cards_while_one_types(qtbot, window, browser):
    first = browser.gallery.chosen
    qtbot.keyClick(browser.search, Qt.Key.Key_Down)
    second = browser.gallery.chosen
    assert second is not first
    qtbot.keyClick(browser.search, Qt.Key.Key_Return)
    assert window.store.experiment == second.experiment


def test_enter_on_a_card_opens_it(qtbot, window, browser):
    browser.gallery.setFocus()
    qtbot.keyClick(browser.gallery, Qt.Key.Key_Right)
    wanted = browser.gallery.chosen.experiment
    qtbot.keyClick(browser.gallery, Qt.Key.Key_Return)
    assert window.store.experiment == wanted


def test_escape_leaves_everything_as_it_was(qtbot, window, browser):
    before = window.store.experiment
    qtbot.keyClick(browser.search, Qt.Key.Key_Escape)
    assert not browser.isVisible()
    assert window.store.experiment == before


def test_ones_own_preset_opens_with_its_file(qtbot, own, window, browser):
    qtbot.mouseClick(chip(browser, "Your own"), Qt.MouseButton.LeftButton)
    assert len(shown(browser)) == 2
    qtbot.keyClicks(browser.search, "homework")
    qtbot.mouseClick(browser.open_, Qt.MouseButton.LeftButton)
    assert window.store.path == own / "h.json"


@pytest.mark.slow
def test_a_broken_file_is_listed_with_its_first_error_and_not_opened(qtbot, window, browser):
    before = window.store.experiment
    qtbot.keyClicks(browser.search, "broken.json")
    (entry,) = shown(browser)
    assert entry.fault == 'optimizer.kind: no optimizer is called "adm"; did you mean "adam"?'
    assert entry.fault in texts(browser)
    assert not browser.open_.isEnabled()
    qtbot.keyClick(browser.search, Qt.Key.Key_Return)
    assert window.store.experiment == before
    assert browser.isVisible()


def test_text_from_a_file_is_not_markup(qtbot, browser):
    qtbot.keyClicks(browser.search, "homework")
    index = browser.gallery.currentIndex()
    assert "&lt;b&gt;" in index.data(Qt.ItemDataRole.ToolTipRole)
    (reason,) = (each for each in browser.findChildren(QLabel) if each.text() == "Seven <b>tries</b>")
    assert reason.textFormat() == Qt.TextFormat.PlainText


def test_no_folder_is_searched_before_one_was_chosen(window):
    assert window.files.recent.presets() == []


def test_what_is_no_ordinary_file_or_hidden_holds_the_browser_not_up(qtbot, own, window):
    os.mkfifo(own / "pipe.json")
    (own / "folder.json").mkdir()
    (own / ".mine-xyz.json").write_text("{}")
    window.browser.browse()
    qtbot.waitUntil(lambda: not window.browser.reading)
    assert {entry.name for entry in shown(window.browser) if entry.own} == {"h.json", "broken.json"}
    window.browser.reject()


def test_a_preset_with_a_long_table_is_left_when_the_browser_closes(qtbot, own, window, monkeypatch):
    going, left = threading.Event(), threading.Event()

    def endless(self, progress):
        while progress(0.5):
            going.set()
        left.set()
        raise Cancelled

    monkeypatch.setattr(TableSet, "prepare", endless)
    presets.save(playground.load("xor").changed(data=TableSet(text="a,b\n1,2\n")), own / "a.json")
    window.browser.browse()
    qtbot.waitUntil(going.is_set)
    window.browser.reject()
    assert not window.browser.reading
    qtbot.waitUntil(left.is_set)


@pytest.mark.slow
def test_a_preset_that_breaks_the_reader_is_a_card_that_says_so(qtbot, own, window, monkeypatch, capsys):
    monkeypatch.setattr("playground.gui.presets.preset_cards.read_entry", lambda *_, **__: 1 / 0)
    monkeypatch.setattr("playground.gui.presets.browser.read_entry", read_entry)
    window.browser.browse()
    qtbot.waitUntil(lambda: not window.browser.reading)
    mine = [entry for entry in shown(window.browser) if entry.own]
    assert len(mine) == 2
    assert all("ZeroDivisionError" in entry.reason for entry in mine)
    assert "ZeroDivisionError" in capsys.readouterr().err
    window.browser.reject()
