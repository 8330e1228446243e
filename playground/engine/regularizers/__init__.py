"""Regularizers, in menu order: importing the package completes the family."""

# isort: off
from playground.engine.regularizers import base, penalties, limits

__all__ = ["base", "limits", "penalties"]
