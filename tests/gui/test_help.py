"""The help: every part, setting and key has its page, and is found by typing."""

import pytest
from PySide6.QtCore import Qt, QUrl

from playground.gui.help.concepts import CONCEPTS
from playground.gui.help.pages import KEYS, SYMBOLS, pages
from playground.gui.help.picture_terms import PICTURE_TERMS
from playground.gui.theme import DARK
from playground.gui.widgets.part_menu import PartMenu
from playground.gui.widgets.themed import apply_theme
from playground.gui.window.actions import ENTRIES
from playground.microscope import symbols
from playground.parts.part import families, family
from playground.parts.setting import settings
from tests.gui.controls import texts


@pytest.fixture
def help(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    yield window.help
    window.help.close()


def listed(help):
    """The titles that are to be seen in the list."""
    items = help.list.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
    return [item.text(0) for item in items if not item.isHidden()]


@pytest.mark.parametrize("name", families())
def test_every_part_has_a_page_with_all_its_settings(name):
    found = {page.key: page for page in pages([])}
    for kind, member in family(families()[name]).items():
        page = found[name, kind]
        assert page.title == member.title
        for setting in settings(member):
            assert setting.label.casefold() in page.words


def test_the_symbols_of_formulas_have_a_page(help):
    help.open_at(SYMBOLS)
    text = help.page.toPlainText()
    for met in symbols.example().values():
        for each in met:
            assert each.means in text
    for setting, parts in symbols.letters():
        assert setting.help in text
        assert all(part.title in text for part in parts)
    assert "≈" in text
    found = next(page for page in pages([]) if page.key == SYMBOLS)
    assert "momentum" in found.words


def test_pictures_and_films_have_a_page():
    (page,) = (page for page in pages([]) if page.title == "Pictures and films")
    assert all(term in page.body for term, _ in PICTURE_TERMS)
    for word in ("PDF", "ffmpeg", "--film"):
        assert word.casefold() in page.words


def test_backpropagation_itself_has_a_page(qtbot, help):
    qtbot.keyClicks(help.search, "gradient descent takes the step")
    text = help.page.toPlainText()
    assert text.startswith("Backpropagation")
    assert all(term in text and about in text for term, about in CONCEPTS)


@pytest.mark.parametrize("word", ["epoch", "gradient", "kernel", "Overfitting"])
def test_words_that_lessons_use_are_found_on_their_page(qtbot, help, word):
    qtbot.keyClicks(help.search, word)
    assert help.page.toPlainText().startswith("Words")


def test_no_two_actions_share_a_key():
    keys = [entry.keys for entry in ENTRIES.values() if entry.keys]
    assert len(keys) == len(set(keys))


def test_f1_lists_every_key(window, help):
    text = help.page.toPlainText()
    for entry in ENTRIES.values():
        if entry.keys:
            assert entry.keys in text


def test_f1_on_a_menu_opens_the_page_of_what_is_chosen(qtbot, window, qapp):
    window.activateWindow()
    menu = next(menu for menu in window.findChildren(PartMenu) if menu.accessibleName() == "Optimizer")
    menu.setFocus()
    qtbot.waitUntil(lambda: qapp.focusWidget() is menu)
    qtbot.keyClick(menu, Qt.Key.Key_F1)
    assert window.help.list.currentItem().text(0) == "SGD"
    assert "Learning rate" in window.help.page.toPlainText()
    window.help.close()


def test_what_is_typed_is_found(qtbot, help):
    qtbot.keyClicks(help.search, "leaky relu")
    assert help.page.toPlainText().startswith("Leaky ReLU")
    qtbot.keyClicks(help.search, " nothing")
    assert listed(help) == []
    assert "Nothing contains all these words." in texts(help)


def test_a_title_goes_before_what_is_only_mentioned(qtbot, help):
    qtbot.keyClicks(help.search, "adam")
    assert help.list.currentItem().text(0) == "Adam"
    assert "Optimizer" in listed(help)


def test_arrows_move_in_the_list_while_one_types(qtbot, help):
    qtbot.keyClick(help.search, Qt.Key.Key_Down)
    assert help.list.currentItem().text(0) == "Words"


def test_a_link_leads_to_its_page(help):
    help.open_at(("data set", ""))
    help.page.anchorClicked.emit(QUrl("data set/spiral"))
    assert help.page.toPlainText().startswith("Spiral")


@pytest.mark.slow
def test_the_help_follows_the_theme_and_a_strange_page_is_the_keys(help):
    help.open_at(("nothing", "at all"))
    apply_theme(help, DARK)
    assert help.list.currentItem().text(0) == next(page.title for page in pages([]) if page.key == KEYS)
