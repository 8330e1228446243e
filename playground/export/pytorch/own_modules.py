"""Modules that PyTorch lacks. Only where PyTorch is installed can this be imported.

They are what a person would write who has nothing else, for scripts get them as they stand here.
"""

import torch
from torch import nn


class SineModule(nn.Module):
    """A wave."""

    def forward(self, z):
        return torch.sin(z)


class GaussianModule(nn.Module):
    """A bump at zero."""

    def forward(self, z):
        return torch.exp(-z * z)


class NoiseModule(nn.Module):
    """Normal noise while training."""

    def __init__(self, deviation):
        super().__init__()
        self.deviation = deviation

    def forward(self, x):
        return x + self.deviation * torch.randn_like(x) if self.training else x


class LastStep(nn.Module):
    """Of what a recurrent module returns, the hidden state of the last step."""

    def forward(self, returned):
        return returned[0][:, -1]


class EveryStep(nn.Module):
    """Of what a recurrent module returns, the hidden states of all steps."""

    def forward(self, returned):
        return returned[0]


class ElmanRNN(nn.Module):
    """nn.RNN with any activation."""

    def __init__(self, inputs, units, activation=None, bias=True):
        super().__init__()
        self.activation = activation or nn.Identity()
        self.weight_ih_l0 = nn.Parameter(torch.zeros(units, inputs))
        self.weight_hh_l0 = nn.Parameter(torch.zeros(units, units))
        self.bias_ih_l0 = nn.Parameter(torch.zeros(units)) if bias else None
        self.bias_hh_l0 = nn.Parameter(torch.zeros(units)) if bias else None

    def forward(self, x, state=None):
        sums, states = x @ self.weight_ih_l0.T, []
        if self.bias_ih_l0 is not None:
            sums = sums + self.bias_ih_l0 + self.bias_hh_l0
        if state is None:
            state = x.new_zeros(len(x), len(self.weight_hh_l0))
        for step in sums.unbind(1):
            state = self.activation(step + state @ self.weight_hh_l0.T)
            states.append(state)
        return torch.stack(states, 1), state


class BlockwiseModule(nn.Module):
    """A recurrent module whose gradients go back through blocks of steps."""

    def __init__(self, *arguments, truncation, **settings):
        super().__init__(*arguments, **settings)
        self.truncation = truncation

    def forward(self, x, state=None):
        states = []
        # Blocks are counted from the last step: the first one may be shorter.
        first = x.shape[1] % self.truncation or self.truncation
        for stop in range(first, x.shape[1] + 1, self.truncation):
            block = x[:, max(stop - self.truncation, 0) : stop]
            found, state = super().forward(block, state)
            states.append(found)
            one = isinstance(state, torch.Tensor)
            state = state.detach() if one else tuple(each.detach() for each in state)
        return torch.cat(states, 1), state


class TruncatedRNN(BlockwiseModule, nn.RNN):
    """nn.RNN in blocks."""


class TruncatedElmanRNN(BlockwiseModule, ElmanRNN):
    """ElmanRNN in blocks."""


class TruncatedGRU(BlockwiseModule, nn.GRU):
    """nn.GRU in blocks."""


class TruncatedLSTM(BlockwiseModule, nn.LSTM):
    """nn.LSTM in blocks."""
