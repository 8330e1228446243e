"""The frames of a run in the views: each view is shown them at its own pace, and none ends the others."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from playground.gui.views.view import View
from playground.training.history import History
from playground.worker.frames import Frame


class FrameDisplay:
    """Shows frames in the views; a view that fails rests until the run starts afresh."""

    def __init__(self, views: Sequence[View]) -> None:
        self._views = views
        self._resting: set[View] = set()  # those that failed
        self._shown: dict[View, float] = {}  # when each view was shown its last frame

    def clear(self) -> None:
        """Begin with another run, which no view has failed at."""
        self._resting.clear()
        for view in self._views:
            view.clear()

    def show_nothing(self) -> None:
        """Show no run in any view."""
        for view in self._views:
            view.show_nothing()

    def show(self, frame: Frame, history: History, playing: bool) -> None:
        """Show a frame in every view; while the run plays, in those for which it is time again."""
        now = time.monotonic()
        for view in self._views:
            early = playing and now < self._shown.get(view, 0.0) + view.spacing
            if view not in self._resting and not early:
                self._shown[view] = now
                self._show_in(view, frame, history)

    def mark(self, change: str) -> None:
        """Say in the views that something has changed at this moment of the run."""
        for view in self._views:
            view.mark(change)

    def mark_written(self, change: str) -> None:
        """Say in the views that numbers of the network were written at the moment that is shown."""
        for view in self._views:
            view.mark_written(change)

    def _show_in(self, view: View, frame: Frame, history: History) -> None:
        try:
            view.show_history(history)
            view.show_frame(frame)
        except Exception as error:
            self._resting.add(view)
            error.add_note(view.title)
            sys.excepthook(type(error), error, error.__traceback__)
