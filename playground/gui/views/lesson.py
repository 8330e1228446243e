"""The lesson view: one step at a time, with what to do and what is waited for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from playground.experiment.course import following
from playground.experiment.expectations.base import Answer, Seen, every
from playground.experiment.expectations.questions import Question
from playground.experiment.experiment import Experiment
from playground.experiment.lesson_steps import after
from playground.experiment.lessons import LessonStep
from playground.gui.network.selection import Selection
from playground.gui.theme import Theme
from playground.gui.views.checklist import Checklist
from playground.gui.views.question_boxes import Questions
from playground.gui.views.view import LEFT, View
from playground.gui.widgets.controls import label, named
from playground.gui.widgets.layouts import rolling


class LessonView(View):
    """Plays the steps of a lesson. Nobody is held back: the next step can always be taken."""

    kind = "lesson"
    title = "Lesson"
    about = "What to do and what to see, step by step"
    area = LEFT

    begun = Signal(bool, int)
    """What the step asks for is to be done: whether from the start, and until which epoch."""
    led = Signal(object)
    """The lesson itself makes another experiment, which may change what it keeps from the person."""
    looked = Signal(str)
    """The microscope is to look at a number of the network, by its address."""
    left = Signal(str)
    """The lesson of this name is to be opened, for this one is at its end."""
    said = Signal(str)
    """Something worth a line in the status bar."""

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._steps: tuple[LessonStep, ...] = ()
        self._index = 0
        self._start = Experiment()
        self._seen: Seen | None = None
        self._arrived: Seen | None = None  # what was there when the step was come to
        self._began: dict[int, Seen] = {}  # the same for every step, at the last time that it was next
        self._answers: dict[int, dict[str, Answer]] = {}  # of every step, by what is asked
        self._following: str | None = None
        self._done: set[int] = set()
        self._met = False
        self._touched = False  # whether anything has been done since the step began
        self._place = label(look="heading")
        self.text, self.press = label(wrap=True), label(look="press", wrap=True)
        self.expectation, self.checklist = label(look="quiet", wrap=True), Checklist()
        self.questions = Questions()
        self.do = QPushButton(self.tr("Do it for me"))
        self.do.setToolTip(self.tr("Set what this step asks for and train; Undo restores the setting"))
        self.back, self.next = QPushButton(self.tr("Back")), QPushButton(self.tr("Next"))
        for widget in (self.text, self.press, self.expectation):
            widget.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for button in (self.do, self.back, self.next):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back.setToolTip(self.tr("The step before, with the settings and the epoch that it began with"))
        self.back.clicked.connect(self._return)
        self.next.clicked.connect(self._go_on)
        self.do.clicked.connect(self._do)
        self.questions.answered.connect(self._take)
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 6, 0)
        lines.setSpacing(12)
        lines.addWidget(self.text)
        lines.addWidget(self.questions)
        lines.addWidget(self.press)
        lines.addWidget(self.do, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(self.expectation)
        lines.addWidget(self.checklist)
        lines.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.addWidget(rolling(inside), 1)
        layout.addLayout(buttons)
        self.setMinimumWidth(230)

    def tools(self) -> Sequence[QWidget]:
        return (self._place,)

    def show_experiment(self, experiment: Experiment) -> None:
        if experiment.lesson != self._steps:
            self._open(experiment)

    def begin(self, experiment: Experiment) -> None:
        """Start the lesson of an experiment that has just been opened."""
        self._open(experiment)

    def show_seen(self, seen: Seen) -> None:
        """Look whether what is waited for is to be seen."""
        self._seen = seen
        if self._arrived is None:
            self._arrived = self._began[self._index] = seen
        self._touched = self._touched or self._differs
        self._check()

    def clear(self) -> None:
        self._seen = None

    def _open(self, experiment: Experiment) -> None:
        self._start, self._steps = experiment, experiment.lesson
        self._seen = None
        self._done, self._began, self._answers = set(), {}, {}
        self._following = following(self._steps) if self._steps else None
        self._go(0)

    def _go(self, index: int) -> None:
        self._index, self._met = index, index in self._done
        self._arrived, self._touched = self._seen, False
        self._show()

    def _go_on(self) -> None:
        if self._index < len(self._steps) - 1:
            if self._seen is not None:
                self._began[self._index + 1] = self._seen
            self._go(self._index + 1)
        elif self._following is not None:
            self.left.emit(self._following)

    def _return(self) -> None:
        """Go back a step, and make settings and run what they were when it began."""
        began, now = self._began.get(self._index - 1), self._seen
        self._go(self._index - 1)
        if began is None or now is None:
            return
        self._arrived = began
        if (began.experiment, began.figures.step) != (now.experiment, now.figures.step):
            self.led.emit(began.experiment)
            self.begun.emit(True, began.figures.epoch)

    def _take(self, asked: str, answer: Answer) -> None:
        self._answers.setdefault(self._index, {})[asked] = answer
        self._touched = True
        self._check()

    def _do(self) -> None:
        """Do what the step asks for, in the experiment as the lesson has it until here."""
        step = self._steps[self._index]
        try:
            then = after(self._start, self._index + 1)
        except ValueError as error:
            self.said.emit(str(error))
            return
        self.led.emit(then)
        self.begun.emit(step.do.afresh, step.do.epoch)

    def _show(self) -> None:
        self.back.setEnabled(self._index > 0)
        last = self._index >= len(self._steps) - 1
        self.next.setEnabled(not last or self._following is not None)
        self.next.setText(self.tr("Next lesson") if last and self._following else self.tr("Next"))
        if not self._steps:
            self._place.setText("")
            self.text.setText(self.tr("This experiment has no lesson. The presets list those that have one."))
            self.press.setText("")
            self.expectation.setText("")
            self.checklist.show_items(())
            self.questions.show_questions((), {})
            self.do.hide()
            return
        step = self._steps[self._index]
        place = self.tr("Step {0} of {1}").format(self._index + 1, len(self._steps))
        self._place.setText(place.upper())
        self.text.setText(step.text)
        self.press.setText(step.press)
        self.press.setVisible(bool(step.press))
        self.do.setVisible(bool(step.do))
        asked = [each for each in every(step.expect) if isinstance(each, Question)]
        self.questions.show_questions(asked, self._answers.get(self._index, {}))
        self.bring()
        self._check()

    def bring(self) -> None:
        """Ask for the view that belongs to the step, and have the microscope look where the step says."""
        if not self._steps:
            return
        step = self._steps[self._index]
        if step.view:
            self.brought.emit(step.view)
        if step.look:
            self.looked.emit(step.look)

    @property
    def _differs(self) -> bool:
        """Whether something is not as it was when the step began; the view that it brings does not count."""
        then, now = self._arrived, self._seen
        if then is None or now is None:
            return False
        looked = bool(self._steps) and then.views != now.views and not self._steps[self._index].view
        return looked or (then.experiment, then.figures.step) != (now.experiment, now.figures.step)

    def _check(self) -> None:
        if not self._steps:
            return
        step, seen = self._steps[self._index], self._now
        # What has once been seen counts, also when the figures turn back; what was there on arrival does not.
        if seen is not None and (self._touched or not step.expect) and step.met(seen):
            self._met = True
            self._done.add(self._index)
        last = self._index == len(self._steps) - 1
        several = len(step.expect) > 1 and not self._met
        if last and self._met:
            text = self.tr("✓ That was the last step.")
        elif not step.expect:
            text = ""
        elif several:
            text = self.tr("Go on when")
        else:
            text = (self.tr("✓ {0}") if self._met else self.tr("Go on when {0}.")).format(step.words())
        self.expectation.setText(text)
        waiting = step.expect if several else ()
        self.checklist.show_items([(seen is not None and each.met(seen), each.words()) for each in waiting])
        look = "primary" if self._met and self.next.isEnabled() else ""
        if self.next.objectName() != look:
            named(self.next, look)
            self.next.style().polish(self.next)

    @property
    def _now(self) -> Seen | None:
        """What is to be seen now, with what was answered."""
        return self._seen and replace(self._seen, answers=self._answers.get(self._index, {}))
