"""The bar over the plane while one paints: tools, colours, size and density."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from playground.data.painting.brush import MOST
from playground.data.painting.painted import MOST_CLASSES
from playground.experiment.experiment import Experiment
from playground.gui.theme import Theme, font, icon
from playground.gui.views.brush import Brush, Tool
from playground.gui.widgets.controls import label, named, side_by_side
from playground.gui.widgets.flow_layout import FlowLayout
from playground.gui.widgets.number_editor import Slider
from playground.gui.widgets.numbers import grouped, written
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.plain_text import plain
from playground.gui.widgets.themed import Themed

VALUES = (-1.0, -0.5, 0.0, 0.5, 1.0)


class Swatch(QToolButton):
    """A colour to paint with; the number on it says which."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setObjectName("swatch")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.number = number
        self._colour = self._ink = self._ring = self._focus = self._edge = QColor()

    def set_colour(self, colour: QColor, theme: Theme) -> None:
        """Take a colour; what is written on it is read well."""
        self._colour, self._ink = colour, QColor(theme.ink_on(colour))
        names = (theme.accent, theme.text, theme.border)
        self._ring, self._focus, self._edge = (QColor(name) for name in names)
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._edge)
        painter.setBrush(self._colour)
        inside = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        painter.drawEllipse(inside)
        painter.setPen(self._ink)
        painter.setFont(font(10))
        painter.drawText(inside.adjusted(-4, 0, 4, 0), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.isChecked() or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._focus if self.hasFocus() else self._ring, 2))
            painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))


class BrushBar(QWidget, Themed):
    """Two slim lines: what a stroke does and in which colour; how large and how dense it is."""

    def __init__(self, brush: Brush, theme: Theme) -> None:
        super().__init__()
        self.brush, self.theme = brush, theme
        self._valued, self._classes = False, tuple[str, ...]()
        self.tools: dict[Tool, QToolButton] = {}
        self.swatches = [Swatch(i) for i in range(MOST_CLASSES)]
        self._shortcuts: list[QShortcut] = []
        first, second = (
            FlowLayout(4),
            QHBoxLayout(),
        )  # where it is narrow the colours have a line of their own
        second.setSpacing(4)
        self._add_tools(first)
        self._add_swatches(first)
        self._add_sliders(second)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(4)
        layout.addWidget(first)
        layout.addLayout(second)
        brush.counted.connect(self._show_count)
        self.set_theme(theme)
        self.set_on(False)

    def set_on(self, on: bool) -> None:
        """Show the bar, and take the number keys, or not."""
        self.setVisible(on)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(on)
        self.brush.set_on(on)

    def show_experiment(self, experiment: Experiment) -> None:
        """Paint on this experiment's data, in colours for classes or for values."""
        self.brush.show_experiment(experiment)
        valued, classes = not experiment.targets.decides, experiment.targets.classes
        turned = valued != self._valued
        if turned or classes != self._classes:
            self._valued, self._classes = valued, classes
            self._show_swatches()
        if turned:
            self._pick(len(VALUES) - 1 if valued else 0)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for tool, button in self.tools.items():
            button.setIcon(icon(tool.value, theme.text))
        self._show_swatches()

    def _add_tools(self, row: FlowLayout) -> None:
        group = QButtonGroup(self)
        for tool, name, help in (
            (Tool.BRUSH, self.tr("Brush"), self.tr("Paint points in the chosen color")),
            (Tool.ERASER, self.tr("Eraser"), self.tr("Remove points")),
            (
                Tool.SELECT,
                self.tr("Select"),
                self.tr("Drag a frame around points, then drag them, press Delete or a number"),
            ),
        ):
            button = named(QToolButton(), "chip")
            button.setCheckable(True)
            button.setChecked(tool is Tool.BRUSH)
            button.setIconSize(QSize(15, 15))
            button.setToolTip(plain(f"{name}: {help}"))
            button.setAccessibleName(name)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, tool=tool: self.brush.set_tool(tool))
            group.addButton(button)
            row.add(button)
            self.tools[tool] = button

    def _add_swatches(self, row: FlowLayout) -> None:
        group = QButtonGroup(self)
        for i, swatch in enumerate(self.swatches):
            swatch.setChecked(i == 0)
            swatch.clicked.connect(lambda _=False, i=i: self._pick(i))
            group.addButton(swatch)
            shortcut = QShortcut(QKeySequence(str(i + 1)), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda i=i: self._pick(i))
            self._shortcuts.append(shortcut)
        row.add(side_by_side(*self.swatches))

    def _add_sliders(self, row: QHBoxLayout) -> None:
        brush = self.brush
        self.size_ = self._slider(row, self.tr("Size"), 5, 200, round(100 * brush.radius))
        self.size_.setToolTip(self.tr("How far the brush and the eraser reach"))
        self.size_.valueChanged.connect(lambda value: setattr(brush, "radius", value / 100))
        self.density = self._slider(row, self.tr("Density"), 1, 30, round(brush.density))
        self.density.setToolTip(self.tr("How many points the brush leaves per unit of length"))
        self.density.valueChanged.connect(lambda value: setattr(brush, "density", float(value)))
        self._count = label(look="small")
        self._count.setMinimumWidth(64)
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.clear = named(QPushButton(self.tr("Clear")), "small")
        self.clear.setToolTip(self.tr("Remove all points"))
        self.clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clear.clicked.connect(brush.clear)
        row.addWidget(self._count)
        row.addWidget(self.clear)

    def _slider(self, row: QHBoxLayout, name: str, least: int, most: int, value: int) -> Slider:
        slider = Slider(Qt.Orientation.Horizontal)
        slider.setRange(least, most)
        slider.setValue(value)
        slider.setAccessibleName(name)
        text = label(name, look="small")
        text.setBuddy(slider)
        row.addWidget(text)
        row.addWidget(slider, 1)
        return slider

    def _pick(self, i: int) -> None:
        if not self._valued or i < len(VALUES):
            self.swatches[i].setChecked(True)
            self.brush.set_truth(VALUES[i] if self._valued else float(i))

    def _show_swatches(self) -> None:
        ramp, colours = self.theme.ramp(1.0), self.theme.classes()
        for i, swatch in enumerate(self.swatches):
            swatch.setHidden(self._valued and i >= len(VALUES))
            if self._valued and i < len(VALUES):
                colour = QColor(*map(int, ramp[round(127.5 * (VALUES[i] + 1.0))]))
                number = written(VALUES[i]).replace("0.5", ".5")
                name = self.tr("Value {0}").format(written(VALUES[i]))
            else:
                colour, number = colours[i], str(i + 1)
                name = self.tr("Class {0}").format(dict(enumerate(self._classes)).get(i, number))
            swatch.setText(number)
            swatch.setAccessibleName(name)
            swatch.setToolTip(plain(f"{name} ({i + 1})"))
            swatch.set_colour(colour, self.theme)

    def _show_count(self, count: int) -> None:
        full = self.tr("{0} points, the most").format(grouped(count))
        self._count.setText(full if count >= MOST else self.tr("{0} points").format(grouped(count)))
