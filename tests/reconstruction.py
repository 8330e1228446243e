"""Autoencoders: experiments whose targets are the inputs, in the plane and beyond it."""

from playground.data.features import plain
from playground.experiment.experiment import Experiment

AUTOENCODERS = {
    "8-3-8": {
        "data": {"kind": "made-up-codes"},
        "features": plain(8),
        "split": {"test": 0.0},
        "layers": [{"kind": "dense", "units": 3}],
        "output": "sigmoid",
        "loss": "binary-cross-entropy",
        "optimizer": {"kind": "adam", "learning_rate": 0.1},
        "batch_size": 0,
        "epochs": 1000,
    },
    "2-1-2": {
        "data": {"kind": "made-up-arc"},
        "layers": [
            {"kind": "dense", "units": 8},
            {"kind": "dense", "units": 1},
            {"kind": "dense", "units": 8},
        ],
        "output": "auto",
        "optimizer": {"kind": "adam", "learning_rate": 0.02},
    },
}


def autoencoder(name, **settings):
    """Return one of them; its data must be known: see the fixture ``made_up_data``."""
    return Experiment.model_validate({"title": name, "epochs": 300} | AUTOENCODERS[name] | settings)
