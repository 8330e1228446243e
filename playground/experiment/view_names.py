"""What the views are called that a lesson may wait for."""

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


def unknown_view(view: str) -> tuple[str, str] | None:
    """Return (setting, reason) if no view is called so."""
    return None if view in VIEWS else ("view", f'no view is called "{view}"{meant(view, list(VIEWS))}')
