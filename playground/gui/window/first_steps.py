"""The first steps: three short hints beside what they speak of, shown at the first start only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from playground.gui.widgets.controls import label, named
from playground.gui.window.ring import Ring

SEEN = "first_steps_seen"
WIDTH, GAP = 300, 14


@dataclass(frozen=True)
class FirstStep:
    """One hint: what it speaks of, a title and two sentences."""

    target: QWidget
    title: str
    text: str


def first_steps(play: QWidget, network: QWidget, data: QWidget) -> list[FirstStep]:
    """Return the three hints, beside the button that starts, the network, and the choice of data."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("FirstSteps", text)

    return [
        FirstStep(
            play,
            tr("Press Play"),
            tr("Training starts, and every view follows it. Space does the same."),
        ),
        FirstStep(
            network,
            tr("Watch the network"),
            tr("Each tile shows its unit's output over the plane. Add layers and units with +."),
        ),
        FirstStep(
            data,
            tr("Try other data"),
            tr(
                "Pick a picture, or press Ctrl+P for presets, and for the lessons if all this is new to you. "
                "F1 explains everything."
            ),
        ),
    ]


class FirstSteps(QFrame):
    """A card over the window; the window can be used while it is there."""

    def __init__(self, window: QWidget, settings: QSettings, steps: Sequence[FirstStep]) -> None:
        super().__init__(window)
        self.setObjectName("hint")
        self.setAccessibleName(self.tr("First steps"))
        self._window, self._settings, self._steps, self._at = window, settings, steps, 0
        self.ring = Ring(window)
        self.title, self._text = label(look="column", wrap=True), label(look="quiet", wrap=True)
        self._count = label(look="small")
        self.skip, self.next = QPushButton(self.tr("Skip")), named(QPushButton(), "primary")
        self.skip.clicked.connect(self.end)
        self.next.clicked.connect(lambda: self._go(self._at + 1))
        row = QHBoxLayout()
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.skip)
        row.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self._text)
        layout.addLayout(row)
        self.setFixedWidth(WIDTH)
        self.hide()
        window.installEventFilter(self)
        for step in steps:
            step.target.installEventFilter(self)

    def offer(self) -> None:
        """Show the steps if they have never been shown."""
        if not self._settings.contains(SEEN):
            self.begin()

    def begin(self) -> None:
        """Show the steps from the first one on."""
        self._settings.setValue(SEEN, True)
        self._go(0)
        self.next.setFocus()

    def end(self) -> None:
        """Take the card away."""
        self.hide()
        self.ring.hide()

    def _go(self, at: int) -> None:
        self._at = at
        if at >= len(self._steps):
            self.end()
            return
        step = self._steps[at]
        last = at == len(self._steps) - 1
        self.title.setText(step.title)
        self._text.setText(step.text)
        self._count.setText(self.tr("{0} of {1}").format(at + 1, len(self._steps)))
        self.next.setText(self.tr("Done") if last else self.tr("Next"))
        self.skip.setHidden(last)
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        """Stand beside the target: below it if it is low, else at its right or left, else in its middle."""
        target, whole = self._steps[self._at].target, self._window.rect()
        place = self.ring.surround(target)
        layout = self.layout()
        assert layout is not None
        height = layout.heightForWidth(WIDTH)
        self.setFixedHeight(height)
        top = max(GAP, min(place.top(), whole.bottom() - height - GAP))
        left = max(GAP, min(place.left(), whole.right() - WIDTH - GAP))
        if place.height() < height and place.bottom() + 2 * GAP + height < whole.bottom():
            self.move(left, place.bottom() + GAP)
        elif place.right() + 2 * GAP + WIDTH < whole.right():
            self.move(place.right() + GAP, top)
        elif place.left() - 2 * GAP - WIDTH > 0:
            self.move(place.left() - GAP - WIDTH, top)
        else:
            self.move(place.center() - QPoint(WIDTH // 2, height // 2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A bar that has words again moves what it holds after the window has its new size.
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
