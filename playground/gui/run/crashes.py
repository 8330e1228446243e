"""What is said of a worker that ended by an error of its own."""

from __future__ import annotations

from playground.parts.text import shortened


def cause(trace: str) -> str:
    """Return the last line of a traceback in plain words, without the modules that its error comes from."""
    last = (trace.strip().splitlines() or [""])[-1]
    kind, _, text = last.partition(": ")
    name = kind.rpartition(".")[2].lstrip("_")
    if name.endswith("MemoryError"):
        return "there was not enough memory"
    return shortened(f"{name}: {text}" if text else name, 120)
