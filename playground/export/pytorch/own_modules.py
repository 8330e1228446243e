"""Modules that PyTorch lacks. Only where PyTorch is installed can this be imported."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn


class SineModule(nn.Module):
    """A wave."""

    def forward(self, z: Any) -> Any:
        return torch.sin(z)


class GaussianModule(nn.Module):
    """A bump at zero."""

    def forward(self, z: Any) -> Any:
        return torch.exp(-z * z)


class NoiseModule(nn.Module):
    """Normal noise while training."""

    def __init__(self, deviation: float) -> None:
        super().__init__()
        self.deviation = deviation

    def forward(self, x: Any) -> Any:
        return x + self.deviation * torch.randn_like(x) if self.training else x


class LastStep(nn.Module):
    """Of what a recurrent module returns, the hidden state of the last step."""

    def forward(self, returned: Any) -> Any:
        return returned[0][:, -1]


class EveryStep(nn.Module):
    """Of what a recurrent module returns, the hidden states of all steps."""

    def forward(self, returned: Any) -> Any:
        return returned[0]


class ElmanRNN(nn.Module):
    """``nn.RNN`` with any activation."""

    def __init__(self, inputs: int, units: int, activation: Any = None, bias: bool = True) -> None:
        super().__init__()
        self.activation = activation or nn.Identity()
        self.weight_ih_l0 = nn.Parameter(torch.zeros(units, inputs))
        self.weight_hh_l0 = nn.Parameter(torch.zeros(units, units))
        if bias:
            self.bias_ih_l0 = nn.Parameter(torch.zeros(units))
            self.bias_hh_l0 = nn.Parameter(torch.zeros(units))
        self.biased = bias

    def forward(self, x: Any) -> Any:
        bias = self.bias_ih_l0 + self.bias_hh_l0 if self.biased else 0.0
        state, states = x.new_zeros(len(x), len(self.weight_hh_l0)), []
        for step in x.unbind(1):
            state = self.activation(step @ self.weight_ih_l0.T + state @ self.weight_hh_l0.T + bias)
            states.append(state)
        return torch.stack(states, 1), state
