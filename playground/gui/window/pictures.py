"""Pictures of the window: all of it, the network or a view, with as many pixels as are wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from playground.files.reasons import reason
from playground.files.writing import write
from playground.gui.document.save_dialog import asked_for
from playground.gui.picture_encoding import encoded
from playground.gui.views.view import View
from playground.gui.widgets.controls import label
from playground.gui.widgets.numbers import grouped
from playground.gui.widgets.plain_text import Message
from playground.gui.widgets.themed import Themed
from playground.parts.text import name_of

SCALES = (1, 2, 3, 4)
USUAL = 2
"""The scale that is chosen at first: sharp in print."""


class PictureDialog(QDialog, Themed):
    """Asks what is to be in the picture and how large it is, and writes it."""

    said = Signal(str)
    """What came of it, for the status bar."""

    def __init__(self, window: QWidget, views: Sequence[View], network: Callable[[], QWidget]) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Save picture"))
        self._window, self._views, self._network = window, views, network
        self.what, self.scale = QComboBox(), QComboBox()
        self.what.setAccessibleName(self.tr("What is in the picture"))
        self.scale.setAccessibleName(self.tr("Scale"))
        for scale in SCALES:
            self.scale.addItem(f"{scale} ×", scale)
        self.scale.setCurrentIndex(SCALES.index(USUAL))
        self.size_ = label(look="quiet")
        form = QFormLayout()
        form.addRow(label(self.tr("Picture of")), self.what)
        form.addRow(label(self.tr("Scale")), self.scale)
        form.addRow(label(), self.size_)
        buttons = QDialogButtonBox()
        self.save = buttons.addButton(self.tr("Save…"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(buttons)
        for choice in (self.what, self.scale):
            choice.currentIndexChanged.connect(self._tell)

    def begin(self) -> None:
        """Offer what is to be seen now."""
        before = self.what.currentText()
        self.what.blockSignals(True)
        self.what.clear()
        self.what.addItem(self.tr("Whole window"), self._window)
        self.what.addItem(self.tr("Network"), self._network())
        for view in self._views:
            if view.in_sight and view is not self._network():
                self.what.addItem(view.title, view)
        self.what.setCurrentIndex(max(self.what.findText(before), 0))
        self.what.blockSignals(False)
        self._tell()
        self.open()

    @property
    def chosen(self) -> QWidget:
        """What is to be in the picture."""
        found: QWidget = self.what.currentData()
        return found

    def picture(self) -> QPixmap:
        """Return the picture, drawn anew with so many pixels that nothing is blurred."""
        scale = int(self.scale.currentData())
        pixmap = QPixmap(self._pixels())
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(QColor(self.theme.surface))
        self.chosen.render(pixmap, QPoint(0, 0))
        return pixmap

    def _pixels(self) -> QSize:
        return self.chosen.size() * int(self.scale.currentData())

    def _tell(self) -> None:
        size = self._pixels()
        text = self.tr("{0} × {1} pixels")
        self.size_.setText(text.format(grouped(size.width()), grouped(size.height())))

    def _save(self) -> None:
        title, kinds = self.windowTitle(), self.tr("Pictures (*.png *.jpg)")
        path = asked_for(self, title, f"{self.what.currentText()}.png", kinds)
        if path is None:
            return
        try:
            write(path, encoded(self.picture(), path.suffix))
        except OSError as error:
            text = self.tr("{0} could not be written: {1}").format(name_of(path.name), reason(error))
            Message(self, text, title=title, icon=Message.Icon.Warning).open()
            return
        self.accept()
        self.said.emit(self.tr("Saved {0}").format(name_of(path.name)))
