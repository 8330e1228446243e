"""The text view: how surprising each character of a passage is, and what the network writes by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from playground.data.characters import character_of
from playground.experiment.experiment import Experiment
from playground.gui.network.selection import Selection
from playground.gui.sequences.flowing_text import FlowingText, Glyph, SurpriseKey
from playground.gui.theme import Theme
from playground.gui.views.view import ThrottledView
from playground.gui.widgets.controls import TinyButton, label, side_by_side
from playground.gui.widgets.field import Field
from playground.gui.widgets.layouts import vertical_scroll_area
from playground.gui.widgets.themed import apply_theme
from playground.parts.counts import grouped, number
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.one_sample import OneSample, SampleActivity
from playground.worker.requests.writing import WritingPortion, Written

LENGTH = 200
"""Characters that are written."""
FIRST = "this is the "
"""What is gone on from at first."""
TENTHS, HOTTEST = 8, 20
"""The temperature at first, and the highest, in tenths."""
LIKELIER = 3
"""Characters that are named at most if they were likelier."""
RunPosition = tuple[int, int]
"""The epoch and the step at which a network is."""


class TextView(ThrottledView):
    """A passage with the surprise of each next character in colour; beside it a text by the network."""

    pause = 1500
    kind = "text"
    title = "Text"
    about = "How surprising each character is to the network, and what it writes by itself"

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._experiment: Experiment | None = None
        self._characters: tuple[str, ...] = ()
        self._number, self._seed = 1, 0
        self._shown: WritingPortion | None = None  # the last text that is done ...
        self._by: RunPosition = 0, 0  # ... and whose work the text in sight is
        self._begun: tuple[int, RunPosition] = 0, (0, 0)  # the number of the last text, and when it was begun
        self._moment: RunPosition | None = None  # of the last frame
        self.passage = FlowingText(theme, self.tr("Passage"))
        self.writing = FlowingText(theme, self.tr("Written by the network"))
        self.about_passage, self.about_writing = (label(look="quiet", wrap=True) for _ in range(2))
        self.start = Field()
        self.start.setText(FIRST)
        self.start.setMaxLength(80)
        self.start.setAccessibleName(self.tr("Start of what the network writes"))
        self.start.textChanged.connect(self._begin)
        self.heat = QSlider(Qt.Orientation.Horizontal)
        self.heat.setRange(0, HOTTEST)
        self.heat.setValue(TENTHS)
        self.heat.setFixedWidth(70)
        self.heat.setAccessibleName(self.tr("Temperature"))
        self.heat_value = label(look="quiet")
        self.heat.valueChanged.connect(self._begin)
        self.another = TinyButton("reset", self.tr("Write another text"))
        self.another.clicked.connect(self._take_another)
        self._key = SurpriseKey(theme)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(18)
        layout.addLayout(_column(self.passage, self.about_passage), 2)
        layout.addLayout(_column(self.writing, self.start, self.about_writing), 3)
        selection.sample_changed.connect(self.requests_changed)
        self._say_heat()
        apply_theme(self, theme)

    @classmethod
    def suits(cls, experiment: Experiment) -> bool:
        return experiment.data.spells and experiment.targets.every_step

    def tools(self) -> Sequence[QWidget]:
        heat = side_by_side(label(self.tr("temperature"), look="quiet"), self.heat, self.heat_value)
        return heat, self.another, self._key

    def explaining(self) -> Sequence[QWidget]:
        return (self._key,)

    @property
    def requests(self) -> Sequence[Request[Any]]:
        asked = self._passage_asked
        return (*(() if asked is None else (asked,)), *super().requests)

    def due_requests(self) -> Sequence[Request[Any]]:
        asked = self._writing_asked
        return () if asked is None or self._is_shown(asked) else (asked,)

    def _is_shown(self, asked: WritingPortion) -> bool:
        """Return whether the text in sight is the one that is asked for, by the network as it is now."""
        return self._shown is not None and self._shown.is_like(asked) and self._by == self._moment

    @property
    def _passage_asked(self) -> OneSample | None:
        if self._experiment is None or self._experiment.data.absent:
            return None
        row = self.selection.sample
        return OneSample(int(self._experiment.rows["train"][0]) if row is None else row)

    @property
    def _writing_asked(self) -> WritingPortion | None:
        known = tuple(self._characters.index(each) for each in self._start if each in self._characters)
        if not known:
            return None
        return WritingPortion(self._number, known, self.heat.value() / 10, self._seed, LENGTH)

    @property
    def _start(self) -> str:
        """What is typed, in small letters where the text has no others."""
        typed = self.start.text()
        return typed if any(each.isupper() for each in self._characters) else typed.lower()

    def show_experiment(self, experiment: Experiment) -> None:
        if not self.suits(experiment):
            self._experiment, self._characters = None, ()
            return
        self._experiment = experiment
        self._characters = tuple(character_of(name) for name in experiment.targets.classes)
        self._say_unknown()

    def show_frame(self, frame: Frame) -> None:
        asked, writing = self._passage_asked, self._writing_asked
        self._moment = now = frame.figures.epoch, frame.figures.step
        if asked is not None and (activity := frame.answer(asked)) is not None:
            self._show_passage(activity)
        if writing is not None and (written := frame.answer(writing)) is not None:
            if self._begun[0] != writing.number:
                self._begun = writing.number, now
            self._show_written(writing, written)
        if writing is not None and not self._is_shown(writing):
            self.request_soon()  # more of it, or by the network as it is by now

    def mark(self, text: str) -> None:
        self._shown = None  # the numbers of the network may be others at the same step

    def clear(self) -> None:
        self._shown = None
        self._number += 1  # what was being written is of the run before

    def show_nothing(self) -> None:
        self.clear()
        for text in (self.passage, self.writing):
            text.show_letters(())
        self.about_passage.setText("")

    def _show_passage(self, activity: SampleActivity) -> None:
        """Show what comes in, and behind the first character how likely each was to come."""
        count = len(self._characters)
        if activity.targets is None or activity.outputs.shape[-1] != count or activity.inputs.ndim != 2:
            return  # of another experiment
        outputs = np.clip(np.nan_to_num(activity.outputs.astype(float)), 0.0, None)
        shares = outputs / np.maximum(outputs.sum(axis=1, keepdims=True), 1e-30)
        true = activity.targets.argmax(axis=1)
        with np.errstate(divide="ignore"):
            bits = -np.log2(np.maximum(shares[np.arange(len(true)), true], 1e-30))
        letters = [Glyph(self._characters[int(activity.inputs[0].argmax())])]
        letters += [
            Glyph(self._characters[symbol], float(surprise), self._expected(row, symbol))
            for symbol, surprise, row in zip(true, bits, shares, strict=True)
        ]
        self.passage.show_letters(letters)
        mean = self.passage.mean
        text = self.tr("This sample: {0} bits a character")
        self.about_passage.setText("" if mean is None else text.format(number(mean, 3)))

    def _expected(self, shares: np.ndarray[Any, Any], symbol: int) -> str:
        """Say what was likelier than what came."""
        first = np.argsort(-shares, kind="stable")[:LIKELIER]
        likelier = [int(each) for each in first if shares[each] > shares[symbol]]
        if not likelier:
            return ""
        names = [f"{self._signs[each]} {100.0 * shares[each]:.0f} %" for each in likelier]
        return self.tr("; expected {0}").format(", ".join(names))

    @property
    def _signs(self) -> tuple[str, ...]:
        assert self._experiment is not None
        return self._experiment.targets.classes

    def _show_written(self, asked: WritingPortion, written: Written) -> None:
        """Show a text while it grows; one that takes the place of another like it only when it is done."""
        kin = self._shown is not None and self._shown.is_like(asked)
        if written.done or not kin:
            bits = (*[None] * len(asked.start), *written.bits)
            self._by = self._begun[1]
            letters = zip((self._characters[each] for each in written.symbols), bits, strict=True)
            self.writing.show_letters([Glyph(*each) for each in letters])
            self._say_unknown()
        if written.done:
            self._shown = asked
            self._number += 1
            self.throttle()

    def _begin(self) -> None:
        """Write anew, for something else is asked."""
        self._number += 1
        self._shown = None
        self._say_heat()
        self._say_unknown()
        self._throttle.stop()
        self.requests_changed.emit()

    def _take_another(self) -> None:
        self._seed += 1
        self._begin()

    def _say_heat(self) -> None:
        self.heat_value.setText(f"{self.heat.value() / 10:.1f}")

    def _say_unknown(self) -> None:
        """Say which characters of the start the text does not have; they are left out."""
        unknown = sorted({each for each in self._start if each not in self._characters})
        if self._writing_asked is None:
            self.about_writing.setText(self.tr("Type at least one character that the text has."))
        elif unknown:
            text = self.tr("Left out, for the text does not have them: {0}")
            self.about_writing.setText(text.format(" ".join(unknown)))
        else:
            self.about_writing.setText(
                self.tr("Written by the network of epoch {0}").format(grouped(self._by[0]))
            )


def _column(text: FlowingText, *above: QWidget) -> QVBoxLayout:
    """Return a text that rolls under other widgets."""
    column = QVBoxLayout()
    column.setSpacing(5)
    for widget in above:
        column.addWidget(widget)
    area = vertical_scroll_area(text)
    area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    column.addWidget(area, 1)
    return column
