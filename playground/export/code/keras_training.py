"""The training loop of a script for Keras: the way that the run went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from playground.engine.clipping import ByNorm
from playground.engine.layers.dropout import Dropout
from playground.engine.layers.noise import GaussianNoise
from playground.engine.layers.normalization import BatchNorm
from playground.export.arrangement import ABSENT, AnyArray, LayerArrays, numbers, places
from playground.export.code.array_text import LOOKED_AT, entries, few
from playground.export.code.course import Course
from playground.export.code.generator_state import generator_lines, generator_state
from playground.export.code.own_parts import sources
from playground.export.code.rates import rate_source
from playground.export.code.script import Section
from playground.export.code.sections import assigned
from playground.export.keras.calls import KerasCall
from playground.export.keras.losses import keras_loss
from playground.export.keras.optimizers import keras_clipping, keras_optimizer
from playground.export.keras.regularizers import keras_limit, keras_penalty
from playground.export.keras.sequential import keras_calls
from playground.export.optimizer_call import OptimizerCall
from playground.export.spelling import docstring, row
from playground.export.weights.trained_network import TrainedNetwork

OWN = "playground.export.keras.own_optimizers"
SEARCH = "playground.export.numpy.own_lbfgs"
DRAWN = "What is drawn by layers is drawn otherwise, and so are later batches."
SPREAD = "Keras keeps the variance of a batch as it is, where the run's is that of what it is a sample of."
MEASURED = '''
def measured(inputs, targets):
    """Return the mean loss of samples."""
    outputs = ops.convert_to_tensor(model.predict(inputs, verbose=0))
    return float(ops.mean(loss_of(ops.convert_to_tensor(targets), outputs)))
'''
HOLDING = '''
class HoldingOptimizer(BASE):
    """It sees no gradient of numbers that training leaves alone."""

    def apply(self, gradients, variables=None):
        gradients = list(gradients)
        for i, places in held.items():
            free = np.ones(gradients[i].shape, dtype=np.float32)
            free.flat[places] = 0.0
            gradients[i] = gradients[i] * ops.array(free)
        super().apply(gradients, variables)
'''
OBJECTIVE = '''
def objective(targets, outputs):
    """Return the loss of each sample, with what is asked of the weights."""
    weights = [each for each in model.trainable_variables if "kernel" in each.name]
    return loss_of(targets, outputs) + penalty(weights)
'''


@dataclass(frozen=True, eq=False)
class KerasTraining:
    """The sections of a training loop, and the arrays that it needs."""

    course: Course
    rule: OptimizerCall
    start: dict[str, AnyArray]
    arrays: dict[str, AnyArray]
    held: dict[int, AnyArray]
    """Of trainable variables, counted from 0, the places of the numbers that stay as they are."""

    @classmethod
    def of(
        cls, trained: TrainedNetwork, precision: np.dtype[np.floating], same_batches: bool
    ) -> KerasTraining:
        """Return how a network is trained anew. Raises LookupError in one sentence for what cannot be."""
        course = Course.of(trained, same_batches)
        network, experiment = course.start, course.experiment
        made = [array for call in keras_calls(network, numbers(network)) for array in call.arrays]
        start = {f"first_{i}": np.asarray(array, precision) for i, array in enumerate(made, 1)}
        arrays = {name: array.astype(precision) for name, array in course.arrays().items()}
        once = keras_calls(network, [LayerArrays(each.named) for each in places(network)])
        rule = keras_optimizer(experiment.optimizer, experiment.schedule.kind != "constant")
        return cls(course, rule, start, arrays, _held(once, experiment.frozen))

    def outside(self) -> dict[str, AnyArray]:
        """Return the arrays that are too long for the script."""
        return ({} if few(self.start, LOOKED_AT) else self.start) | (
            {} if few(self.arrays, LOOKED_AT) else self.arrays
        )

    def sections(self) -> Iterator[Section]:
        """Yield the pieces of the script."""
        course, experiment = self.course, self.course.experiment
        yield Section("What is trained on", assigned(self.arrays, self.outside()))
        text = f'[stored[f"first_{{i}}"] for i in range(1, {len(self.start) + 1})]'
        if few(self.start, LOOKED_AT):
            text = entries([("", array) for array in self.start.values()], "[]")
        state = generator_state(course) if experiment.shuffle else ""
        yield Section("The first weights", f"first_weights = {text}\n\n{state}")
        if self.held:
            text = entries([(str(i), where) for i, where in self.held.items()], "{}")
            yield Section("What stays as it is", f"# Numbers that training leaves alone.\nheld = {text}")
        if rate := rate_source(experiment.schedule, experiment.optimizer.learning_rate, course.per_epoch):
            yield Section("The learning rate", rate)
        searched = ["GradientReader", "flat", "put"] if self.rule.searches else []
        for module in (OWN, SEARCH) if self.rule.own else ():
            for each in sources(module, [self.rule.name, *searched]):
                yield Section("What Keras lacks", each)
        if self.clips_trained_alone:
            yield Section("What stays out of the norm", HOLDING.replace("BASE", self._called))
        if limit := keras_limit(experiment.regularizer).source:
            yield Section("The limit of the weights", limit)
        loss = keras_loss(experiment.loss)
        told = docstring("Return the loss of each sample.", indent=4)
        yield Section("The loss", "\n    ".join([f"def loss_of(targets, outputs):\n{told}", *loss]))
        if penalty := keras_penalty(experiment.regularizer):
            yield Section("What is asked of the weights", f"{penalty}\n{OBJECTIVE}")
        yield Section("The loss of all samples", MEASURED)
        yield Section("The training", self._train())

    @property
    def clips_trained_alone(self) -> bool:
        """Whether the gradient's norm is limited, and numbers that stay as they are do not count in it."""
        by_norm = isinstance(self.course.experiment.clipping, ByNorm)
        return bool(self.held) and by_norm and not self.rule.searches

    @property
    def _called(self) -> str:
        return self.rule.name if self.rule.own else f"keras.optimizers.{self.rule.name}"

    @property
    def scheduled(self) -> bool:
        """Whether the learning rate changes."""
        return self.course.experiment.schedule.kind != "constant"

    def _train(self) -> str:
        course, experiment = self.course, self.course.experiment
        lines = [*self._prepared(), "for epoch in range(epochs):"]
        lines += [f"    rows = np.arange({len(course.samples)})"]
        lines += ["    generator.shuffle(rows)"] * experiment.shuffle
        lines += [f"    for first in range(0, len(rows), {course.batch}):"]
        lines += [f"        batch = rows[first : first + {course.batch}]"]
        lines += [f"        {line}" if line else "" for line in self._step()]
        told = 'print(f"epoch {epoch + 1}: loss {loss:.4g}")'
        loss, often = "loss = measured(train_inputs, train_targets)", course.epochs // 10
        if experiment.schedule.observes:
            names = "watched_inputs, watched_targets" if course.watched else "train_inputs, train_targets"
            lines += [f"    learning_rate.observe(measured({names}))"]
        shown = [loss, told]
        if often > 1:
            shown = [f"if (epoch + 1) % {often} == 0:", f"    {loss}", f"    {told}"]
        lines += [f"    {line}" for line in shown]
        head = [f"def train(epochs={course.epochs}):", docstring(*self._notes(), indent=4)]
        return "\n".join([*head, *(f"    {line}" if line else "" for line in lines)])

    def _prepared(self) -> Iterator[str]:
        """Yield what is done before the first epoch."""
        experiment = self.course.experiment
        yield "model.set_weights([np.array(array) for array in first_weights])"
        name = "HoldingOptimizer" if self.clips_trained_alone else self._called
        given = dict(self.rule.settings)
        if self.rule.searches:
            yield "reader, parameters = GradientReader(), model.trainable_variables"
        else:
            given = {"learning_rate": experiment.optimizer.learning_rate} | given
            given |= keras_clipping(experiment.clipping)
        settings = [f"{key}={value!r}" for key, value in given.items()]
        yield from row(f"optimizer = {name}(", settings, ")", 4).split("\n    ")
        loss = "objective" if keras_penalty(experiment.regularizer) else "loss_of"
        yield f"model.compile(optimizer={'reader' if self.rule.searches else 'optimizer'}, loss={loss})"
        if self.held:
            yield "start = [np.copy(ops.convert_to_numpy(each)) for each in model.trainable_variables]"
        if keras_limit(experiment.regularizer).source:
            yield 'weights = [each for each in model.trainable_variables if "kernel" in each.name]'
        if experiment.shuffle:
            yield from generator_lines(self.course, "generator")
        if experiment.schedule.observes:
            yield "learning_rate = FallingRate()"
        if self.scheduled:
            yield "step = 0"

    def _step(self) -> Iterator[str]:
        """Yield what is done with each batch."""
        experiment = self.course.experiment
        limit = keras_limit(experiment.regularizer)
        rate = "rate" if self.scheduled else repr(experiment.optimizer.learning_rate)
        if self.scheduled:
            yield "rate = learning_rate(step)"
            yield "step += 1"
        if limit.looks_back:
            yield "before = [np.copy(ops.convert_to_numpy(each)) for each in weights]"
        if self.rule.searches:
            yield from ("", *EVALUATE[:5], *(HELD_STILL if self.held else ()), *EVALUATE[5:], "")
            yield f"optimizer.step(evaluate, flat(parameters), {rate})"
        else:
            if self.scheduled:
                yield "optimizer.learning_rate = rate"
            yield "model.train_on_batch(train_inputs[batch], train_targets[batch])"
        if limit.call:
            yield limit.call.replace("RATE", rate)
        if self.held:
            yield from PUT_BACK

    def _notes(self) -> list[str]:
        layers = self.course.start.layers
        notes = [self.course.told]
        notes += [DRAWN] * any(isinstance(layer, Dropout | GaussianNoise) for layer in layers)
        return notes + [SPREAD] * any(isinstance(layer, BatchNorm) for layer in layers)


