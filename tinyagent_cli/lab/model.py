"""The planner's network in torch, for training.  Its twin in numpy is planning/embedded/network.

A prefix language model with pointers.  The request is read in both directions at once;
the plan is then written mark by mark, each step attending to the request and to the steps
before.  A mark is chosen among the grammar's; where it is SPAN, a first word is chosen by
the likeness of the state to the words' states (Vinyals et al. 2015, pointer networks), and
a last one given the first.  The next step is told the states of both words.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - its name everywhere

from tinyagent_cli.planning.embedded.architecture import POSITIONS, REACH, Architecture
from tinyagent_cli.planning.embedded.grammar import MARKS, MAX_CALLS, MODES, SLOTS, SPAN


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples padded to one length; shapes in brackets (b examples, p words, s steps).

    *bag_rows*, *bag_offsets*, *bag_weights* make up the distinct words; *word* [b, p] says
    which of them stands where, *gap* [b, p] whether a space does before it; *lengths* [b]
    in words; *start* [b] whether text was piped.  *before*, *mark* [b, s] are the marks before
    and at a step, *allowed* [b, s, marks] what the grammar allows, *slot*, *mode*, *call*
    [b, s] the place, *first*, *last*, *from_word* [b, s] the words pointed at and the first
    that may be, *valid* [b, s] which steps there are.
    """

    bag_rows: Tensor
    bag_offsets: Tensor
    bag_weights: Tensor
    word: Tensor
    gap: Tensor
    lengths: Tensor
    start: Tensor
    before: Tensor
    mark: Tensor
    allowed: Tensor
    slot: Tensor
    mode: Tensor
    call: Tensor
    first: Tensor
    last: Tensor
    from_word: Tensor
    valid: Tensor

    def to(self, device: torch.device) -> Batch:
        """The same batch on *device*."""
        return Batch(**{f.name: getattr(self, f.name).to(device) for f in fields(self)})


