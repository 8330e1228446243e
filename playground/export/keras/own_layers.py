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


class BlockwiseLayer(layers.Layer):
    """A recurrent layer whose gradients go back through blocks of steps."""

    def __init__(self, recurrent, truncation, **settings):
        super().__init__(**settings)
        self.recurrent, self.truncation = recurrent, truncation
        recurrent.return_state = True

    def call(self, x):
        state, found = None, []
        # Blocks are counted from the last step: the first one may be shorter.
        first = x.shape[1] % self.truncation or self.truncation
        for stop in range(first, x.shape[1] + 1, self.truncation):
            block = x[:, max(stop - self.truncation, 0) : stop]
            states, *state = self.recurrent(block, initial_state=state)
            state = [ops.stop_gradient(each) for each in state]
            found.append(states)
        every = self.recurrent.return_sequences
        return ops.concatenate(found, axis=1) if every else found[-1]
