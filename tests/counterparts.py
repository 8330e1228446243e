"""PyTorch's counterpart of each part, or why it has none: whoever declares a part adds a line here."""

from collections.abc import Iterator
from functools import partial

from playground.engine.activations.base import Activation
from playground.engine.clipping import Clipping
from playground.engine.layers.base import Layer
from playground.engine.losses.base import Loss
from playground.engine.optimizers.base import Optimizer
from playground.engine.schedules.base import Schedule
from playground.parts.part import Part, family

try:
    import torch
    from torch import nn, optim
    from torch.nn import functional
    from torch.optim import lr_scheduler
except ImportError:  # then the tables can still be read
    torch = None
else:
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)

OPTIMIZERS = {
    "sgd": lambda o, p: optim.SGD(p, o.learning_rate),
    "momentum": lambda o, p: optim.SGD(p, o.learning_rate, o.momentum),
    "rmsprop": lambda o, p: optim.RMSprop(p, o.learning_rate, o.alpha, o.epsilon),
    "adam": lambda o, p: optim.Adam(p, o.learning_rate, (o.beta_1, o.beta_2), o.epsilon),
    "nesterov": lambda o, p: optim.SGD(p, o.learning_rate, o.momentum, nesterov=True),
    "adagrad": lambda o, p: optim.Adagrad(p, o.learning_rate, eps=o.epsilon),
    "adadelta": lambda o, p: optim.Adadelta(p, o.learning_rate, o.rho, o.epsilon),
    "adamw": lambda o, p: optim.AdamW(p, o.learning_rate, (o.beta_1, o.beta_2), o.epsilon, o.decay),
    "nadam": lambda o, p: optim.NAdam(
        p, o.learning_rate, (o.beta_1, o.beta_2), o.epsilon, momentum_decay=o.momentum_decay
    ),
    "rprop": lambda o, p: optim.Rprop(p, o.learning_rate, (o.shrink, o.grow), (o.least, o.most)),
    "lion": "PyTorch has no Lion",
    "l-bfgs": "it searches along a line by other rules than PyTorch's",
}
SCHEDULES = {
    "constant": lambda s, o: lr_scheduler.ConstantLR(o, 1.0),
    "step": lambda s, o: lr_scheduler.StepLR(o, s.every, s.gamma),
    "exponential": lambda s, o: lr_scheduler.ExponentialLR(o, s.gamma),
    "cosine": lambda s, o: lr_scheduler.CosineAnnealingLR(o, s.epochs, s.bottom * o.param_groups[0]["lr"]),
    "one-cycle": lambda s, o: lr_scheduler.OneCycleLR(
        o, o.param_groups[0]["lr"], s.epochs, pct_start=s.climb, cycle_momentum=False
    ),
    "warm-up-cosine": lambda s, o: lr_scheduler.SequentialLR(
        o,
        [
            lr_scheduler.LinearLR(o, 1.0 / s.warm_up, total_iters=s.warm_up - 1),
            lr_scheduler.CosineAnnealingLR(o, s.epochs - s.warm_up),
        ],
        [s.warm_up],
    ),
    "reduce-on-plateau": lambda s, o: lr_scheduler.ReduceLROnPlateau(
        o, factor=s.gamma, patience=s.patience, threshold=s.threshold
    ),
}
CLIPPINGS = {
    "none": lambda c, p: None,
    "by-value": lambda c, p: nn.utils.clip_grad_value_(p, c.limit),
    "by-norm": lambda c, p: nn.utils.clip_grad_norm_(p, c.limit),
}
LAYERS = {  # of the layer and the shape of its inputs
    "dense": lambda layer, shape: [
        nn.Linear(shape[-1], layer.units, layer.bias),
        partial(ACTIVATIONS[layer.activation.kind], layer.activation),
    ],
    "conv2d": lambda layer, shape: [
        nn.ZeroPad2d(_keras_padding(layer, shape)),
        nn.Conv2d(shape[0], layer.filters, layer.kernel, layer.stride, bias=layer.bias),
        lambda z: ACTIVATIONS[layer.activation.kind](layer.activation, z.movedim(1, -1)).movedim(-1, 1),
    ],
    "dropout": "its masks come from another generator",
    "flatten": lambda layer, shape: [nn.Flatten()],
    "batch-norm": lambda layer, shape: [nn.BatchNorm1d(*shape, layer.epsilon, layer.momentum)],
    "layer-norm": lambda layer, shape: [nn.LayerNorm(shape, layer.epsilon)],
    "max-pool": lambda layer, shape: [nn.MaxPool2d(layer.size, layer.stride)],
    "average-pool": lambda layer, shape: [nn.AvgPool2d(layer.size, layer.stride)],
    "global-max-pool": lambda layer, shape: [nn.AdaptiveMaxPool2d(1), nn.Flatten()],
    "global-average-pool": lambda layer, shape: [nn.AdaptiveAvgPool2d(1), nn.Flatten()],
    "embedding": lambda layer, shape: [_embedding(layer, shape[1])],
    "gaussian-noise": "its numbers come from another generator",
    "recurrent": lambda layer, shape: [
        _through_time(
            layer,
            shape[1],
            nn.RNN(shape[1], layer.units, nonlinearity=layer.activation.kind, batch_first=True),
        )
    ],
    "gru": lambda layer, shape: [
        _through_time(layer, shape[1], nn.GRU(shape[1], layer.units, batch_first=True))
    ],
    "lstm": lambda layer, shape: [
        _through_time(layer, shape[1], nn.LSTM(shape[1], layer.units, batch_first=True))
    ],
}
ACTIVATIONS = {
    "identity": lambda a, z: z,
    "relu": lambda a, z: functional.relu(z),
    "leaky-relu": lambda a, z: functional.leaky_relu(z, a.slope),
    "elu": lambda a, z: functional.elu(z, a.alpha),
    "tanh": lambda a, z: z.tanh(),
    "sigmoid": lambda a, z: z.sigmoid(),
    "softplus": lambda a, z: functional.softplus(z, a.sharpness),
    "softmax": lambda a, z: z.softmax(-1),
    "selu": lambda a, z: functional.selu(z),
    "gelu": lambda a, z: functional.gelu(z),
    "swish": lambda a, z: functional.silu(z),
    "mish": lambda a, z: functional.mish(z),
    "softsign": lambda a, z: functional.softsign(z),
    "hard-tanh": lambda a, z: functional.hardtanh(z),
    "sine": lambda a, z: z.sin(),
    "gaussian": lambda a, z: z.square().neg().exp(),
}
LOSSES = {  # of sums z, outputs a and targets y
    "mean-squared-error": lambda loss, z, a, y: functional.mse_loss(a, y),
    "half-squared-error": lambda loss, z, a, y: functional.mse_loss(a, y, reduction="sum") / (2 * len(y)),
    "mean-absolute-error": lambda loss, z, a, y: functional.l1_loss(a, y),
    "huber": lambda loss, z, a, y: functional.huber_loss(a, y, delta=loss.delta),
    "hinge": lambda loss, z, a, y: functional.hinge_embedding_loss(a * y, -torch.ones_like(y)),
    "binary-cross-entropy": lambda loss, z, a, y: functional.binary_cross_entropy(a, y),
    "cross-entropy": lambda loss, z, a, y: functional.cross_entropy(
        z, y.argmax(1), _weights(loss), label_smoothing=loss.label_smoothing
    ),
    "kl-divergence": lambda loss, z, a, y: functional.kl_div(z.log_softmax(1), y, reduction="batchmean"),
}
TABLES = {
    Optimizer: OPTIMIZERS,
    Schedule: SCHEDULES,
    Clipping: CLIPPINGS,
    Layer: LAYERS,
    Activation: ACTIVATIONS,
    Loss: LOSSES,
}


