"""ONNX: the network as a graph that other programs carry out, with the same numbers in it."""

from __future__ import annotations

from typing import IO

from playground.export.onnx.model import arrangement as arrangement
from playground.export.onnx.model import serialized
from playground.export.onnx.reading import arrays_and_texts
from playground.export.weights.contents import TEXTS, Contents
from playground.export.weights.trained_network import TrainedNetwork


def write(trained: TrainedNetwork, file: IO[bytes]) -> None:
    """Write a model. Raises LookupError for a layer that ONNX does not know, ImportError without ``onnx``."""
    seen = {"seed": trained.experiment.seed, **trained.figures._asdict()}
    shown = {name: str(value) for name, value in seen.items() if value is not None}
    file.write(serialized(trained.experiment, trained.network, trained.texts() | shown, trained.outline))


def read(data: bytes) -> Contents:
    """Return what stands in a model. Raises Unreadable."""
    arrays, texts = arrays_and_texts(data)
    return Contents(arrays, {name: texts[name] for name in TEXTS if name in texts})
