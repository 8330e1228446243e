"""The mathematics of neural networks: NumPy and parts, nothing else.

Families that are spread over several files are complete once this package is imported, in menu order.
"""

from playground.engine import (
    activations,
    further_activations,
    further_optimizers,
    layers,
    lbfgs,
    optimizers,
    shaping_layers,
)

__all__ = [
    "activations",
    "further_activations",
    "further_optimizers",
    "layers",
    "lbfgs",
    "optimizers",
    "shaping_layers",
]