def _keras_padding(layer, shape):
    """Return what PyTorch is to add at the left, right, top and bottom for Keras' padding "same"."""
    if layer.padding == "valid":
        return 0, 0, 0, 0
    high, wide = (
        max((-(-size // layer.stride) - 1) * layer.stride + layer.kernel - size, 0) for size in shape[1:]
    )
    return wide // 2, wide - wide // 2, high // 2, high - high // 2


def _through_time(layer, inputs, unrolled):
    """PyTorch's layer with the parameters that ours has: of its two biases, which add up, it needs but one.

    Where ours is truncated, every block of steps begins with the state of the one before it, detached.
    """

    class ThroughTime(nn.Module):
        def __init__(self):
            super().__init__()
            for name, parameter in layer.parameters((1, inputs)).items():
                turned = (*parameter.shape[1:], *parameter.shape[:1])
                self.register_parameter(name, nn.Parameter(torch.zeros(turned)))

        def forward(self, x):
            own = dict(self.named_parameters())
            none = torch.zeros(len(layer.gates) * layer.units)
            second = own.get("recurrent_bias", none[:0])
            tensors = {
                "weight_ih_l0": own["weight"],
                "weight_hh_l0": own["recurrent"],
                "bias_ih_l0": own.get("bias", none),
                "bias_hh_l0": torch.cat([none[len(second) :], second]),
            }
            block = layer.truncation or x.shape[1]
            found, state = [], None
            for steps in x.split([x.shape[1] % block, *[block] * (x.shape[1] // block)], 1):
                if steps.shape[1]:
                    outputs, state = torch.func.functional_call(unrolled, tensors, (steps, state))
                    state = [s.detach() for s in state] if isinstance(state, tuple) else state.detach()
                    found.append(outputs)
            every = torch.cat(found, 1)
            return every if layer.outputs == "every-step" else every[:, -1]

    return ThroughTime()


def _embedding(layer, symbols):
    """PyTorch's table, turned as its matrices are, for rows with a one in the place of the symbol."""

    class Table(nn.Module):
        def __init__(self):
            super().__init__()
            self.weight = nn.Parameter(torch.zeros(layer.units, symbols))

        def forward(self, x):
            return functional.embedding(x.argmax(-1), self.weight.T)

    return Table()


def _weights(loss):
    return torch.tensor(loss.class_weights) if loss.class_weights else None


def unexplained() -> list[str]:
    """Return the parts that have neither a counterpart nor a reason."""
    return [
        f"{base.family_name} {kind}"
        for base, table in TABLES.items()
        for kind in family(base).keys() - table.keys()
    ]


def without_part() -> list[str]:
    """Return the lines of the tables that are of no part."""
    return [
        f"{base.family_name} {kind}"
        for base, table in TABLES.items()
        for kind in table.keys() - family(base).keys()
    ]


def known(base: type[Part]) -> Iterator[type[Part]]:
    """Yield the members of a family that PyTorch has."""
    for kind, member in family(base).items():
        if callable(TABLES[base].get(kind)):
            yield member
