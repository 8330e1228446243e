"""The lesson view: one step at a time, with what to do and what is waited for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from playground.experiment.course import following
from playground.experiment.expectations.base import Answer, LessonState, every
from playground.experiment.expectations.questions import Question
from playground.experiment.experiment import Experiment
from playground.experiment.lesson_steps import after
from playground.experiment.setting_words import spoken
from playground.gui.network.selection import Selection
from playground.gui.theme import Theme
from playground.gui.views.lesson_progress import LessonProgress
from playground.gui.views.question_boxes import Questions
from playground.gui.views.step_expectations import StepExpectations
from playground.gui.views.view import LEFT, View
from playground.gui.widgets.controls import label, named
from playground.gui.widgets.layouts import lay_out_at_once, vertical_scroll_area
from playground.gui.widgets.plain_text import unbroken
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.numbers import SingleNumbers

SPACING = 9
"""Pixels between the lines of a step."""


class LessonView(View):
    """Plays the steps of a lesson. Nobody is held back: the next step can always be taken."""

    kind = "lesson"
    title = "Lesson"
    about = "What to do and what to see, step by step"
    area = LEFT

    training_requested = Signal(bool, int)
    """What the step asks for is to be done: whether from the start, and until which epoch."""
    experiment_changed = Signal(object)
    """The lesson itself makes another experiment, which may change what it keeps from the person."""
    stepped = Signal()
    """Another step is in sight: what was pointed at for the one before is done with."""
    place_requested = Signal(str)
    """The setting at this path, or what trains if it is empty, is to be shown to the person."""
    number_requested = Signal(str, str)
    """The microscope is to look at a number of the network, by its address, at a phase or from the start."""
    lesson_requested = Signal(str)
    """The lesson of this name is to be opened, for this one is at its end."""
    message = Signal(str)
    """Something worth a line in the status bar."""

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._progress = LessonProgress(Experiment())
        self._numbers: dict[str, float] = {}
        self._look = "", ""
        self._following: str | None = None
        self._place = label(look="heading")
        self.text, self.press = label(wrap=True), label(look="press", wrap=True)
        self.expectations = StepExpectations(SPACING)
        self.questions, self.hint = Questions(), label(look="aside", wrap=True)
        self.do = QPushButton(self.tr("Do it for me"))
        self.do.setToolTip(self.tr("Set what this step asks for and train; Undo restores the setting"))
        self.where = QPushButton(self.tr("Show me where"))
        self.where.setToolTip(self.tr("Point at what this step asks to set or to press"))
        self.back, self.next = QPushButton(self.tr("Back")), QPushButton(self.tr("Next"))
        for widget in (self.text, self.press):
            widget.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for button in (self.do, self.where, self.back, self.next):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back.setToolTip(self.tr("The step before, with the settings and the epoch that it began with"))
        self.back.clicked.connect(self._return)
        self.next.clicked.connect(self._go_on)
        self.do.clicked.connect(self._do)
        self.where.clicked.connect(lambda: self.place_requested.emit(self._progress.wanted))
        self.questions.answered.connect(self._take)
        self.hint.hide()
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        self._inside = inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 6, 0)
        lines.setSpacing(SPACING)
        lines.addWidget(self.text)
        lines.addWidget(self.questions)
        lines.addWidget(self.press)
        lines.addWidget(self.expectations)
        lines.addStretch(1)
        deeds, buttons = QHBoxLayout(), QHBoxLayout()
        deeds.addWidget(self.do)
        deeds.addWidget(self.where)
        deeds.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        self._scroll_area = vertical_scroll_area(inside)
        layout.addWidget(self._scroll_area, 1)
        layout.addWidget(self.hint)  # in sight wherever the text is scrolled to, as are the buttons
        layout.addLayout(deeds)
        layout.addLayout(buttons)
        self.setMinimumWidth(230)

    def tools(self) -> Sequence[QWidget]:
        return (self._place,)

    def lines_height(self, width: int) -> int:
        viewport, layout = self._scroll_area.viewport(), self.layout()
        assert layout is not None
        layout.activate()
        return self._inside.heightForWidth(viewport.width()) + self.height() - viewport.height()

    @property
    def requests(self) -> Sequence[Request[Any]]:
        pointed = self._progress.step.pointed if self._progress.steps else ()
        return (SingleNumbers(pointed),) if pointed else ()

    def show_experiment(self, experiment: Experiment) -> None:
        if experiment.lesson != self._progress.steps:
            self.begin(experiment)

    def goal(self, reached: int) -> int:
        """Return the epoch at which Play is to pause, as the step asks, and say so; 0 if at none."""
        goal = self._progress.step.do.epoch if self._progress.steps else 0
        if goal <= reached:
            return 0
        self.message.emit(
            self.tr("Pauses at epoch {0}, as this step asks. Play goes on from there.").format(goal)
        )
        return goal

    def begin(self, experiment: Experiment) -> None:
        """Start the lesson of an experiment that has just been opened."""
        self._progress, self._numbers = LessonProgress(experiment), {}
        self._following = following(experiment.lesson) if experiment.lesson else None
        self._show()

    def show_frame(self, frame: Frame) -> None:
        for request in self.requests:
            self._numbers = frame.answer(request) or self._numbers

    def show_state(self, state: LessonState) -> None:
        """Look whether what is waited for is to be seen."""
        if self._progress.steps:
            address, phase = self._look
            self._progress.update_state(replace(state, numbers=self._numbers, address=address, phase=phase))
            self._check()

    def show_look(self, address: str, phase: str) -> None:
        """Take note of what the microscope shows."""
        self._look = address, phase
        if self._progress.state is not None:
            self.show_state(self._progress.state)

    def clear(self) -> None:
        self._progress.forget()

    def _go_on(self) -> None:
        if not self._progress.last:
            self._progress.go_on()
            self.stepped.emit()
            self._show()
            if wanted := self._progress.wanted:
                self.place_requested.emit(wanted)
        elif self._following is not None:
            self.lesson_requested.emit(self._following)

    def _return(self) -> None:
        """Go back a step, and make settings and run what they were when it began."""
        began = self._progress.go_back()
        self.stepped.emit()
        self._show()
        if began is not None:
            self.experiment_changed.emit(began.experiment)
            self.training_requested.emit(True, began.figures.epoch)

    def _take(self, asked: str, answer: Answer) -> None:
        self._progress.answer(asked, answer)
        self._check()
        self.text_changed.emit()

    def _do(self) -> None:
        """Do what the step asks for, in the experiment as the lesson has it until here."""
        step = self._progress.step
        try:
            then = after(self._progress.start, self._progress.index + 1)
        except ValueError as error:
            self.message.emit(str(error))
            return
        self.experiment_changed.emit(then)
        self.training_requested.emit(step.do.afresh, step.do.epoch)

    def _show(self) -> None:
        now = self._progress
        step = now.step if now.steps else None
        self.back.setEnabled(now.index > 0)
        self.next.setEnabled(not now.last or self._following is not None)
        self.next.setText(self.tr("Next lesson") if now.last and self._following else self.tr("Next"))
        place = self.tr("Step {0} of {1}").format(now.index + 1, len(now.steps)) if step else ""
        self._place.setText(place.upper())
        absent = self.tr("This experiment has no lesson. The presets list those that have one.")
        self.text.setText(unbroken(step.text if step else absent))
        self.press.setText(unbroken(step.press if step else ""))
        self.press.setVisible(bool(step and step.press))
        for button in (self.do, self.where):
            button.setVisible(bool(step and step.do))
        waiting = every(step.expect) if step else ()
        self.questions.show_questions([each for each in waiting if isinstance(each, Question)], now.answers)
        self.request_views()
        self._check()
        lay_out_at_once(self._inside)
        self.text_changed.emit()

    def request_views(self) -> None:
        """Ask for the view that belongs to the step, and have the microscope look where the step says."""
        step = self._progress.step if self._progress.steps else None
        if step and step.view:
            self.view_requested.emit(step.view)
        if step and step.look:
            self.number_requested.emit(step.look, step.phase)

    def _check(self) -> None:
        now = self._progress
        self.expectations.show_progress(now)
        self._advise()
        look = "primary" if now.steps and now.met and self.next.isEnabled() else ""
        if self.next.objectName() != look:
            named(self.next, look)
            self.next.style().polish(self.next)

    def _advise(self) -> None:
        """Say what to do to whoever has done something else than the step asks for."""
        text, paths = (self._progress.hint, self._progress.strayed) if self._progress.steps else ("", [])
        if not text and paths:
            text = self.tr("Not as the lesson has it: {0}.").format(", ".join(map(spoken, paths[:3])))
            if self._progress.step.do:
                text = self.tr("{0} Do it for me sets it right.").format(text)
        if text != self.hint.text():
            self.hint.setText(text)
            self.hint.setVisible(bool(text))
            self.text_changed.emit()
