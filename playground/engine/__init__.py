"""The mathematics of neural networks: NumPy and parts, nothing else.

Every family is complete once this package is imported.
"""

from playground.engine import activations, layers, losses, optimizers, regularizers, schedules

__all__ = ["activations", "layers", "losses", "optimizers", "regularizers", "schedules"]
