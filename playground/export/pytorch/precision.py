"""How code for PyTorch, which thinks in float32, keeps the precision of a network."""

from __future__ import annotations

import numpy as np

from playground.export.spelling import WIDTH

Precision = np.dtype[np.floating]


def in_precision(dtype: Precision) -> str:
    """Return the call behind a module that makes its numbers as precise; none for float32."""
    return ".double()" if dtype == np.float64 else ""


def tensor(numbers: str, dtype: Precision) -> str:
    """Return the expression for a tensor of an array, or of lists, which NumPy alone reads as float64."""
    return f"torch.tensor(np.array({numbers}))" if dtype == np.float64 else f"torch.tensor({numbers})"


def loading(weights: str, dtype: Precision, indent: int = 0) -> list[str]:
    """Return the statement that puts weights by their names, arrays or lists, into the model."""
    loaded = f"{{name: {tensor('array', dtype)} for name, array in {weights}.items()}}"
    line = f"model.load_state_dict({loaded})"
    return [line] if indent + len(line) <= WIDTH else ["model.load_state_dict(", f"    {loaded}", ")"]
