"""What the window calls the layers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from playground.experiment.experiment import Experiment


def layer_titles(experiment: Experiment) -> list[str]:
    """Return what each layer is called, the output too: ``1 Dense``, ``2 Dropout``, ``3 Output``."""
    names = [*(layer.title for layer in experiment.layers), QCoreApplication.translate("Layers", "Output")]
    return [f"{i} {name}" for i, name in enumerate(names, 1)]
