"""The layers of a network, in menu order."""

from playground.engine.layers import base, convolution, dense, dropout, flatten, normalization, pooling

__all__ = ["base", "convolution", "dense", "dropout", "flatten", "normalization", "pooling"]
