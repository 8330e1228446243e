"""The mathematics of neural networks: NumPy and parts, nothing else.

Families that are spread over several files are complete once this package is imported, in menu order.
"""

from playground.engine import (
    activations,
    class_losses,
    further_activations,
    further_optimizers,
    further_relatives_of_adam,
    further_sign_rules,
    layers,
    lbfgs,
    limits,
    losses,
    optimizers,
    shaping_layers,
)

__all__ = [
    "activations",
    "class_losses",
    "further_activations",
    "further_optimizers",
    "further_relatives_of_adam",
    "further_sign_rules",
    "layers",
    "lbfgs",
    "limits",
    "losses",
    "optimizers",
    "shaping_layers",
]
