"""The layers of a network, in menu order: importing the package completes the family."""

# isort: off
from playground.engine.layers import base, dense, convolution, dropout, embedding, flatten
from playground.engine.layers import gru, lstm, recurrent
from playground.engine.layers import noise, normalization, pooling, pooling_global

__all__ = [
    "base",
    "convolution",
    "dense",
    "dropout",
    "embedding",
    "flatten",
    "gru",
    "lstm",
    "noise",
    "normalization",
    "pooling",
    "pooling_global",
    "recurrent",
]
