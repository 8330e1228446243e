"""A whole network as an ``nn.Sequential``: its modules, their ``state_dict``, and the thing itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from playground.engine.network import Network
from playground.export.arrangement import AnyArray, LayerArrays, numbers
from playground.export.pytorch.layers import layer_modules
from playground.export.pytorch.modules import TorchModule
from playground.export.pytorch.precision import in_precision

MISSING = "PyTorch is not installed: pip install torch"


def modules(network: Network, layers: Sequence[LayerArrays]) -> list[TorchModule]:
    """Return the modules of all layers. Raises LookupError for what PyTorch has no counterpart of."""
    each = zip(network.layers, network.shapes, layers, strict=False)
    return [module for layer, shape, own in each for module in layer_modules(layer, shape, own)]


def state_dict(network: Network, layers: Sequence[LayerArrays]) -> dict[str, AnyArray]:
    """Return arrays by the names that an ``nn.Sequential`` of the modules gives them: ``0.weight`` ..."""
    return {
        f"{position}.{name}": array
        for position, module in enumerate(modules(network, layers))
        for name, array in module.arrays.items()
    }


def spelled(network: Network) -> str:
    """Return the ``nn.Sequential`` in Python."""
    rows = "".join(f"    {module},\n" for module in modules(network, numbers(network)))
    return f"nn.Sequential(\n{rows}){in_precision(network.parameters.dtype)}"


def own_modules(network: Network) -> list[str]:
    """Return the names of the modules that PyTorch lacks."""
    found = modules(network, numbers(network))
    inner = [each for module in found for each in module.arguments if isinstance(each, TorchModule)]
    return list(dict.fromkeys(each.name for each in (*found, *inner) if each.own))


def to_torch(network: Network) -> Any:
    """Return an ``nn.Sequential`` with the same numbers, ready to predict: inputs (samples, *shape) in.

    Raises ImportError in one sentence where PyTorch is not installed.
    """
    try:
        import torch
    except ImportError as error:
        raise ImportError(MISSING) from error
    from playground.export.pytorch import own_modules as lacking

    def made(module: Any) -> Any:
        if not isinstance(module, TorchModule):
            return module
        called = [made(each) for each in module.arguments]
        return getattr(lacking if module.own else torch.nn, module.name)(*called, **module.settings)

    found = torch.nn.Sequential(*map(made, modules(network, numbers(network))))
    arrays = state_dict(network, numbers(network))
    found.to(getattr(torch, network.parameters.dtype.name))
    found.load_state_dict({name: torch.from_numpy(np.array(array)) for name, array in arrays.items()})
    return found.eval()
