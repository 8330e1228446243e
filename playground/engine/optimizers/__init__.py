"""Optimizers, in menu order: importing the package completes the family."""

# isort: off
from playground.engine.optimizers import base, sgd, adaptive, adam, sign, lbfgs

__all__ = ["adam", "adaptive", "base", "lbfgs", "sgd", "sign"]
