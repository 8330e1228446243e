"""The same step as matrices: forward, loss, backward and update, with the numbers of the trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from playground.engine.layers.matrices import LayerMatrices, matrix, transposed
from playground.engine.regularizers.base import NOTHING
from playground.engine.symbolic.expressions import Line, Symbol, Term, symbol, valued
from playground.engine.symbolic.functions import call
from playground.engine.symbolic.layer_symbols import Place
from playground.engine.symbolic.products import matmul
from playground.engine.symbolic.update_lines import PULLED, AllParameters, OptimizerStep, after
from playground.microscope.chain import Chain, Stage
from playground.microscope.change import RATE
from playground.microscope.trace import Trace

SHARES = "The share of each row in the loss of the batch."


@dataclass(frozen=True, eq=False)
class WholeStep:
    """A step as matrices: all layers, and the update of all parameters."""

    title: str
    stages: tuple[Stage, ...]
    trace: Trace


def in_matrices(shown: Chain) -> Chain:
    """Return a chain's step as matrices: of all layers, and the update of the parameters of the chain's."""
    made = BatchLines(shown.trace, shown.place)
    with np.errstate(all="ignore"):
        stages = (
            ("forward", made.forward()),
            ("loss", made.loss()),
            ("backward", made.backward()),
            ("update", made.update(shown.node.layer)),
        )
        found = tuple(Stage(name, tuple(lines)) for name, lines in stages)
    return replace(shown, stages=tuple(stage for stage in found if stage.lines))


class BatchLines:
    """The lines of a step for its whole batch."""

    def __init__(self, trace: Trace, place: Place = ()) -> None:
        """``place`` says which moment of a sequence or which channel of an image is spelled out.

        Without one it is the last moment, and the first channel.
        """
        self._trace, self._place = trace, place

    def forward(self) -> Iterator[Line]:
        """Yield how every layer's outputs come about."""
        for position, layer in enumerate(self._trace.layers, 1):
            yield from layer.rule.forward_matrices(self._of(position))

    def loss(self) -> Iterator[Line]:
        """Yield the loss of the batch."""
        trace, rule = self._trace, self._trace.loss_rule
        outputs, targets = self._outputs("a"), self._targets()
        yield from rule.rows_lines(outputs, targets)
        steps = len(targets.number) > len(trace.losses)
        written = rule.rows_formula(outputs, targets)
        # At every step of a sequence each row is a step; the trace knows the losses of whole samples only.
        known = written is not None and self._same(written, trace.losses[:, None])
        losses = written.number if written is not None and known and steps else trace.losses[:, None]
        what = "step of every sample" if known and steps else "sample"
        each = matrix("ℓ", losses, means=f"The loss of every {what}, one below the other.")
        if written is None or not known:
            written = call(rule.kind, lambda *_: each.number, outputs, targets)
        yield Line(each, written, f"{rule.title}, row by row.")
        shares = self._shares() if known else matrix("p", trace.shares, means=SHARES)
        whole = matrix("L", [trace.loss], means="The loss of the batch.")
        yield Line(whole, matmul(shares, each), f"The loss of the batch: every {what} counts by its share.")

    def backward(self) -> Iterator[Line]:
        """Yield what the loss hands over, and the slopes and gradients of all layers, from the last down."""
        yield self._first()
        for position in range(len(self._trace.layers), 0, -1):
            yield from self._trace.layers[position - 1].rule.backward_matrices(self._of(position))

    def update(self, position: int) -> Iterator[Line]:
        """Yield what the step makes of the parameters of a layer."""
        for name in self._trace.layers[position - 1].layout.trained:
            w = self._of(position).parameter(name)
            yield from (replace(line, updates=w) for line in self._update(position, name, w))

    def _update(self, position: int, name: str, w: Symbol) -> Iterator[Line]:
        trace = self._trace
        layer, g = trace.layers[position - 1], self._of(position).slope_of(name)
        of = {key: layer.named(flat)[name] for key, flat in self._flat().items()}
        pull = trace.regularizer.slope_formula(w)
        if layer.layout.trained[name].role.is_weight and pull is not NOTHING:
            pulled = matrix("G", of["pulled"], layer=position, means=PULLED)
            yield Line(pulled, g + pull, f"With the regularizer's part, {trace.regularizer.title}.")
            g = pulled
        if of["held"].any():
            free = matrix(
                "F", 1.0 - of["held"], layer=position, means="1 for what learns, 0 for what is frozen."
            )
            counted = replace(g, letter="G", number=g.number * free.number)
            yield Line(counted, g * free, "What is frozen learns nothing.")
            g = counted
        length = symbol("‖g‖", np.linalg.norm(trace.counted.astype(np.float64)), means="Its whole norm.")
        if (term := trace.clipping.formula(g, length)) is not g:
            clipped = replace(valued(g, matrix("", of["clipped"]).number), mark="prime")
            yield Line(clipped, term, f"Clipped {trace.clipping.title.lower()}.")
            g = clipped
        places = np.arange(len(trace.before), dtype=np.float64)
        yield from self._optimizer(w, g, name, layer.named(places)[name])
        new = after(w, matrix("", of["moved"]).number, name)
        final = matrix("", of["after"]).number
        if not np.array_equal(final, new.number):
            held = replace(new, number=final, mark="hat", means=f"The {name} that stays.")
            note = "What is frozen stays; limits of the regularizer hold."
            yield Line(held, call("kept", lambda *_, final=final: final, new, w), note)

    def _optimizer(self, w: Symbol, g: Symbol, name: str, places: Any) -> Iterator[Line]:
        trace, own = self._trace, self._trace.optimizer.state_names
        flat = np.asarray(places, np.intp).ravel()
        shape = w.number.shape

        def of(array: Any) -> Any:
            return np.asarray(array, np.float64)[flat].reshape(shape)

        old, new = ({key: of(memory[key]) for key in own} for memory in (trace.memory, trace.memory_after))
        whole = AllParameters(trace.before, trace.counted, trace.moved, flat.reshape(shape))
        rate = symbol("η", trace.learning_rate, means=RATE)
        step = OptimizerStep(w, g, rate, trace.update, of(trace.moved), old, trace.memory, whole, name)
        *lines, last = trace.optimizer.formula(step)
        for line in lines:
            known = line.state_name in new
            yield replace(line, left=valued(line.left, new[line.state_name])) if known else line
        yield replace(last, left=valued(last.left, of(trace.moved)))

    def _flat(self) -> dict[str, Any]:
        trace = self._trace
        return {
            "pulled": trace.pulled,
            "held": trace.frozen.astype(np.float64),
            "clipped": trace.clipped,
            "moved": trace.moved,
            "after": trace.after,
        }

    def _of(self, position: int) -> LayerMatrices:
        trace, layer = self._trace, self._trace.layers[position - 1]
        below = trace.layers[position - 2].values.get("da") if position > 1 else None
        moments = layer.inputs_shape[0] if len(layer.inputs_shape) == 2 else 1
        moment = self._place[0] if len(self._place) == 2 else moments - 1
        channel = self._place[0] if len(self._place) == 3 else 0
        return LayerMatrices(
            position,
            layer.inputs_shape,
            layer.shape,
            layer.values,
            layer.named(trace.before),
            layer.named(trace.gradient),
            layer.rule.letters,
            below,
            layer.linked,
            min(moment, moments - 1),
            min(channel, layer.inputs_shape[0] - 1),
        )

    def _outputs(self, name: str) -> Symbol:
        return self._of(len(self._trace.layers)).value(name, self._rows(self._trace.layers[-1].values[name]))

    def _targets(self) -> Symbol:
        return matrix("Y", self._rows(self._trace.y), means="The targets of all samples.")

    def _rows(self, array: Any) -> Any:
        return np.reshape(array, (-1, self._trace.layers[-1].shape[-1]))

    def _first(self) -> Line:
        """Return the line for what the loss hands over."""
        trace = self._trace
        rule, linked = trace.loss_rule, trace.layers[-1].linked
        left, outputs, targets = self._outputs("dz" if linked else "da"), self._outputs("a"), self._targets()
        shares, rows = self._shares(), len(left.number)
        alike = bool(np.allclose(shares.number, shares.number[0, 0]))
        slope = rule.rows_slope_formula(outputs, targets, rows if alike else 1)
        note = f"What the loss hands over: {rule.slope_in_words}"
        note += (
            (", divided as the loss's mean is" if rows > 1 else "") if alike else ", each row by its share"
        )
        if slope is not None and not alike:
            slope = transposed(shares) * slope
        if slope is None or not np.allclose(slope.number, left.number, rtol=1e-4, atol=1e-7):
            slope = call(f"{rule.kind}'", lambda *_: left.number, outputs, targets)
        return Line(left, slope, f"{note}.")

    def _shares(self) -> Symbol:
        """Return the share of every row of the outputs in the loss of the batch."""
        found = np.reshape(self._trace.shares[:, None] * self._trace.step_shares, (1, -1))
        return matrix("p", found, means=SHARES)

    def _same(self, written: Term, losses: Any) -> bool:
        """Return whether the losses of all rows are those of the samples, if these have several rows each."""
        steps = np.reshape(written.number, (len(losses), -1)) * self._trace.step_shares
        return bool(np.allclose(steps.sum(axis=1, keepdims=True), losses, rtol=1e-4, atol=1e-7))


def whole_step(trace: Trace) -> WholeStep:
    """Return a step as matrices."""
    made = BatchLines(trace)
    with np.errstate(all="ignore"):
        legs = (made.forward, made.loss, made.backward)
        stages = [Stage(leg.__name__, tuple(leg())) for leg in legs]
        updates = (made.update(position) for position in range(1, len(trace.layers) + 1))
        stages.append(Stage("update", tuple(line for lines in updates for line in lines)))
    count = len(trace.rows)
    title = f"Step {trace.step + 1} in epoch {trace.epoch + 1} as matrices: {count} {trace.part} sample"
    return WholeStep(title + "s" * (count != 1), tuple(stages), trace)
