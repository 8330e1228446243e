"""What the views are called that a lesson may wait for, and what the microscope shows of a number."""

from __future__ import annotations

from playground.parts.text import meant

VIEWS = (
    "boundary",
    "sequence",
    "draw",
    "reconstruction",
    "loss",
    "lesson",
    "about",
    "text",
    "samples",
    "displacements",
    "unit",
    "hidden",
    "confusion",
    "weights",
    "microscope",
    "gradients",
    "findings",
    "runs",
)
"""What the window's views are called; here, for a lesson is checked without a window."""


PHASES = (
    "forward",
    "loss",
    "backward",
    "path",
    "batch",
    "nudge",
    "regularizer",
    "clipping",
    "optimizer",
    "frozen",
    "update",
)
"""What the microscope calls the phases of a step; a number goes through some of them only."""


def unknown_phase(phase: str) -> tuple[str, str] | None:
    """Return (setting, reason) if no phase is called so."""
    return None if phase in PHASES else ("phase", f'no phase is called "{phase}"{meant(phase, list(PHASES))}')


def unknown_view(view: str) -> tuple[str, str] | None:
    """Return (setting, reason) if no view is called so."""
    return None if view in VIEWS else ("view", f'no view is called "{view}"{meant(view, list(VIEWS))}')
