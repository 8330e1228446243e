"""What is in a file of weights or of a run, as facts by name and as lines for the terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.export import runs, trained_files, weights
from playground.export.weights import TrainedNetwork
from playground.parts.counts import grouped, number
from playground.parts.percentages import percent


def facts(path: str, otherwise: Experiment | None) -> dict[str, Any]:
    """Return what a file says of itself. Raises BadRun, BadWeights."""
    found: dict[str, Any] = {"file": path, "bytes": 0}
    if trained_files.is_run(path):
        run = runs.read(path)
        trained = TrainedNetwork.at(run.experiment, run.snapshots[-1], run.rows)
        found |= {"format": "run", "snapshots": len(run.snapshots)}
    else:
        trained = weights.read(path, otherwise)
        found["format"] = weights.FORMATS[weights.known(path) or ""].title
    experiment, network = trained.experiment, trained.network
    found |= {
        "bytes": os.path.getsize(path),
        "title": experiment.title,
        "seed": experiment.seed,
        **{name: value for name, value in trained.figures._asdict().items() if value is not None},
        "precision": str(network.parameters.dtype),
        "parameters": network.parameters.shape[1],
        "inputs": list(network.shapes[0]),
        "layers": [
            {
                "name": name,
                "layer": layer.model_dump(mode="json"),
                "outputs": list(shape),
                "arrays": {own: list(each.shape) for own, each in layout.declared.items()},
            }
            for name, layer, shape, layout in zip(
                network.names(), network.layers, network.shapes[1:], network.layouts, strict=True
            )
        ],
        "problems": [str(problem) for problem in problems(experiment)],
    }
    return found


def lines(found: dict[str, Any]) -> Iterator[str]:
    """Yield facts for a person."""
    yield f"{found['file']}: {found['format']}, {grouped(found['bytes'])} bytes"
    yield f"  {found['title']}, seed {found['seed']}, epoch {grouped(found['epoch'])}"
    told = {name: value for name, value in found.items() if name.endswith(("_loss", "_accuracy"))}
    if told:
        figures = (
            f"{name.replace('_', ' ')} {percent(value) if 'accuracy' in name else number(value, 4)}"
            for name, value in told.items()
        )
        yield f"  {', '.join(figures)}"
    if "snapshots" in found:
        yield f"  {grouped(found['snapshots'])} snapshots to go back to"
    yield f"  {grouped(found['parameters'])} parameters in {found['precision']}"
    yield f"  {'inputs':<22} {_sides(found['inputs'])}"
    for layer in found["layers"]:
        chosen = layer["layer"].get("activation", {}).get("kind", "")
        arrays = ", ".join(f"{name} {_sides(shape)}" for name, shape in layer["arrays"].items())
        yield f"  {layer['name']:<22} {_sides(layer['outputs']):<12} {chosen:<10} {arrays}".rstrip()
    if found["problems"]:
        yield f"  It predicts, but cannot be trained on: {found['problems'][0]}"


def _sides(shape: list[int]) -> str:
    return " × ".join(map(str, shape))
