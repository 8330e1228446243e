"""Backprop Playground: train small networks and see every number that backpropagation computes.

As a library::

    import playground

    run = playground.train(playground.load("spiral"), epochs=300)
    run.network.predict(inputs)      # (samples, features) -> (samples, outputs)
    run.history                      # one row of figures for every recorded epoch
    run.save("w.safetensors")        # or .npz, .json
"""

import os

# Toy matrices gain nothing from BLAS threads, and one thread makes runs repeat bit for bit.
# It must be said before NumPy is imported.
for _library in ("OPENBLAS", "MKL", "OMP"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

from playground.library import Run, train  # noqa: E402
from playground.presets import load  # noqa: E402

__all__ = ["Run", "load", "train"]
