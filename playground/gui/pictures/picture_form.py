"""What pictures and films are asked alike: of what, how large, in which colors, under a heading or not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QPushButton, QWidget

from playground.gui.picture_files.formats import pixmap
from playground.gui.pictures.preview import Preview
from playground.gui.pictures.subject import Subject
from playground.gui.pictures.subjects import Subjects
from playground.gui.pictures.whole_field import WholeField
from playground.gui.theme import LIGHT, Theme
from playground.gui.widgets.controls import label, named, offer
from playground.gui.widgets.themed import Themed

LARGEST = 10_000
"""Pixels to a side at most."""
REST = 120
"""Milliseconds without a change after which the preview is drawn anew."""


class PictureForm(QWidget, Themed):
    """A form at the left, to which a dialog adds rows of its own, and at the right the picture."""

    changed = Signal()

    def __init__(self, subjects: Subjects, note: Callable[[], str], theme: Theme) -> None:
        """``note`` says what stands in the heading beside the title, such as the epoch."""
        super().__init__()
        self.theme, self._subjects, self.note = theme, subjects, note
        self._offered: list[Subject] = []
        self.what, self.colors = QComboBox(), QComboBox()
        self.what.setAccessibleName(self.tr("What is in the picture"))
        self.colors.setAccessibleName(self.tr("Colors"))
        self.colors.addItem(self.tr("As on screen"), None)
        self.colors.addItem(self.tr("Light, for print"), LIGHT)
        self.width_ = WholeField(self.tr("Width in pixels"))
        self.height_ = WholeField(self.tr("Height in pixels"))
        self.as_shown = named(QPushButton(self.tr("As on screen")), "small")
        self.headed = QCheckBox(self.tr("Heading with title and epoch"))
        self.headed.setChecked(True)
        self.preview = Preview(theme)
        size = QHBoxLayout()
        size.setSpacing(8)
        for part in (self.width_, label("×"), self.height_, self.as_shown):
            size.addWidget(part)
        size.addStretch(1)
        self.sheet = QWidget()
        """The form as a widget, without the picture."""
        self.form = QFormLayout(self.sheet)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setVerticalSpacing(9)
        self.form.addRow(label(self.tr("Picture of")), self.what)
        self.form.addRow(label(self.tr("Size")), size)
        self.form.addRow(label(self.tr("Colors")), self.colors)
        self.form.addRow(label(), self.headed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(18)
        layout.addWidget(self.sheet)
        layout.addWidget(self.preview, 1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.show_preview)
        self.what.currentIndexChanged.connect(self.take_size)
        self.as_shown.clicked.connect(self.take_size)
        self.headed.toggled.connect(self.take_size)
        self.colors.currentIndexChanged.connect(self._tell)
        self.width_.changed.connect(self._tell)
        self.height_.changed.connect(self._tell)

    def offer_subjects(self) -> None:
        """Offer what is to be seen now."""
        self._offered = list(self._subjects())
        offer(self.what, [subject.title for subject in self._offered])
        self.take_size()

    @property
    def chosen(self) -> Subject:
        """What is to be in the picture."""
        return self._offered[self.what.currentIndex()]

    @property
    def pixels(self) -> QSize:
        """How large the picture is laid out."""
        return QSize(self.width_.number, self.height_.number)

    def take_size(self) -> None:
        """Let the picture be as large as it is on the screen."""
        free = not self.chosen.whole
        size, least = self.chosen.size(self._has_head), self.chosen.least(self._has_head)
        self.width_.show_number(size.width(), min(least.width(), size.width()), LARGEST)
        self.height_.show_number(size.height(), min(least.height(), size.height()), LARGEST)
        for widget in (self.width_, self.height_, self.as_shown, self.headed):
            widget.setEnabled(free)
        self._tell()

    def draw(self, painter: QPainter) -> None:
        """Draw the picture."""
        theme = self.colors.currentData() or self.theme
        self.chosen.draw(painter, self.pixels, theme, self.note() if self._has_head else None)

    def show_preview(self) -> None:
        """Show the picture as it would be now."""
        if self.isVisible():
            ratio = self.devicePixelRatioF()
            shown = self.pixels.scaled(self.preview.size() * ratio, Qt.AspectRatioMode.KeepAspectRatio)
            scale = min(2.0 * shown.width() / self.pixels.width(), ratio)  # letters are made small smoothly
            self.preview.show_picture(pixmap(self.draw, self.pixels, scale))

    @property
    def _has_head(self) -> bool:
        return self.headed.isChecked() and not self.chosen.whole

    def _tell(self) -> None:
        self._rest.start()
        self.changed.emit()
