"""The questions of a lesson, each with its answers and the word that an answer gets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from playground.experiment.expectations.base import Answer
from playground.experiment.expectations.questions import ChoiceQuestion, NumberQuestion, Question
from playground.gui.widgets.controls import label
from playground.gui.widgets.field import Field
from playground.gui.widgets.numbers import written
from playground.gui.widgets.typed_numbers import read
from playground.parts.setting import settings


class QuestionBox(QWidget):
    """One question. Any answer may be given, and changed."""

    answered = Signal(object)
    """The answer: the text that was chosen, or the number that was typed."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.asks = label(question.asks, "column", wrap=True)
        self.reply = label(wrap=True)
        self.reply.hide()
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(6)
        self.lines.addWidget(self.asks)

    def show_answer(self, answer: Answer) -> None:
        """Show what was answered, and the word for it; nothing is emitted."""
        said, right = self.question.reply(answer), self.question.right(answer)
        if right:
            self.reply.setText(f"✓ {said or self.tr('Right.')}")
        else:
            advice = self.tr("Try another answer, or go on with Next.")
            self.reply.setText(f"{said or self.tr('Not so.')} {advice}")
        self.reply.show()


class ChoiceRow(QWidget):
    """An answer to choose; its text wraps, and is part of what can be clicked."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.button = QRadioButton()
        self.button.setAccessibleName(text)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.text = label(text, wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.text, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.button.click()


class ChoiceBox(QuestionBox):
    """A question whose answers are offered."""

    def __init__(self, question: ChoiceQuestion) -> None:
        super().__init__(question)
        self.rows = [ChoiceRow(choice.text) for choice in question.choices]
        self._group = QButtonGroup(self)
        for i, row in enumerate(self.rows):
            self._group.addButton(row.button, i)
            self.lines.addWidget(row)
        self.lines.addWidget(self.reply)
        self._group.idClicked.connect(lambda i: self.answered.emit(question.choices[i].text))

    def show_answer(self, answer: Answer) -> None:
        for row in self.rows:
            row.button.setChecked(row.text.text() == answer)
        super().show_answer(answer)


class NumberBox(QuestionBox):
    """A question whose answer is typed."""

    def __init__(self, question: NumberQuestion) -> None:
        super().__init__(question)
        self._setting = next(each for each in settings(NumberQuestion) if each.name == "answer")
        self.field = Field()
        self.field.setAccessibleName(question.asks)
        self.field.setFixedWidth(90)
        self.done = QPushButton(self.tr("Answer"))
        self.done.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.field)
        line.addWidget(self.done)
        line.addStretch(1)
        self.lines.addLayout(line)
        self.lines.addWidget(self.reply)
        self.field.returnPressed.connect(self._take)
        self.done.clicked.connect(self._take)

    def show_answer(self, answer: Answer) -> None:
        if not isinstance(answer, str):
            self.field.setText(written(answer))
        self.field.mark(wrong=False)
        super().show_answer(answer)

    def _take(self) -> None:
        try:
            answer = read(self.field.text(), self._setting)
        except ValueError as error:
            self.field.mark(wrong=True)
            self.reply.setText(self.tr("A number is needed: {0}.").format(error))
            self.reply.show()
        else:
            self.answered.emit(answer)


class Questions(QWidget):
    """The questions of one step, in order."""

    answered = Signal(str, object)
    """What is asked, and the answer to it."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[QuestionBox] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(12)

    def show_questions(self, questions: Iterable[Question], answers: Mapping[str, Answer]) -> None:
        """Ask these questions and no others; what has been answered already stands there."""
        for box in self.boxes:
            self._lines.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = [_box(question) for question in questions]
        for box in self.boxes:
            self._lines.addWidget(box)
            box.show()
            box.answered.connect(lambda answer, box=box: self._take(box, answer))
            if box.question.asks in answers:
                box.show_answer(answers[box.question.asks])
        self.setVisible(bool(self.boxes))

    def _take(self, box: QuestionBox, answer: Answer) -> None:
        box.show_answer(answer)
        self.answered.emit(box.question.asks, answer)


def _box(question: Question) -> QuestionBox:
    match question:
        case ChoiceQuestion():
            return ChoiceBox(question)
        case NumberQuestion():
            return NumberBox(question)
    raise TypeError(f"nothing asks a question such as {question.title}")