def _norm(x: Tensor, weight: Tensor | None = None) -> Tensor:
    return F.rms_norm(x, (x.shape[-1],), None if weight is None else weight.to(x.dtype), 1e-5)


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Rotary positions, halves paired as in Qwen 3 (Su et al. 2021)."""
    a, b = x.chunk(2, -1)
    cos, sin = cos.to(x.dtype), sin.to(x.dtype)
    return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)


class Block(nn.Module):  # type: ignore[misc]  # torch is untyped to mypy here
    """One layer: attention, then a gated feed-forward net, each added to the stream."""

    def __init__(self, a: Architecture) -> None:
        super().__init__()
        self.heads = a.heads
        self.norm1 = nn.Parameter(torch.ones(a.width))
        self.norm2 = nn.Parameter(torch.ones(a.width))
        self.q_norm = nn.Parameter(torch.ones(a.head))
        self.k_norm = nn.Parameter(torch.ones(a.head))
        self.qkv = nn.Linear(a.width, 3 * a.width, bias=False)
        self.out = nn.Linear(a.width, a.width, bias=False)
        self.gate_up = nn.Linear(a.width, 2 * a.hidden, bias=False)
        self.down = nn.Linear(a.hidden, a.width, bias=False)

    def forward(
        self,
        x: Tensor,
        cos: Tensor,
        sin: Tensor,
        mask: Tensor,
        cache: tuple[Tensor, Tensor] | None,
        drop: float,
    ) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        b, t, d = x.shape
        q, k, v = self.qkv(_norm(x, self.norm1)).view(b, t, 3, self.heads, -1).unbind(2)
        q = rotate(_norm(q, self.q_norm).transpose(1, 2), cos, sin)
        k = rotate(_norm(k, self.k_norm).transpose(1, 2), cos, sin)
        v = v.transpose(1, 2)
        own = (k, v)
        if cache is not None:
            k, v = torch.cat((cache[0], k), 2), torch.cat((cache[1], v), 2)
        if x.is_cuda:
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        else:
            # In bfloat16 the backward pass of attention over short rows takes a CPU five times
            # as long.
            with torch.autocast("cpu", enabled=False):
                q, k, v = q.float(), k.float(), v.float()
                mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = x + F.dropout(self.out(mixed.transpose(1, 2).reshape(b, t, d)), drop, self.training)
        gate, up = self.gate_up(_norm(x, self.norm2)).chunk(2, -1)
        return x + F.dropout(self.down(F.silu(gate) * up), drop, self.training), own


class Pointer(nn.Module):  # type: ignore[misc]  # likewise
    """The whole network; see the module."""

    def __init__(
        self, a: Architecture, drop: float = 0.0, places: Tensor | None = None, blind: float = 0.0
    ) -> None:
        """*places* [rows, dimensions]: see meanings.py.  A share *blind* of the words that have
        a place is seen without its own vector while training, as are words yet to come."""
        super().__init__()
        self.a, self.drop, self.blind = a, drop, blind
        self.features = nn.Parameter(torch.randn(a.rows, a.width) * 0.5)
        self.places: Tensor | None
        self.register_buffer("places", places)
        if places is not None:
            self.meaning = nn.Parameter(torch.zeros(places.shape[1], a.width))
            self.features.data[places.any(1)] = 0.0  # a word never learnt from is its meaning alone
        self.gaps = nn.Parameter(torch.randn(2, a.width) * 0.5)
        self.starts = nn.Parameter(torch.randn(2, a.width) * 0.5)
        self.marks = nn.Parameter(torch.randn(MARKS + 1, a.width) * a.width**-0.5)
        self.slots = nn.Parameter(torch.randn(SLOTS, a.width) * 0.1)
        self.modes = nn.Parameter(torch.randn(MODES, a.width) * 0.1)
        self.turns = nn.Parameter(torch.randn(MAX_CALLS + 1, a.width) * 0.1)
        self.span_first = nn.Linear(a.width, a.width, bias=False)
        self.span_last = nn.Linear(a.width, a.width, bias=False)
        self.blocks = nn.ModuleList(Block(a) for _ in range(a.layers))
        self.norm = nn.Parameter(torch.ones(a.width))
        self.point = nn.Linear(a.width, 2 * a.pointer, bias=False)  # queries: first, last
        self.last_given = nn.Linear(a.width, a.pointer, bias=False)
        self.keys = nn.Linear(a.width, 2 * a.pointer, bias=False)
        self.reach = nn.Parameter(torch.randn(REACH, a.pointer) * 0.1)
        steps = torch.arange(0, a.head, 2).float() / a.head
        angle = torch.outer(torch.arange(POSITIONS).float(), 10000.0**-steps)
        self.register_buffer("cos", angle.cos(), persistent=False)
        self.register_buffer("sin", angle.sin(), persistent=False)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, 0, module.in_features**-0.5)
        for block in self.blocks:
            for linear in (block.out, block.down):
                linear.weight.data /= math.sqrt(2 * a.layers)

    def read(self, batch: Batch) -> tuple[Tensor, list[tuple[Tensor, Tensor]], Tensor]:
        """States of the words [b, p, width], keys and values of every layer, and which count."""
        bags = self._seen(batch)
        x = F.embedding(batch.word, bags) + F.embedding(batch.gap, self.gaps)
        x = torch.cat((F.embedding(batch.start, self.starts)[:, None], x), 1)
        x = F.dropout(_norm(x), self.drop, self.training)
        t = x.shape[1]
        here = torch.arange(t, device=x.device) <= batch.lengths[:, None]
        caches = []
        for block in self.blocks:
            x, own = block(x, self.cos[:t], self.sin[:t], here[:, None, None], None, self.drop)
            caches.append(own)
        return _norm(x, self.norm)[:, 1:], caches, here

    def _seen(self, batch: Batch) -> Tensor:
        """What is seen of the distinct words of *batch*, [n, width]."""
        rows, offsets, weights = batch.bag_rows, batch.bag_offsets, batch.bag_weights

        def summed(table: Tensor, weights: Tensor) -> Tensor:
            return F.embedding_bag(rows, table, offsets, mode="sum", per_sample_weights=weights)

        if self.places is None:
            return summed(self.features, weights)
        own = weights
        if self.training and self.blind:
            placed = self.places.any(1)[rows]
            own = weights * ~(placed & (torch.rand_like(weights) < self.blind))
        return summed(self.features, own) + summed(self.places, weights) @ self.meaning

    def write(
        self, batch: Batch, words: Tensor, caches: list[tuple[Tensor, Tensor]], here: Tensor
    ) -> Tensor:
        """States of the steps [b, s, width], each knowing the marks before it."""
        s = batch.before.shape[1]
        x = self._told(batch, words)
        at = batch.lengths[:, None] + 1 + torch.arange(s, device=x.device)
        cos, sin = self.cos[at][:, None], self.sin[at][:, None]
        causal = here.new_ones(s, s).tril().expand(len(x), s, s)
        mask = torch.cat((here[:, None].expand(-1, s, -1), causal), 2)[:, None]
        for block, cache in zip(self.blocks, caches, strict=True):
            x, _ = block(x, cos, sin, mask, cache, self.drop)
        return _norm(x, self.norm)

    def write_on(
        self, batch: Batch, words: Tensor, caches: list[tuple[Tensor, Tensor]]
    ) -> tuple[Tensor, list[tuple[Tensor, Tensor]]]:
        """State [1, 1, width] of the last step of one example, and *caches* with that step.

        What :meth:`write` gives for it, the steps before having been written in the same way.
        """
        x = self._told(batch, words)[:, -1:]
        at = caches[0][0].shape[2]
        everything = torch.ones(1, 1, 1, at + 1, dtype=torch.bool, device=x.device)
        longer = []
        for block, (keys, values) in zip(self.blocks, caches, strict=True):
            cos, sin = self.cos[at : at + 1], self.sin[at : at + 1]
            x, (k, v) = block(x, cos, sin, everything, (keys, values), self.drop)
            longer.append((torch.cat((keys, k), 2), torch.cat((values, v), 2)))
        return _norm(x, self.norm), longer

    def _told(self, batch: Batch, words: Tensor) -> Tensor:
        """What each step [b, s, width] is told: the mark before, its place, the last words."""
        x = (
            F.embedding(batch.before, self.marks)
            + F.embedding(batch.slot, self.slots)
            + F.embedding(batch.mode, self.modes)
            + F.embedding(batch.call, self.turns)
        )
        # What was pointed at one step before.
        nothing = batch.first.new_full((len(x), 1), -1)
        first = torch.cat((nothing, batch.first[:, :-1]), 1)
        last = torch.cat((nothing, batch.last[:, :-1]), 1)
        was = (first >= 0).unsqueeze(-1)
        x = x + was * (self.span_first(_pick(words, first)) + self.span_last(_pick(words, last)))
        return _norm(x)

    def scores(self, state: Tensor) -> Tensor:
        """Scores of the marks for each *state*, before the grammar has its say."""
        return state @ self.marks[:MARKS].T

    def firsts(self, state: Tensor, words: Tensor) -> Tensor:
        """Scores [b, s, p] of the words [b, p, width] as first of a run, at each state."""
        query = self.point(state)[..., : self.a.pointer]
        key = self.keys(words)[..., : self.a.pointer]
        return query @ key.mT * self.a.pointer**-0.5

    def lasts(self, state: Tensor, words: Tensor, first: Tensor) -> Tensor:
        """Scores [b, s, p] of the words as last of a run that begins with *first* [b, s]."""
        query = self.point(state)[..., self.a.pointer :] + _pick(self.last_given(words), first)
        key = self.keys(words)[..., self.a.pointer :]
        place = torch.arange(words.shape[1], device=words.device)
        far = (place - first[..., None]).clamp(0, REACH - 1)
        return (query @ key.mT + (query @ self.reach.T).gather(2, far)) * self.a.pointer**-0.5

    def loss(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Mean negative log-likelihood of a step, and which of the valid steps are right [n].

        Each step is given what should stand before it (teacher forcing).
        """
        words, caches, here = self.read(batch)
        state = self.write(batch, words, caches, here)
        valid = batch.valid
        picked, mark = state[valid], batch.mark[valid]
        scores = self.scores(picked).float().masked_fill(~batch.allowed[valid], -1e4)
        total = F.cross_entropy(scores, mark, reduction="sum")
        right = scores.argmax(-1) == mark
        span = valid & (batch.mark == SPAN)
        if span.any():
            example = span.nonzero()[:, 0]
            first, last = batch.first[span], batch.last[span]
            firsts = self.firsts(state, words)[span].float()
            lasts = self.lasts(state, words, batch.first)[span].float()
            place = torch.arange(words.shape[1], device=words.device)
            there = here[example, 1:]
            firsts = firsts.masked_fill(~(there & (place >= batch.from_word[span][:, None])), -1e4)
            lasts = lasts.masked_fill(~(there & (place >= first[:, None])), -1e4)
            total = total + F.cross_entropy(firsts, first, reduction="sum")
            total = total + F.cross_entropy(lasts, last, reduction="sum")
            right = right.clone()
            right[mark == SPAN] &= (firsts.argmax(-1) == first) & (lasts.argmax(-1) == last)
        return total / len(mark), right


def _pick(words: Tensor, index: Tensor) -> Tensor:
    """words[b, index[b, s]] for every step; rows of index -1 are to be masked away."""
    at = index.clamp(min=0).unsqueeze(-1).expand(-1, -1, words.shape[-1])
    return words.gather(1, at)
