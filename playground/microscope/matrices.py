"""The same step as matrices: forward, loss, backward and update, with the numbers of the trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from playground.engine.layers.matrices import LayerMatrices, matrix
from playground.engine.regularizers.base import NOTHING
from playground.engine.symbolic.expressions import Line, Symbol, Term, symbol, valued
from playground.engine.symbolic.functions import call
from playground.engine.symbolic.layer_symbols import Place
from playground.engine.symbolic.products import matmul
from playground.engine.symbolic.update_lines import Stepped, Together, after
from playground.microscope.chain import Chain, Stage
from playground.microscope.trace import Trace

RATE = "The learning rate of this step."


@dataclass(frozen=True, eq=False)
class WholeStep:
    """A step as matrices: all layers, and the update of all parameters."""

    title: str
    stages: tuple[Stage, ...]


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
        """``place`` says which moment of a sequence is spelled out; without one it is the last."""
        self._trace, self._place = trace, place

    def forward(self) -> Iterator[Line]:
        """Yield how every layer's outputs come about."""
        for position, layer in enumerate(self._trace.layers, 1):
            yield from layer.rule.forward_matrices(self._of(position))

    def loss(self) -> Iterator[Line]:
        """Yield the loss of the batch."""
        trace, rule = self._trace, self._trace.loss_rule
        each = matrix("ℓ", trace.losses[:, None], means="The loss of every sample, one below the other.")
        whole = matrix("L", [trace.loss], means="The loss of the batch.")
        ingoing = self._outputs("a"), self._targets()
        note, written = f"{rule.title}, row by row.", None
        if len(ingoing[0].number) == len(each.number):
            written = rule.rows_formula(*ingoing)
        if written is None or not np.allclose(written.number, each.number, rtol=1e-4, atol=1e-7):
            written = call(rule.kind, lambda *_: each.number, *ingoing)
        yield Line(each, written, note)
        shares = matrix("p", trace.shares, means="The share of each sample in the loss of the batch.")
        yield Line(whole, matmul(shares, each), "The loss of the batch: every sample counts by its share.")

    def backward(self) -> Iterator[Line]:
        """Yield what the loss hands over, and the slopes and gradients of all layers, from the last down."""
        yield self._first()
        for position in range(len(self._trace.layers), 0, -1):
            yield from self._trace.layers[position - 1].rule.backward_matrices(self._of(position))

    def update(self, position: int) -> Iterator[Line]:
        """Yield what the step makes of the parameters of a layer."""
        trace = self._trace
        layer, at = trace.layers[position - 1], self._of(position)
        for name in layer.layout.trained:
            of = {key: layer.named(flat)[name] for key, flat in self._flat().items()}
            w, g = at.parameter(name), at.slope_of(name)
            pull = trace.regularizer.slope_formula(w)
            if layer.layout.trained[name].role.is_weight and pull is not NOTHING:
                pulled = matrix(
                    "G", of["pulled"], layer=position, means="The gradient with the regularizer's part."
                )
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
        trace, own = self._trace, self._trace.optimizer.remembers
        flat = np.asarray(places, np.intp).ravel()
        shape = w.number.shape

        def of(array: Any) -> Any:
            return np.asarray(array, np.float64)[flat].reshape(shape)

        old, new = ({key: of(memory[key]) for key in own} for memory in (trace.memory, trace.memory_after))
        together = Together(trace.before, trace.counted, trace.moved, flat.reshape(shape))
        rate = symbol("η", trace.learning_rate, means=RATE)
        step = Stepped(w, g, rate, trace.update, of(trace.moved), old, trace.memory, together, name)
        *lines, last = trace.optimizer.formula(step)
        for line in lines:
            known = line.remembered in new
            yield replace(line, left=valued(line.left, new[line.remembered])) if known else line
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
        linked, count = trace.layers[-1].linked, len(trace.rows)
        left, outputs, targets = self._outputs("dz" if linked else "da"), self._outputs("a"), self._targets()
        rows, wide = left.number.shape
        for times, parts in ((1, rows), (1, rows * wide), (2, rows * wide)):
            difference: Term = outputs - targets if times == 1 else times * (outputs - targets)
            plain = difference / parts if parts > 1 else difference
            if np.allclose(plain.number, left.number, rtol=1e-4, atol=1e-7):
                note = f"What the loss hands over: {'twice ' * (times - 1)}outputs less targets"
                return Line(left, plain, note + (f", divided by {parts}." if parts > 1 else "."))
        slope = call(f"{trace.loss_rule.kind}'", lambda *_: left.number, outputs, targets)
        note = "The derivative of the loss, row by row"
        return Line(left, slope, note + (f", divided by the {count} samples." if count > 1 else "."))


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
    return WholeStep(title + "s" * (count != 1), tuple(stages))
