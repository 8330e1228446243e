"""Losses, in menu order: importing the package completes the family."""

# isort: off
from playground.engine.losses import base, regression, margin, classification, divergence

__all__ = ["base", "classification", "divergence", "margin", "regression"]
