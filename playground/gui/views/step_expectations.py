"""What a step of a lesson waits for: a sentence, and a checklist where it is more than one thing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.experiment.course import ends_course
from playground.gui.views.checklist import Checklist
from playground.gui.views.lesson_progress import LessonProgress
from playground.gui.widgets.controls import label
from playground.gui.widgets.plain_text import unbroken


class StepExpectations(QWidget):
    """Says when to go on, and once all has been seen that it was."""

    def __init__(self, spacing: int) -> None:
        super().__init__()
        self.summary, self.checklist = label(look="quiet", wrap=True), Checklist()
        self.summary.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(spacing)
        layout.addWidget(self.summary)
        layout.addWidget(self.checklist)

    def show_progress(self, progress: LessonProgress) -> None:
        """Show what the step at hand waits for, and what of it has been seen."""
        step = progress.step if progress.steps else None
        state, met = progress.state, step is not None and progress.met
        several = step.expect if step and not met and len(step.expect) > 1 else ()
        if step and met and progress.last:
            text = self.tr("✓ That was the last step.")
            if ends_course(progress.steps):
                text = self.tr("✓ That was the last lesson. The other presets are there to play with.")
        elif not step or not step.expect:
            text = ""
        elif several:
            text = self.tr("Go on when")
        else:
            text = (self.tr("✓ {0}") if met else self.tr("Go on when {0}.")).format(step.words())
        self.summary.setText(unbroken(text))
        self.checklist.show_items([(state is not None and each.met(state), each.words()) for each in several])
