"""The dialog that saves a picture of the window, the network or a view in a format, size and colors."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from playground.files.reasons import reason
from playground.files.writing import write
from playground.gui.document.save_dialog import asked_for
from playground.gui.picture_files.formats import FORMATS, PictureFormat, pixmap
from playground.gui.pictures.preview import Preview
from playground.gui.pictures.subject import Subject
from playground.gui.pictures.subjects import Subjects
from playground.gui.pictures.whole_field import WholeField
from playground.gui.theme import LIGHT, Theme
from playground.gui.widgets.controls import label, named, offer
from playground.gui.widgets.numbers import grouped
from playground.gui.widgets.plain_text import Message
from playground.gui.widgets.themed import Themed
from playground.parts.text import name_of

SCALES = (1, 2, 3, 4)
USUAL = 2
"""The scale that is chosen at first: sharp in print."""
LARGEST, MOST = 10_000, 100_000_000
"""Pixels to a side at most, and in all: as many as 400 MB of memory hold."""
REST = 120
"""Milliseconds without a change after which the preview is drawn anew."""


class PictureDialog(QDialog, Themed):
    """Asks what is to be in the picture and how it is to be written, shows it, and writes it."""

    said = Signal(str)
    """What came of it, for the status bar."""

    def __init__(self, window: QWidget, subjects: Subjects, note: Callable[[], str], theme: Theme) -> None:
        """``note`` says what stands in the heading beside the title, such as the epoch."""
        super().__init__(window)
        self.setWindowTitle(self.tr("Save picture"))
        self.resize(880, 440)
        self.theme, self._subjects, self._note = theme, subjects, note
        self._offered: list[Subject] = []
        self.what, self.format, self.scale, self.colors = (QComboBox() for _ in range(4))
        self.width_ = WholeField(self.tr("Width in pixels"))
        self.height_ = WholeField(self.tr("Height in pixels"))
        self.as_shown = named(QPushButton(self.tr("As on screen")), "small")
        self.headed = QCheckBox(self.tr("Heading with title and epoch"))
        self.headed.setChecked(True)
        self.fact, self.preview = label(look="quiet", wrap=True), Preview(theme)
        for ending, each in FORMATS.items():
            self.format.addItem(each.name, ending)
        for scale in SCALES:
            self.scale.addItem(f"{scale} ×", scale)
        self.scale.setCurrentIndex(SCALES.index(USUAL))
        self.colors.addItem(self.tr("As on screen"), None)
        self.colors.addItem(self.tr("Light, for print"), LIGHT)
        for widget, name in (
            (self.what, self.tr("What is in the picture")),
            (self.format, self.tr("Format")),
            (self.scale, self.tr("Scale")),
            (self.colors, self.tr("Colors")),
        ):
            widget.setAccessibleName(name)
        form = QFormLayout()
        form.setVerticalSpacing(9)
        form.addRow(label(self.tr("Picture of")), self.what)
        form.addRow(label(self.tr("Format")), self.format)
        size = QHBoxLayout()
        size.setSpacing(8)
        for part in (self.width_, label("×"), self.height_, self.as_shown):
            size.addWidget(part)
        size.addStretch(1)
        form.addRow(label(self.tr("Size")), size)
        form.addRow(label(self.tr("Scale")), self.scale)
        form.addRow(label(self.tr("Colors")), self.colors)
        form.addRow(label(), self.headed)
        form.addRow(label(), self.fact)
        buttons = QDialogButtonBox()
        self.save = buttons.addButton(self.tr("Save…"), QDialogButtonBox.ButtonRole.AcceptRole)
        named(self.save, "primary").setDefault(True)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        middle = QHBoxLayout()
        middle.setSpacing(18)
        middle.addLayout(form)
        middle.addWidget(self.preview, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(12)
        layout.addLayout(middle, 1)
        layout.addWidget(buttons)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._show_preview)
        self.what.currentIndexChanged.connect(self.take_size)
        self.as_shown.clicked.connect(self.take_size)
        self.headed.toggled.connect(self.take_size)
        for choice in (self.format, self.scale, self.colors):
            choice.currentIndexChanged.connect(self._tell)
        for number in (self.width_, self.height_):
            number.changed.connect(self._tell)

    def begin(self) -> None:
        """Offer what is to be seen now."""
        self._offered = list(self._subjects())
        offer(self.what, [subject.title for subject in self._offered])
        self.take_size()
        self.open()

    @property
    def chosen(self) -> Subject:
        """What is to be in the picture."""
        return self._offered[self.what.currentIndex()]

    @property
    def pixels(self) -> QSize:
        """How large the picture is laid out; its scale says how many pixels there are to one of these."""
        return QSize(self.width_.number, self.height_.number)

    def take_size(self) -> None:
        """Let the picture be as large as it is on the screen."""
        size, least = self.chosen.size(self._headed), self.chosen.least(self._headed)
        for number, now, low in (
            (self.width_, size.width(), least.width()),
            (self.height_, size.height(), least.height()),
        ):
            number.show_number(now, min(low, now), LARGEST)
            number.setEnabled(not self.chosen.whole)
        self.headed.setEnabled(not self.chosen.whole)
        self.as_shown.setEnabled(not self.chosen.whole)
        self._tell()

    def file(self) -> bytes:
        """Return the picture as the bytes of a file. Raises OSError if there is no memory for it."""
        title = f"{self.chosen.title}, {self._note()}"
        return self._chosen_format.write(self.draw, self.pixels, int(self.scale.currentData()), title)

    def draw(self, painter: QPainter) -> None:
        """Draw the picture."""
        note = self._note() if self._headed else None
        self.chosen.draw(painter, self.pixels, self.colors.currentData() or self.theme, note)

    @property
    def _headed(self) -> bool:
        return self.headed.isChecked() and not self.chosen.whole

    @property
    def _chosen_format(self) -> PictureFormat:
        return FORMATS[self.format.currentData()]

    def _tell(self) -> None:
        """Say how large it will be, and show it when nothing has been changed for a moment."""
        scaled = self._chosen_format.scaled
        self.scale.setEnabled(scaled)
        size = self.pixels * (int(self.scale.currentData()) if scaled else 1)
        fits = size.width() * size.height() <= MOST
        self.save.setEnabled(fits)
        if not fits:
            self.fact.setText(self.tr("A picture has {0} pixels at most.").format(grouped(MOST)))
        elif scaled:
            text = self.tr("{0} × {1} pixels")
            self.fact.setText(text.format(grouped(size.width()), grouped(size.height())))
        else:
            self.fact.setText(self.tr("Lines and letters stay sharp at any size; maps are images."))
        self._rest.start()

    def _show_preview(self) -> None:
        if self.isVisible():
            room = self.preview.size() * self.devicePixelRatioF()
            shown = self.pixels.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            scale = min(shown.width() / self.pixels.width(), self.devicePixelRatioF())
            self.preview.show_picture(pixmap(self.draw, self.pixels, scale))

    def _save(self) -> None:
        title, ending = self.windowTitle(), str(self.format.currentData())
        kinds = f"{self._chosen_format.name} (*{ending})"
        path = asked_for(self, title, f"{self.chosen.title}{ending}", kinds)
        if path is None:
            return
        try:
            write(path, self.file())
        except OSError as error:
            text = self.tr("{0} could not be written: {1}").format(name_of(path.name), reason(error))
            Message(self, text, title=title, icon=Message.Icon.Warning).open()
            return
        self.accept()
        self.said.emit(self.tr("Saved {0}").format(name_of(path.name)))
