"""Backprop Playground: train small networks and see every number that backpropagation computes.

As a library::

    import playground

    run = playground.train("spiral", epochs=300)
    run.network.predict(inputs)      # (samples, features) -> (samples, outputs)
    run.history                      # one row of figures for every recorded epoch
    run.save_history("h.csv")        # or .jsonl
    run.write_report("r.html")       # all of it on one page
    run.save("w.safetensors")        # or .npz, .onnx ..., code as .numpy.py ..., the whole run as .run
    playground.load_network("w.safetensors").predict(inputs)
    run = playground.resume("w.run", epochs=900)  # on until epoch 900, or from weights
    run = playground.train(playground.from_table("flowers.csv", target="species"))
    run.predict("new.csv")           # a table, or columns by their names
    playground.fit(inputs, targets).predict(inputs)  # as scikit-learn's estimators
"""

import os

# Toy matrices gain nothing from BLAS threads, and one thread makes runs repeat bit for bit.
# It must be said before NumPy is imported.
for _library in ("OPENBLAS", "MKL", "OMP"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

TYPE_CHECKING = False  # as in interrupts.py
if TYPE_CHECKING:
    from playground.estimators import Classifier, Regressor, fit
    from playground.experiment.presets import load
    from playground.library import Run, cross_validate, from_table, load_network, resume, train

__all__ = [
    "Classifier",
    "Regressor",
    "Run",
    "cross_validate",
    "fit",
    "from_table",
    "load",
    "load_network",
    "resume",
    "train",
]


def __getattr__(name: str) -> object:
    """Import the library when it is asked for: the program must begin before that."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from playground import estimators, library

    found: object = getattr(library if hasattr(library, name) else estimators, name)
    return found
