"""Painting that survives an error of its own."""

from __future__ import annotations

import functools
import sys
import traceback
from collections.abc import Callable
from typing import Any


def guarded(paint: Callable[..., None]) -> Callable[..., None]:
    """Return a paint method whose errors are reported like any other.

    One that leaves a paint event ends the process in Qt, without a word and with everything unsaved.
    """

    @functools.wraps(paint)
    def safely(widget: Any, *arguments: Any) -> None:
        try:
            paint(widget, *arguments)
        except Exception as error:
            error.add_note(widget.accessibleName() or type(widget).__name__)
            # The painter must end before its widget does, and whoever keeps the error would keep it.
            traceback.clear_frames(error.__traceback__)
            sys.excepthook(type(error), error, error.__traceback__)

    return safely
