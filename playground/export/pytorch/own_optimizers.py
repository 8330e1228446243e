"""Optimizers that PyTorch lacks. Only where PyTorch is installed can this be imported.

They are what a person would write who has nothing else, for scripts get them as they stand here.
"""

import torch


class LionOptimizer(torch.optim.Optimizer):
    """Steps of one size in the direction of the momentum's sign (Chen et al. 2023)."""

    def __init__(self, parameters, lr, betas, weight_decay):
        settings = {"lr": lr, "betas": betas, "weight_decay": weight_decay}
        super().__init__(parameters, settings)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            rate, (first, second) = group["lr"], group["betas"]
            for each in group["params"]:
                if each.grad is None:
                    continue
                mean = self.state[each].setdefault("mean", torch.zeros_like(each))
                direction = torch.sign(torch.lerp(each.grad, mean, first))
                each.mul_(1 - rate * group["weight_decay"]).sub_(rate * direction)
                mean.lerp_(each.grad, 1 - second)
