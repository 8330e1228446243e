"""Backprop Playground: train small networks and see every number that backpropagation computes.

As a library::

    import playground

    run = playground.train(playground.load("spiral"), epochs=300)
    run.network.predict(inputs)      # (samples, features) -> (samples, outputs)
    run.history                      # one row of figures for every recorded epoch
    run.save("w.safetensors")        # or .npz, .json
    playground.load_network("w.safetensors").predict(inputs)
"""

import os

# Toy matrices gain nothing from BLAS threads, and one thread makes runs repeat bit for bit.
# It must be said before NumPy is imported.
for _library in ("OPENBLAS", "MKL", "OMP"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

TYPE_CHECKING = False  # as in interrupts.py
if TYPE_CHECKING:
    from playground.experiment.presets import load
    from playground.library import Run, cross_validate, load_network, train

__all__ = ["Run", "cross_validate", "load", "load_network", "train"]


def __getattr__(name: str) -> object:
    """Import the library when it is asked for: the program must begin before that."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from playground import library

    found: object = getattr(library, name)
    return found
