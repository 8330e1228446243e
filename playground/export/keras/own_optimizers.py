"""Optimizers whose steps are other ones in Keras. Only where Keras is installed can this be imported.

They are what a person would write who has nothing else, for scripts get them as they stand here.
"""

import math

import keras
import numpy as np
from keras import ops


class StateOptimizer(keras.optimizers.Optimizer):
    """An optimizer that keeps arrays for every variable, by name; they start at 0."""

    kept: tuple[str, ...] = ()

    def build(self, variables):
        super().build(variables)
        made = self.add_variable_from_reference
        self.state = [{k: made(v, name=k) for k in self.kept} for v in variables]

    def update_step(self, gradient, variable, learning_rate):
        state = self.state[self._get_variable_index(variable)]
        variable.assign_sub(self.descent(gradient, learning_rate, **state))


class MomentumOptimizer(StateOptimizer):
    """SGD whose velocity knows nothing of the learning rate: this may change."""

    kept = ("velocity",)

    def __init__(self, learning_rate, momentum, nesterov=False, **settings):
        super().__init__(learning_rate, **settings)
        self.momentum, self.nesterov = momentum, nesterov

    def descent(self, gradient, rate, velocity):
        velocity.assign(self.momentum * velocity + gradient)
        ahead = gradient + self.momentum * velocity if self.nesterov else velocity
        return rate * ahead


class RMSPropOptimizer(StateOptimizer):
    """RMSprop with epsilon beside the root, not under it."""

    kept = ("square",)

    def __init__(self, learning_rate, alpha, epsilon, **settings):
        super().__init__(learning_rate, **settings)
        self.alpha, self.epsilon = alpha, epsilon

    def descent(self, gradient, rate, square):
        square.assign(self.alpha * square + (1 - self.alpha) * gradient**2)
        return rate * gradient / (ops.sqrt(square) + self.epsilon)


class AdagradOptimizer(StateOptimizer):
    """Adagrad with epsilon beside the root, not under it."""

    kept = ("total",)

    def __init__(self, learning_rate, epsilon, **settings):
        super().__init__(learning_rate, **settings)
        self.epsilon = epsilon

    def descent(self, gradient, rate, total):
        total.assign(total + gradient**2)
        return rate * gradient / (ops.sqrt(total) + self.epsilon)


class TimedOptimizer(StateOptimizer):
    """An optimizer whose means are corrected for their start at 0."""

    def time(self):
        """Return the number of the step, from 1 on."""
        return ops.cast(self.iterations + 1, "float32")

    def correction(self, beta):
        """Return 1 - beta**time, exact in float32, too."""
        return -ops.expm1(self.time() * math.log(max(beta, 1e-30)))


class AdamOptimizer(TimedOptimizer):
    """Adam with epsilon beside the corrected root, as in the paper's Algorithm 1."""

    kept = ("mean", "square")

    def __init__(self, learning_rate, betas, epsilon, **settings):
        super().__init__(learning_rate, **settings)
        (self.beta_1, self.beta_2), self.epsilon = betas, epsilon

    def descent(self, gradient, rate, mean, square):
        mean.assign(self.beta_1 * mean + (1 - self.beta_1) * gradient)
        square.assign(self.beta_2 * square + (1 - self.beta_2) * gradient**2)
        mean_now = mean / self.correction(self.beta_1)
        square_now = square / self.correction(self.beta_2)
        return rate * mean_now / (ops.sqrt(square_now) + self.epsilon)


class NAdamOptimizer(TimedOptimizer):
    """Adam that looks ahead, with a momentum that grows as slowly as in PyTorch."""

    kept = ("mean", "square")

    def __init__(self, learning_rate, betas, epsilon, momentum_decay, **settings):
        super().__init__(learning_rate, **settings)
        self.beta_1, self.beta_2 = betas
        self.epsilon, self.momentum_decay = epsilon, momentum_decay

    def build(self, variables):
        super().build(variables)
        self.product = self.add_variable((), initializer="ones", name="product")

    def momentum_at(self, time):
        return self.beta_1 * (1 - 0.5 * 0.96 ** (time * self.momentum_decay))

    def apply(self, gradients, variables=None):
        self.product.assign(self.product * self.momentum_at(self.time()))
        return super().apply(gradients, variables)

    def descent(self, gradient, rate, mean, square):
        now, later = self.momentum_at(self.time()), self.momentum_at(self.time() + 1)
        mean.assign(self.beta_1 * mean + (1 - self.beta_1) * gradient)
        square.assign(self.beta_2 * square + (1 - self.beta_2) * gradient**2)
        ahead = (1 - now) / (1 - self.product) * gradient
        ahead = ahead + later / (1 - self.product * later) * mean
        root = ops.sqrt(square / self.correction(self.beta_2))
        return rate * ahead / (root + self.epsilon)


class RPropOptimizer(StateOptimizer):
    """Only signs count: steps grow while a sign holds and shrink when it turns."""

    kept = ("before", "size")

    def __init__(self, learning_rate, shrink, grow, least, most, **settings):
        super().__init__(learning_rate, **settings)
        self.shrink, self.grow, self.least, self.most = shrink, grow, least, most

    def descent(self, gradient, rate, before, size):
        size.assign(ops.where(self.iterations == 0, rate, size))
        agreement = gradient * before
        grown = ops.where(agreement > 0, size * self.grow, size)
        shrunk = ops.where(agreement < 0, grown * self.shrink, grown)
        size.assign(ops.clip(shrunk, self.least, self.most))
        # After a turn a number stays for one step.
        before.assign(ops.where(agreement < 0, 0.0, gradient))
        return ops.sign(before) * size


class GradientReader(keras.optimizers.Optimizer):
    """Makes no step, but keeps the gradient for others to read."""

    def __init__(self):
        super().__init__(learning_rate=0.0)

    def build(self, variables):
        super().build(variables)
        made = self.add_variable_from_reference
        self.gradients = [made(each, name="gradient") for each in variables]

    def update_step(self, gradient, variable, learning_rate):
        self.gradients[self._get_variable_index(variable)].assign(gradient)


def flat(arrays):
    """Return variables as one vector."""
    return np.concatenate([np.ravel(ops.convert_to_numpy(each)) for each in arrays])


def put(variables, vector):
    """Set variables to what stands one behind the other in a vector."""
    ends = np.cumsum([math.prod(each.shape) for each in variables])[:-1]
    for variable, part in zip(variables, np.split(vector, ends), strict=True):
        variable.assign(np.reshape(part, variable.shape))
