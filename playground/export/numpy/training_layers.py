"""Layers in training as NumPy: the way forward with all that the way back needs, and the way back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import singledispatch

from playground.engine.activations.base import Activation
from playground.engine.activations.rectified import Identity
from playground.engine.layers.base import Layer
from playground.engine.layers.convolution import Conv2d
from playground.engine.layers.dense import Dense
from playground.engine.layers.dropout import Dropout
from playground.engine.layers.embedding import Embedding
from playground.engine.layers.flatten import Flatten
from playground.engine.layers.noise import GaussianNoise
from playground.engine.layers.normalization import BatchNorm, LayerNorm
from playground.engine.layers.pooling import AveragePool, MaxPool
from playground.engine.layers.pooling_global import GlobalAveragePool, GlobalMaxPool
from playground.engine.parameters import Shape
from playground.export.numpy import training_images as images
from playground.export.numpy.activations import activation_value
from playground.export.numpy.functions import NumpyFunction
from playground.export.numpy.slopes import chained

SUM = re.compile(r"\bz\d+\b")
DROPOUT = NumpyFunction(
    "dropout",
    '''
def dropout(x, rate):
    """Return the mask of a dropout: 0, or what makes up for all that is dropped.

    The numbers are drawn unit by unit, as in the run.
    """
    drawn = rng.random((x[0].size, len(x)), x.dtype).T.reshape(x.shape)
    return (drawn >= rate).astype(x.dtype) / (1 - rate)
''',
)
NOISE = NumpyFunction(
    "noise",
    '''
def noise(x, deviation):
    """Return normal noise, drawn unit by unit, as in the run."""
    drawn = rng.standard_normal((x[0].size, len(x)), x.dtype).T.reshape(x.shape)
    return deviation * drawn
''',
)


@dataclass(frozen=True)
class Way:
    """What the numbers around a layer are called in training."""

    position: int
    """Counted from 1."""
    x: str
    a: str
    da: str
    dx: str
    """Empty where nobody asks for it."""
    linked: bool = False
    """Whether the loss hands over the slope with respect to the sums."""


@dataclass(frozen=True)
class NumpyTraining:
    """What a layer does in training, as statements."""

    forward: tuple[str, ...]
    backward: tuple[str, ...] = ()
    learned: tuple[str, ...] = ()
    """The arrays of which it makes gradients: ``dW1`` for ``W1``."""
    functions: tuple[NumpyFunction, ...] = ()
    draws: bool = False
    """Whether it needs random numbers."""


@singledispatch
def numpy_training(layer: Layer, shape: Shape, way: Way) -> NumpyTraining:
    """Return a layer over inputs (samples, *shape) in training.

    Raises LookupError for a layer that nobody has told NumPy of.
    """
    raise LookupError(f"{layer.title} has no way back in NumPy.")


@dataclass(frozen=True)
class Activated:
    """The sums of a layer and what its activation makes of them, forward and back."""

    forward: tuple[str, ...]
    backward: tuple[str, ...]
    dz: str  # what the slope with respect to the sums is called
    functions: tuple[NumpyFunction, ...]


def activated(rule: Activation, sums: str, way: Way, axis: int = -1) -> Activated:
    """Return the statements for an activation of sums, in as few lines as can be read."""
    z, dz = f"z{way.position}", f"dz{way.position}"
    if isinstance(rule, Identity):
        lines = (f"{way.a} = {sums}", *([f"{z} = {way.a}"] if way.linked else []))
        return Activated(lines, (), way.da, ())
    value = activation_value(rule, axis)
    if way.linked:
        lines = (f"{z} = {sums}", f"{way.a} = {value.of(z)}")
        return Activated(lines, (), way.da, value.functions)
    back, functions = chained(rule, z, way.a, way.da, axis)
    lines = (f"{z} = {sums}", f"{way.a} = {value.of(z)}")
    if not SUM.search(back):
        lines = (f"{way.a} = {value.of(sums)}",)
    return Activated(lines, (f"{dz} = {back}",), dz, (*value.functions, *functions))


@numpy_training.register
def _(layer: Dense, shape: Shape, way: Way) -> NumpyTraining:
    w, b = f"W{way.position}", f"b{way.position}"
    made = activated(layer.activation, f"{way.x} @ {w}{f' + {b}' if layer.bias else ''}", way)
    dz, back = made.dz, list(made.backward)
    if len(shape) == 1:
        back.append(f"d{w} = {way.x}.T @ {dz}")
        back += [f"d{b} = {dz}.sum(axis=0)"] if layer.bias else []
    else:
        back.append(f"d{w} = np.tensordot({way.x}, {dz}, axes=((0, 1), (0, 1)))")
        back += [f"d{b} = {dz}.sum(axis=(0, 1))"] if layer.bias else []
    back += [f"{way.dx} = {dz} @ {w}.T"] if way.dx else []
    return NumpyTraining(made.forward, tuple(back), (w, *([b] if layer.bias else [])), made.functions)


@numpy_training.register
def _(layer: Embedding, shape: Shape, way: Way) -> NumpyTraining:
    w = f"W{way.position}"
    back = [f"d{w} = np.tensordot({way.x}, {way.da}, axes=((0, 1), (0, 1)))"]
    back += [f"{way.dx} = {way.da} @ {w}.T"] if way.dx else []
    return NumpyTraining((f"{way.a} = {way.x} @ {w}",), tuple(back), (w,))


@numpy_training.register
def _(layer: Conv2d, shape: Shape, way: Way) -> NumpyTraining:
    k, b, x = f"K{way.position}", f"b{way.position}", way.x
    windows, forward, backward = layer.windows(shape), list[str](), list[str]()
    if windows.padded:
        (top, left), (bottom, right) = windows.before, windows.after
        x = f"padded{way.position}"
        forward.append(f"{x} = np.pad({way.x}, [(0, 0), (0, 0), ({top}, {bottom}), ({left}, {right})])")
    stride = "" if layer.stride == 1 else f", stride={layer.stride}"
    sums = f"convolve({x}, {k}{stride}){f' + {b}[:, None, None]' if layer.bias else ''}"
    made = activated(layer.activation, sums, way, 1)
    backward += made.backward
    inputs = f"d{x}" if windows.padded else way.dx
    called = f"convolve_back({x}, {k}, {made.dz}{stride})"
    backward.append(f"{inputs}, d{k} = {called}" if way.dx else f"_, d{k} = {called}")
    backward += [f"d{b} = {made.dz}.sum(axis=(0, 2, 3))"] if layer.bias else []
    if way.dx and windows.padded:
        (top, left), (height, width) = windows.before, shape[1:]
        backward.append(f"{way.dx} = {inputs}[:, :, {top}:{top + height}, {left}:{left + width}]")
    functions = (images.CONVOLVE, images.CONVOLVE_BACK, *made.functions)
    learned = (k, *([b] if layer.bias else []))
    return NumpyTraining((*forward, *made.forward), tuple(backward), learned, functions)


@numpy_training.register
def _(layer: MaxPool, shape: Shape, way: Way) -> NumpyTraining:
    given = f"{layer.size}, {layer.stride}"
    forward = (f"{way.a} = windows({way.x}, {given}).max(axis=(-2, -1))",)
    back = (f"{way.dx} = max_pool_back({way.x}, {given}, {way.da})",) if way.dx else ()
    return NumpyTraining(forward, back, (), (images.WINDOWS, *([images.MAX_POOL_BACK] if back else [])))


@numpy_training.register
def _(layer: AveragePool, shape: Shape, way: Way) -> NumpyTraining:
    given = f"{layer.size}, {layer.stride}"
    forward = (f"{way.a} = windows({way.x}, {given}).mean(axis=(-2, -1))",)
    back = (f"{way.dx} = average_pool_back({way.x}, {given}, {way.da})",) if way.dx else ()
    return NumpyTraining(forward, back, (), (images.WINDOWS, *([images.AVERAGE_POOL_BACK] if back else [])))


@numpy_training.register
def _(layer: GlobalMaxPool, shape: Shape, way: Way) -> NumpyTraining:
    back = (f"{way.dx} = global_max_back({way.x}, {way.da})",) if way.dx else ()
    functions = (images.GLOBAL_MAX_BACK,) if back else ()
    return NumpyTraining((f"{way.a} = {way.x}.max(axis=(2, 3))",), back, (), functions)


@numpy_training.register
def _(layer: GlobalAveragePool, shape: Shape, way: Way) -> NumpyTraining:
    spread = f"np.ones_like({way.x}) * {way.da}[:, :, None, None] / {shape[1] * shape[2]}"
    back = (f"{way.dx} = {spread}",) if way.dx else ()
    return NumpyTraining((f"{way.a} = {way.x}.mean(axis=(2, 3))",), back)


@numpy_training.register
def _(layer: Flatten, shape: Shape, way: Way) -> NumpyTraining:
    back = (f"{way.dx} = {way.da}.reshape({way.x}.shape)",) if way.dx else ()
    return NumpyTraining((f"{way.a} = {way.x}.reshape(len({way.x}), -1)",), back)


@numpy_training.register
def _(layer: Dropout, shape: Shape, way: Way) -> NumpyTraining:
    mask = f"mask{way.position}"
    forward = (f"{mask} = dropout({way.x}, {layer.rate!r})", f"{way.a} = {way.x} * {mask}")
    back = (f"{way.dx} = {way.da} * {mask}",) if way.dx else ()
    return NumpyTraining(forward, back, (), (DROPOUT,), draws=True)


@numpy_training.register
def _(layer: GaussianNoise, shape: Shape, way: Way) -> NumpyTraining:
    forward = (f"{way.a} = {way.x} + noise({way.x}, {layer.deviation!r})",)
    back = (f"{way.dx} = {way.da}",) if way.dx else ()
    return NumpyTraining(forward, back, (), (NOISE,), draws=True)


@numpy_training.register
def _(layer: BatchNorm, shape: Shape, way: Way) -> NumpyTraining:
    p, x = way.position, way.x
    forward = (
        f"now{p}, spread{p} = {x}.mean(axis=0), {x}.var(axis=0)",
        f"mean{p}[:] += {layer.momentum!r} * (now{p} - mean{p})",
        f"unbiased{p} = spread{p} * len(x) / max(len(x) - 1, 1)",
        f"variance{p}[:] += {layer.momentum!r} * (unbiased{p} - variance{p})",
        f"root{p} = np.sqrt(spread{p} + {layer.epsilon!r})",
        f"normal{p} = ({x} - now{p}) / root{p}",
        f"{way.a} = scale{p} * normal{p} + shift{p}",
    )
    return NumpyTraining(forward, _normalized(way, 0), (f"scale{p}", f"shift{p}"))


@numpy_training.register
def _(layer: LayerNorm, shape: Shape, way: Way) -> NumpyTraining:
    p, x = way.position, way.x
    forward = (
        f"root{p} = np.sqrt({x}.var(axis=-1, keepdims=True) + {layer.epsilon!r})",
        f"normal{p} = ({x} - {x}.mean(axis=-1, keepdims=True)) / root{p}",
        f"{way.a} = scale{p} * normal{p} + shift{p}",
    )
    return NumpyTraining(forward, _normalized(way, -1), (f"scale{p}", f"shift{p}"))


def _normalized(way: Way, axis: int) -> tuple[str, ...]:
    """Return the way back through a normalization over an axis: mean and variance move with x, too."""
    p = way.position
    lines = [f"dscale{p} = ({way.da} * normal{p}).sum(axis=0)", f"dshift{p} = {way.da}.sum(axis=0)"]
    if way.dx:
        over = f"axis={axis}, keepdims=True"
        lines += [
            f"dnormal{p} = {way.da} * scale{p}",
            f"share{p} = normal{p} * (dnormal{p} * normal{p}).mean({over})",
            f"{way.dx} = (dnormal{p} - dnormal{p}.mean({over}) - share{p}) / root{p}",
        ]
    return tuple(lines)
