"""The preset browser: the shipped presets and the person's own as cards, to be searched and opened."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from playground.experiment import presets
from playground.gui.document.background_job import BackgroundJob
from playground.gui.document.files import Files
from playground.gui.presets.gallery import Gallery
from playground.gui.presets.preset_cards import ENTRY, PresetEntry, read_entry, read_own
from playground.gui.theme import Theme
from playground.gui.widgets.controls import label, named

BEST = ("circle", "spiral", "digits-convolution")
"""With what the gallery opens."""
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class PresetBrowser(QDialog):
    """Cards, a search line over them, and under them the chosen one in full."""

    picked = Signal(object)
    """The PresetEntry that is to be opened."""

    def __init__(self, window: QWidget, files: Files, theme: Theme) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Presets"))
        self._files = files
        self._waiting: Iterator[Path] = iter(())
        self._reading: BackgroundJob | None = None
        self._best: PresetEntry | None = None  # what was chosen for the person
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search titles, reasons, data sets"))
        self.search.setAccessibleName(self.tr("Search presets"))
        self.search.installEventFilter(self)
        self.gallery = Gallery(theme)
        self._empty = label(look="quiet", centred=True, wrap=True)
        self.search_all = QPushButton(self.tr("Search all"))
        self.search_all.setAutoDefault(False)
        self._title, self._reason = label(look="column"), label(look="quiet", wrap=True)
        self._reason.setMinimumHeight(52)
        self._reason.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.open_ = named(QPushButton(self.tr("Open")), "primary")
        self.open_.setDefault(True)
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.gallery.selectionModel().currentChanged.connect(self._describe)
        self.gallery.activated.connect(self._open)
        self.gallery.filter.rowsInserted.connect(self._filtered)
        self.open_.clicked.connect(lambda: self._open(self.gallery.currentIndex()))
        self.resize(1000, 660)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.search, 1)
        self._sorts = QButtonGroup(self)
        for i, text in enumerate((self.tr("All"), self.tr("Shipped"), self.tr("Your own"))):
            chip = named(QToolButton(), "chip")
            chip.setText(text)
            chip.setCheckable(True)
            chip.setChecked(i == 0)
            self._sorts.addButton(chip, i)
            head.addWidget(chip)
        self._sorts.idClicked.connect(self._filter)
        self.search_all.clicked.connect(self._search_all)
        other = QPushButton(self.tr("Other file…"))
        other.setAutoDefault(False)
        other.clicked.connect(self._other)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(other)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.open_)
        self._middle = QStackedLayout()
        self._middle.addWidget(self.gallery)
        self._middle.addWidget(_in_the_middle(self._empty, self.search_all))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addLayout(self._middle, 1)
        layout.addWidget(self._title)
        layout.addWidget(self._reason)
        layout.addLayout(foot)

    @property
    def reading(self) -> bool:
        """Whether files of the person's own are still being read."""
        return self._reading is not None

    def browse(self) -> None:
        """Show what there is now, and let the person choose."""
        self.search.clear()
        shipped = [read_entry(path, own=False) for path in presets.shipped().values()]
        shipped.sort(key=_place)
        self.gallery.show_entries(shipped)
        self._choose_best()
        self._waiting = iter(self._files.recent.presets())
        self._read_next()
        self._filtered()
        self.search.setFocus()
        self.open()

    def _read_next(self) -> None:
        """Read one more of the person's files, in a thread: it may name a long table."""
        path = next(self._waiting, None)
        if path is None:
            self._reading = None
            self._filtered()
            return
        self._reading = BackgroundJob(partial(read_own, path))
        self._reading.ended.connect(self._add)
        self._reading.refused.connect(
            lambda lines: self._add(PresetEntry(path.name, path, True, None, lines[0]))
        )
        self._reading.start()

    def _add(self, entry: PresetEntry) -> None:
        self.gallery.entries.add(entry)
        if self.search.text() and self.gallery.chosen is self._best:  # nobody has chosen another
            self._choose_best()
        self._read_next()

    def _choose_best(self) -> None:
        self.gallery.choose(0)
        self._best = self.gallery.chosen

    def _filter(self) -> None:
        own = (None, False, True)[self._sorts.checkedId()]
        self.gallery.filter.search(self.search.text(), own)
        self._choose_best()  # which Enter opens
        self._filtered()

    def _search_all(self) -> None:
        self._sorts.button(0).setChecked(True)
        self._filter()
        self.search.setFocus()

    def _filtered(self) -> None:
        """Choose a card if none is, and say what to do where there is none."""
        count = self.gallery.filter.rowCount()
        if count and self.gallery.chosen is None:
            self._choose_best()
        sort, searched = self._sorts.checkedId(), bool(self.search.text())
        if not searched:
            text = self.tr("Presets that you save are listed here.")
        elif sort == 0:
            text = self.tr("No preset contains all these words.")
        elif sort == 1:
            text = self.tr("No shipped preset contains all these words.")
        else:
            text = self.tr("None of your own presets contains all these words.")
        self._empty.setText(text)
        self.search_all.setVisible(searched and sort != 0)
        self._middle.setCurrentIndex(0 if count else 1)
        self._describe(self.gallery.currentIndex())

    def _describe(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        entry: PresetEntry | None = index.data(ENTRY) if index.isValid() else None
        self._title.setText(entry.title if entry else "")
        self._reason.setText(entry.reason if entry else "")
        self.open_.setEnabled(entry is not None and entry.experiment is not None)

    def _open(self, index: QModelIndex) -> None:
        entry: PresetEntry | None = index.data(ENTRY) if index.isValid() else None
        if entry is not None and entry.experiment is not None:
            self.accept()
            self.picked.emit(entry)

    def _other(self) -> None:
        self.reject()
        self._files.choose()

    def done(self, result: int) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        super().done(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Up and down move among the cards while one types what to look for.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in MOVES:
            self.gallery.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)


def _place(entry: PresetEntry) -> tuple[int, int, str]:
    """Return where a shipped preset stands: the best first, then the lessons, then the smallest networks."""
    if entry.name in BEST:
        return 0, BEST.index(entry.name), ""
    if entry.experiment is None or not entry.experiment.lesson:
        return 2, entry.experiment.size if entry.experiment else 0, ""
    return 1, 0, entry.name


def _in_the_middle(text: QWidget, button: QWidget) -> QWidget:
    """Return a widget that has a text in its middle and a button under it."""
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.addStretch(1)
    layout.addWidget(text)
    layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
    layout.addStretch(1)
    return page
