"""Errors of the program's own: shown in one box, which counts what follows, while training goes on."""

from __future__ import annotations

import traceback
from types import TracebackType

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from playground.gui.widgets.plain_text import Message


class Faults(QObject):
    """Reports errors that nobody caught; it serves as ``sys.excepthook``."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._told: set[str] = set()
        self._more = 0
        self._first = ""
        self.box: Message | None = None

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Tell of an error once, and count it afterwards."""
        where = ", ".join(getattr(error, "__notes__", ()))
        text = f"{where}: {kind.__name__}: {error}" if where else f"{kind.__name__}: {error}"
        known = text in self._told
        self._told.add(text)
        if not known:
            traceback.print_exception(kind, error, trace)
        if self.box is not None:
            self._more += 1
            self._say()
        elif not known:
            self._first, self._more = text, 0
            self.box = Message(
                self._window, self.tr("An error occurred in the program."), icon=Message.Icon.Critical
            )
            self.box.finished.connect(self._close)
            self._say()
            self.box.open()

    def _say(self) -> None:
        assert self.box is not None
        lines = [
            self._first,
            self.tr("Training goes on; a view that failed stays as it is until the run is restarted."),
        ]
        if self._more:
            lines.append(self.tr("Further errors: {0}").format(self._more))
        self.box.setInformativeText("\n".join(lines))

    def _close(self) -> None:
        if self.box is not None:
            self.box.deleteLater()
            self.box = None
