"""The help window: everything that can be chosen in a list at the left, its page at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from playground.gui.help.pages import GLOSSARY, KEYS, Key, Page, pages
from playground.gui.help.words import WORDS
from playground.gui.style import PAGE
from playground.gui.theme import Theme
from playground.gui.widgets.controls import label, named
from playground.gui.widgets.part_menu import PartMenu
from playground.gui.widgets.themed import Themed

NUMBER = int(Qt.ItemDataRole.UserRole)
"""Where an item of the list keeps the number of its page."""
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class HelpWindow(QDialog, Themed):
    """A window beside the other: it can stay open while one works."""

    def __init__(
        self, window: QWidget, shortcuts: Callable[[], Sequence[tuple[str, str]]], theme: Theme
    ) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Help"))
        self._shortcuts, self._pages = shortcuts, list[Page]()
        self._items: dict[Key, QTreeWidgetItem] = {}
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search the help"))
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.list = named(QTreeWidget(), "contents")
        self.list.setAccessibleName(self.tr("Contents"))
        self.list.setHeaderHidden(True)
        self.list.setIndentation(14)
        self.list.currentItemChanged.connect(lambda _now, _before: self._show_page())
        self._none = label(self.tr("Nothing contains all these words."), look="quiet", wrap=True)
        self._none.hide()
        self.page = named(QTextBrowser(), "page")
        self.page.setAccessibleName(self.tr("Page"))
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self._follow)
        left = QVBoxLayout()
        left.setSpacing(8)
        for widget in (self.search, self._none, self.list):
            left.addWidget(widget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(14)
        layout.addLayout(left, 27)
        layout.addWidget(self.page, 73)
        self.resize(940, 640)
        self.set_theme(theme)

    def _fill(self) -> None:
        self._pages = pages(self._shortcuts())
        parent: QTreeWidgetItem | None = None
        for number, page in enumerate(self._pages):
            family, kind = page.key
            item = QTreeWidgetItem([page.title])
            item.setData(0, NUMBER, number)
            if parent is not None and kind and family:
                parent.addChild(item)
            else:
                self.list.addTopLevelItem(item)
                parent = item
            self._items[page.key] = item
        self.list.expandAll()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.page.document().setDefaultStyleSheet(PAGE.substitute(vars(theme)))
        self._show_page()

    def open_at(self, key: Key = KEYS) -> None:
        """Show a page, or the keys if there is none of this name."""
        if not self._pages:
            self._fill()
        self.search.clear()
        item = self._items.get(key, self._items[KEYS])
        self.list.setCurrentItem(item)
        self.list.scrollToItem(item)
        self.show()
        self.raise_()
        self.activateWindow()
        self.search.setFocus()

    def open_at_focus(self) -> None:
        """Show the page of what is chosen in the menu that has the focus."""
        menu = QApplication.focusWidget()
        self.open_at((menu.family, menu.currentData()) if isinstance(menu, PartMenu) else KEYS)

    def _show_page(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.page.setHtml(self._pages[item.data(0, NUMBER)].body)

    def _follow(self, link: QUrl) -> None:
        family, _, kind = link.toString().partition("/")
        item = self._items.get((family, kind))
        if item is not None:
            self.search.clear()
            self.list.setCurrentItem(item)

    def _filter(self, text: str) -> None:
        """Keep what has every word; a family stays if one of its members does."""
        words = text.casefold().split()
        found = {page.key for page in self._pages if all(word in page.words for word in words)}
        families = {family for family, kind in found if family}
        for key, item in self._items.items():
            item.setHidden(key not in found and (key[1] != "" or key[0] not in families))
        self._none.setVisible(not found)
        if words and found:
            first = next(item for key, item in self._items.items() if key in found)
            self.list.setCurrentItem(self._best(words) or first)

    def _best(self, words: list[str]) -> QTreeWidgetItem | None:
        """Return what is called as the search says; words that lessons use have one page together."""
        titles = {page.title.casefold(): self._items[page.key] for page in reversed(self._pages)}
        wanted = " ".join(words)
        if any(wanted in names.casefold().split(", ") for names, _ in WORDS) and wanted not in titles:
            return self._items[GLOSSARY]
        starting = [item for title, item in titles.items() if title.startswith(wanted)]
        return titles.get(wanted) or (starting[-1] if starting else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Up and down move in the list while one types what to look for.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in MOVES:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)
