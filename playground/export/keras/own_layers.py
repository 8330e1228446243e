"""Layers that Keras lacks. Only where Keras is installed can this be imported."""

from __future__ import annotations

from typing import Any

from keras import layers, ops


class SineLayer(layers.Layer):
    """A wave."""

    def call(self, z: Any) -> Any:
        return ops.sin(z)


class GaussianLayer(layers.Layer):
    """A bump at zero."""

    def call(self, z: Any) -> Any:
        return ops.exp(-z * z)


class SharpSoftplus(layers.Layer):
    """Softplus with a sharpness: the larger it is, the nearer to ReLU's corner."""

    def __init__(self, sharpness: float, **settings: Any) -> None:
        super().__init__(**settings)
        self.sharpness = sharpness

    def call(self, z: Any) -> Any:
        return ops.softplus(self.sharpness * z) / self.sharpness
