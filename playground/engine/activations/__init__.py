"""Activations, in menu order: importing the package completes the family."""

# isort: off
from playground.engine.activations import base, rectified, sigmoidal, softmax, gated, bounded

__all__ = ["base", "bounded", "gated", "rectified", "sigmoidal", "softmax"]