EVALUATE = (
    "def evaluate(point, batch=batch):",
    '    """Go to a point, and return the loss there and its gradient."""',
    "    put(parameters, point)",
    "    model.reset_metrics()",
    "    loss = model.train_on_batch(train_inputs[batch], train_targets[batch])",
    "    return loss, flat(reader.gradients).astype(float)",
)
HELD_STILL = (
    "    for i, places in held.items():",
    "        gradient = np.copy(ops.convert_to_numpy(reader.gradients[i]))",
    "        gradient.flat[places] = 0.0",
    "        reader.gradients[i].assign(gradient)",
)
PUT_BACK = (
    "for i, places in held.items():",
    "    array = np.copy(ops.convert_to_numpy(model.trainable_variables[i]))",
    "    array.flat[places] = start[i].flat[places]",
    "    model.trainable_variables[i].assign(array)",
)


def _held(calls: Sequence[KerasCall], frozen: Sequence[int]) -> dict[int, AnyArray]:
    """Return the places of frozen numbers, and of biases that Keras has and the run had not."""
    trained = [array for call in calls for array in call.arrays[: len(call.arrays) - call.kept]]
    still = [np.flatnonzero((each == ABSENT) | np.isin(each - 1, list(frozen))) for each in trained]
    return {i: each for i, each in enumerate(still) if len(each)}
