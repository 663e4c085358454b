"""The judge's network: the parser's encoder, trained on; marks of the parties; and one query for each pair, which looks at the words again.

The first four layers read sub-words. Then words take their place, each with its party's kind and number and with whether somebody says it, and go
through the last two layers. A pair is what its two parties' mentions and the source's words have come to; through two blocks of cross-attention
(Vaswani et al. 2017), biased by what each word is to the pair, it asks all words, and is labelled. The embeddings stay the parser's own.
"""
from __future__ import annotations

import torch
from torch import Tensor, nn

from kg.judging.scene import KINDS, LABELS, ROLES, SLOTS
from kg.nlp.train.model import Parser, blocked, take

LOWER = 4  # layers that read sub-words
_HEADS, _WIDE, _LAST = 6, 768, 256


class Cross(nn.Module):
    """Queries of pairs ask the words."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(hidden, hidden) for _ in range(4))
        self.wide, self.narrow = nn.Linear(hidden, _WIDE), nn.Linear(_WIDE, hidden)
        self.norm, self.last_norm, self.drop = nn.LayerNorm(hidden), nn.LayerNorm(hidden), nn.Dropout(0.1)

    def forward(self, pairs: Tensor, words: Tensor, bias: Tensor) -> Tensor:
        b, n, h = pairs.shape
        split = lambda x: x.view(b, -1, _HEADS, h // _HEADS).transpose(1, 2)
        q, k, v = split(self.query(pairs)), split(self.key(words)), split(self.value(words))
        weights = torch.softmax(torch.matmul(q, k.transpose(2, 3)) / (h // _HEADS) ** 0.5 + bias, -1)
        asked = torch.matmul(self.drop(weights), v).transpose(1, 2).reshape(b, n, h)
        pairs = self.norm(pairs + self.drop(self.output(asked)))
        out: Tensor = self.last_norm(pairs + self.drop(self.narrow(nn.functional.gelu(self.wide(pairs)))))
        return out


class Judge(nn.Module):
    """Log odds of each label for each pair; the inputs are those of `kg.judging.scene.numbers`, batched."""

    def __init__(self, parser: Parser, hidden: int = 384) -> None:
        super().__init__()
        self.parser = parser
        self.kind, self.slot, self.told = nn.Embedding(len(KINDS) + 1, hidden), nn.Embedding(SLOTS + 1, hidden), nn.Embedding(2, hidden)
        self.role = nn.Embedding(ROLES, _HEADS)
        for table in (self.kind, self.slot, self.told):
            nn.init.normal_(table.weight, std=0.02)
        nn.init.zeros_(self.role.weight)
        self.drop = nn.Dropout(0.2)
        self.query, self.norm = nn.Linear(3 * hidden, hidden), nn.LayerNorm(hidden)
        self.blocks = nn.ModuleList([Cross(hidden) for _ in range(2)])
        self.wide, self.out = nn.Linear(4 * hidden, _LAST), nn.Linear(_LAST, len(LABELS))

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, gaps: Tensor, first: Tensor, last: Tensor, words: Tensor, kind: Tensor, slot: Tensor,
                told: Tensor, who: Tensor, said: Tensor, source: Tensor, target: Tensor, role: Tensor) -> Tensor:
        x = self.parser.layers(self.parser.embed(ids, shapes, gaps), mask, 0, LOWER)
        x = (take(x, first) + take(x, last)) / 2 + self.kind(kind) + self.slot(slot) + self.told(told)
        x = self.parser.layers(x, words, LOWER)
        parties, speeches = torch.matmul(who, x), torch.matmul(said, x)
        ends = [take(parties, source), take(parties, target), take(speeches, source)]
        pairs = self.norm(self.query(self.drop(torch.cat(ends, -1))))
        bias = blocked(words, x.dtype) + self.role(role).permute(0, 3, 1, 2)
        for block in self.blocks:
            pairs = block(pairs, x, bias)
        out: Tensor = self.out(self.drop(nn.functional.gelu(self.wide(torch.cat([*ends, pairs], -1)))))
        return out
