"""Muon for the matrices, AdamW for the rest.

Muon (Jordan et al. 2024) makes every step of a matrix orthogonal by a few Newton–Schulz
iterations, done here for all matrices of one form at once.
"""

from __future__ import annotations

from typing import Any, Final

import torch
from torch import Tensor, nn

_MOMENTUM: Final = 0.95
_SCHULZ: Final = (3.4445, -4.7750, 2.0315)
# Linear layers that hold several matrices side by side, each of which is its own.
_PARTS: Final = {"qkv": 3, "gate_up": 2, "point": 2, "keys": 2}


class Muon:
    """Both optimisers in one; :meth:`step` takes the learning rate of the moment."""

    def __init__(self, model: nn.Module, decay: float = 0.02) -> None:
        self.decay = decay
        self._groups: dict[tuple[int, int], list[tuple[Tensor, int]]] = {}
        rest: list[Tensor] = []
        for name, parameter in model.named_parameters():
            if name.endswith(".weight"):
                parts = _PARTS.get(name.split(".")[-2], 1)
                form = (parameter.shape[0] // parts, parameter.shape[1])
                self._groups.setdefault(form, []).append((parameter, parts))
            else:
                rest.append(parameter)
        matrices = [p for group in self._groups.values() for p, _ in group]
        self._momentum = {id(p): torch.zeros_like(p) for p in matrices}
        self._matrices = matrices
        self._adam = torch.optim.AdamW(rest, lr=1e-3, betas=(0.9, 0.98), weight_decay=0.0)

    def step(self, rate: float) -> None:
        """One step; gradients are cleared."""
        for group in self._adam.param_groups:
            group["lr"] = rate
        self._adam.step()
        self._adam.zero_grad(set_to_none=True)
        with torch.no_grad():
            for form, members in self._groups.items():
                self._turn(form, members, rate)

    def _turn(self, form: tuple[int, int], members: list[tuple[Tensor, int]], rate: float) -> None:
        pushes = []
        for parameter, parts in members:
            gradient = parameter.grad
            momentum = self._momentum[id(parameter)]
            if gradient is None:
                gradient = torch.zeros_like(parameter)
            momentum.lerp_(gradient, 1 - _MOMENTUM)
            pushes.append(gradient.lerp(momentum, _MOMENTUM).view(parts, *form))
            parameter.grad = None
        turned = _orthogonal(torch.cat(pushes))
        scale = rate * 0.2 * max(form) ** 0.5
        at = 0
        for parameter, parts in members:
            parameter.mul_(1 - rate * self.decay)
            parameter.sub_(turned[at : at + parts].reshape(parameter.shape), alpha=scale)
            at += parts

    def state(self) -> dict[str, Any]:
        """What a checkpoint keeps."""
        return {
            "adam": self._adam.state_dict(),
            "momentum": [self._momentum[id(p)] for p in self._matrices],
        }

    def load(self, state: dict[str, Any]) -> None:
        """Go on from what :meth:`state` gave."""
        self._adam.load_state_dict(state["adam"])
        for parameter, momentum in zip(self._matrices, state["momentum"], strict=True):
            self._momentum[id(parameter)].copy_(momentum)


def _orthogonal(g: Tensor) -> Tensor:
    a, b, c = _SCHULZ
    tall = g.shape[1] > g.shape[2]
    x = (g.mT if tall else g).bfloat16()
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(4):
        gram = x @ x.mT
        x = torch.baddbmm(x, torch.baddbmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    return (x.mT if tall else x).float()
