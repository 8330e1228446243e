"""The window's outer shell: keys, dropped files, and where it was when it was closed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow

from playground.gui.pressing import press
from playground.gui.stage import Stage
from playground.gui.tab_order import go_on


class Shell(QMainWindow):
    """A main window that takes files and remembers its place."""

    dropped = Signal(object)
    """A file, as a Path, was dropped here."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.resize(1440, 900)

    def take_place(self, settings: QSettings, stage: Stage) -> None:
        """Go back to where window and views were the last time."""
        geometry, layout = (settings.value(key, None) for key in ("geometry", "layout"))
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        if isinstance(layout, QByteArray):
            stage.take_layout(layout)

    def keep_place(self, settings: QSettings, stage: Stage) -> None:
        """Remember where window and views are."""
        settings.setValue("geometry", self.saveGeometry())
        settings.setValue("layout", stage.layout_now())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        return go_on(self, next)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls()[:1]:
            self.dropped.emit(Path(url.toLocalFile()))
