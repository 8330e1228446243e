"""The window's outer shell: keys, dropped files, and where it was when it was closed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QMargins, QMimeData, QRect, QSettings, QSize, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

from playground.export.sharing.pasted import is_shared
from playground.gui.widgets.field import Field
from playground.gui.window.docks import Docks
from playground.gui.window.pressing import press
from playground.gui.window.tab_order import go_on, is_stop

FIRST = QSize(1440, 900)
"""How large the window is at first, where the screen has the room."""
FRAME = QMargins(4, 32, 4, 4)
"""What a window manager draws around a window; how much is known only when it is too late."""


class Shell(QMainWindow):
    """A main window that takes files and remembers its place."""

    dropped = Signal(object)
    """A file, as a Path, was dropped here."""
    shared = Signal(str)
    """A setup as a text, or a link, was dropped here."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._last: QWidget | None = None  # where Tab goes on from, if the window itself has the focus
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)
        self.resize(FIRST)
        self._fit()

    def restore_placement(self, settings: QSettings, dock_area: Docks) -> None:
        """Go back to where window and views were the last time."""
        geometry, layout = (settings.value(key, None) for key in ("geometry", "layout"))
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
            self._fit()
        if isinstance(layout, QByteArray):
            dock_area.apply_layout(layout)

    def save_placement(self, settings: QSettings, dock_area: Docks) -> None:
        """Remember where window and views are."""
        settings.setValue("geometry", self.saveGeometry())
        settings.setValue("layout", dock_area.current_layout())

    def _fit(self) -> None:
        """Come wholly onto the screen, which may be another or smaller than the last time."""
        if self.isMaximized() or self.isFullScreen():
            return
        room = self.screen().availableGeometry()
        self.resize(self.size().boundedTo(room.marginsRemoved(FRAME).size()))
        framed = QRect(self.pos(), self.size()).marginsAdded(FRAME)
        framed.moveTopLeft(self.pos())  # a window is moved by its frame's corner
        if not room.contains(framed):
            left = max(room.left(), min(framed.left(), room.right() - framed.width() + 1))
            top = max(room.top(), min(framed.top(), room.bottom() - framed.height() + 1))
            self.move(left, top)

    def leave_field(self) -> None:
        """Let go of what is half typed."""
        field = self.focusWidget()
        if isinstance(field, Field):
            field.abandon()

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is None or old.window() is not self:
            return
        if is_stop(old):
            self._last = old
        # A click beside everything ends typing; whatever else answers to keys keeps the focus.
        if new is self.centralWidget() and not isinstance(old, QLineEdit):
            old.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        return go_on(self, next, self._last)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if any(url.isLocalFile() for url in urls) or is_shared(_words(event.mimeData())):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url for url in event.mimeData().urls() if url.isLocalFile()]
        words = _words(event.mimeData())
        if files:
            self.dropped.emit(Path(files[0].toLocalFile()))
        elif is_shared(words):
            self.shared.emit(words)


def _words(data: QMimeData) -> str:
    """Return what is dragged as a text: of a link from a browser, its address."""
    links = [url.toString() for url in data.urls() if not url.isLocalFile()]
    return links[0] if links else data.text()
