"""Python's garbage, collected in the window's thread and in no other."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1000
"""Milliseconds between two looks at how much there is."""


class GcGuard(QObject):
    """Collects from the event loop, instead of wherever Python happens to be.

    By itself Python collects in the thread that asks for memory next. In one that reads from the worker or
    from a file it would destroy widgets there, and Qt ends the process when they die outside their own.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what was imported stays, and takes longest to look through
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(EVERY)

    def collect(self) -> None:
        """Collect the oldest generation that Python would."""
        due = zip(gc.get_count(), gc.get_threshold(), strict=True)
        generations = [age for age, (count, most) in enumerate(due) if count > most > 0]
        if generations:
            gc.collect(max(generations))
