"""The layers of a network, in menu order."""

from playground.engine.layers import base, dense, dropout, normalization

__all__ = ["base", "dense", "dropout", "normalization"]
