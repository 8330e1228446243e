"""The editor of a number: a slider, and a field that says what is wrong with what was typed."""

from __future__ import annotations

import math
from bisect import bisect_left

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QSlider

from playground.gui.widgets.controls import label, named
from playground.gui.widgets.editor import Editor
from playground.gui.widgets.field import Field, FieldError
from playground.gui.widgets.numbers import said
from playground.gui.widgets.typed_numbers import read
from playground.parts.setting import Setting

NAME, FIELD = 104, 64
"""Pixels for a name that stands beside its slider, and for a number."""
SLIDER, FEW, BESIDE = 40, 40, 4
"""Pixels that a slider has at least, those for a number without one, and between two of them."""


class Slider(QSlider):
    """A slider that lets the wheel scroll the panel."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberEditor(Editor):
    """A number: a slider over sensible stops, and a field for any allowed number, or the name of one."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._setting = setting
        self._stops = stops(setting)
        self._value: float = 0
        self._name = label(setting.label)
        self._field = named(Field(), "value")
        self._field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._field.setAccessibleName(setting.label)
        self._field.setFixedWidth(FIELD)
        self._field.editingFinished.connect(self._typed)
        self._field.abandoned.connect(lambda: self._show(self._value))
        self._name.setBuddy(self._field)
        self._slider = Slider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, len(self._stops) - 1)
        self._slider.setPageStep(max(1, len(self._stops) // 10))
        self._slider.setAccessibleName(setting.label)
        self._slider.valueChanged.connect(self._slid)
        self._error = FieldError(self._field)
        for widget in (self._name, self._field, self._slider):
            widget.setToolTip(setting.help)
        layout = self._grid = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(0)
        layout.setHorizontalSpacing(BESIDE)
        layout.setColumnMinimumWidth(0, NAME)
        layout.setColumnStretch(1, 1)
        layout.addWidget(self._name, 0, 0)
        layout.addWidget(self._field, 0, 2, Qt.AlignmentFlag.AlignRight)
        self._beside = self._name.sizeHint().width() <= NAME  # else the slider would be too short there
        if self._beside:
            layout.addWidget(self._slider, 0, 1)
        else:
            layout.addWidget(self._slider, 1, 0, 1, 3)
        layout.addWidget(self._error, 2, 0, 1, 3)
        self._slider.setVisible(len(self._stops) > 1)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(NAME + SLIDER + FIELD + 2 * BESIDE, least.height()) if self._beside else least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the slider out where it has no room, then the name; the number stays, and the height."""
        super().resizeEvent(event)
        if self._beside:
            narrow = self.width() < self.minimumSizeHint().width()
            named(self._name, "small" if narrow else "").style().polish(self._name)
            self._slider.setHidden(narrow or len(self._stops) <= 1)
            alone = narrow and self.width() < self._name.sizeHint().width() + 2 * BESIDE + FEW
            self._name.setHidden(alone)
            self._field.setFixedWidth(min(FEW, self.width()) if narrow else FIELD)
            self._grid.setHorizontalSpacing(0 if alone else BESIDE)
            self._grid.setColumnMinimumWidth(0, 0 if narrow else NAME)

    def show_value(self, value: float) -> None:
        """Show a value, but not over one that was refused and is to be mended; nothing is emitted."""
        if value != self._value or not self._field.wrong:
            self._show(value)

    def _show(self, value: float) -> None:
        self._value = value
        self._field.setText(said(value, self._setting))
        self._error.say("")
        self._slider.blockSignals(True)  # its own slider: moving it here is not an edit
        self._slider.setValue(min(bisect_left(self._stops, value - 1e-12), len(self._stops) - 1))
        self._slider.blockSignals(False)

    def _slid(self, position: int) -> None:
        self._take(self._stops[position])

    def _typed(self) -> None:
        text = self._field.text()
        if text == said(self._value, self._setting):
            self._error.say("")
            return
        try:
            value = read(text, self._setting)
        except ValueError as error:
            self._error.say(str(error))
        else:
            self._take(value)

    def _take(self, value: float) -> None:
        edited = value != self._value
        self._show(value)
        if edited:
            self.edited.emit(value)


def stops(setting: Setting) -> list[float]:
    """Return the values that a slider stops at: an even scale, or 1, 2, 5 by powers of ten."""
    least, most = setting.least, setting.most
    if least is None or most is None:
        return [setting.default or 0]
    whole = setting.type is int
    if setting.log:
        start = least or (1.0 if whole else max(most * 1e-8, 1e-9))
        scale = range(math.floor(math.log10(start)), math.ceil(math.log10(most)) + 1)
        ladder = [digit * 10.0**power for power in scale for digit in (1, 2, 3, 5)]
        values = {least, most} | {float(f"{step:.6g}") for step in ladder if start <= step <= most}
    elif whole and most - least <= 256:
        values = {float(step) for step in range(int(least), int(most) + 1)}
    elif whole:
        return [setting.default]  # a seed has no scale: it is typed
    else:
        values = {float(f"{least + (most - least) * i / 20:.6g}") for i in range(21)}
    return [int(value) if whole else value for value in sorted(values - setting.excluded)]
