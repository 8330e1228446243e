"""The layers of a network, in menu order."""

from playground.engine.layers import (
    base,
    convolution,
    dense,
    dropout,
    embedding,
    flatten,
    gru,
    lstm,
    noise,
    normalization,
    pooling,
    pooling_global,
    recurrent,
)

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
