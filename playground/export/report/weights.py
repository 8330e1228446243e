"""The weights in a report: of every layer its size and statistics, pictures, and small arrays in full."""

from __future__ import annotations

from collections.abc import Iterator

from playground.engine.activations.base import Array
from playground.export.pictures.weights import WeightHistograms, WeightMatrices
from playground.export.report.markup import escaped, figure, table
from playground.export.report.section import ReportSection
from playground.export.report.summary import said
from playground.export.run_record import RunRecord
from playground.parts.counts import grouped
from playground.parts.percentages import percent

SMALL = 200
"""The numbers of a network with at most so many are written down."""


class WeightSection(ReportSection):
    """A row for each layer, pictures of the weights, and the numbers of a small network."""

    title = "Weights"

    def body(self, run: RunRecord) -> str:
        head = ("Layer", "Hands on", "Parameters", "Norm", "Gradient", "Next update", "Idle units")
        found = table(head, self._layers(run), "numbers")
        if not run.network.parameters.size:
            return found
        found += figure(WeightHistograms, run, "How large weights and biases are, layer by layer")
        found += figure(WeightMatrices, run, "Orange is negative, blue positive; a row for each unit")
        return found + (self._numbers(run) if run.network.parameters.shape[1] <= SMALL else "")

    def _layers(self, run: RunRecord) -> Iterator[tuple[str, ...]]:
        for rule, layer in zip(run.network.layers, run.statistics.layers, strict=True):
            shape = " × ".join(map(str, layer.shape))
            norms = (layer.weight, layer.gradient, layer.update) if layer.parameters else (None, None, None)
            idle = percent(len(layer.dead) / layer.units) if layer.dead else "–"
            name = f"{layer.name} ({rule.title})"
            yield escaped(name), shape, grouped(layer.parameters), *map(said, norms), idle

    def _numbers(self, run: RunRecord) -> str:
        network, found = run.network, ""
        for name, layout in zip(network.names(), network.layouts, strict=True):
            for own, array in layout.views(network.parameters[0]).items():
                rows = array.reshape(-1, array.shape[-1]) if array.ndim else array.reshape(1, 1)
                found += f"<h3>{escaped(name)}, {escaped(own.replace('_', ' '))}</h3>{self._matrix(rows)}"
        return found

    def _matrix(self, rows: Array) -> str:
        head = ("", *(f"unit {place + 1}" for place in range(rows.shape[1])))
        alone = len(rows) == 1
        lines = (("" if alone else f"from {i + 1}", *map(said, row.tolist())) for i, row in enumerate(rows))
        return table(head, lines, "numbers")
