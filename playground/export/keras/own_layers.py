"""Layers that Keras lacks. Only where Keras is installed can this be imported.

They are what a person would write who has nothing else, for scripts get them as they stand here.
"""

from keras import layers, ops


class SineLayer(layers.Layer):
    """A wave."""

    def call(self, z):
        return ops.sin(z)


class GaussianLayer(layers.Layer):
    """A bump at zero."""

    def call(self, z):
        return ops.exp(-z * z)


class SharpSoftplus(layers.Layer):
    """Softplus with a sharpness: the larger it is, the nearer to ReLU's corner."""

    def __init__(self, sharpness, **settings):
        super().__init__(**settings)
        self.sharpness = sharpness

    def call(self, z):
        return ops.softplus(self.sharpness * z) / self.sharpness
