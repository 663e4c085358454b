"""The network: a MiniLM encoder with word-shape embeddings, linear tag heads and a biaffine parser (Dozat and Manning 2017).

Input is a batch of windows (see `kg.nlp.features.pad`); output is a dictionary of scores over words. The same module is trained and exported.
"""
from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from kg.nlp.features import SHAPES

ARC, LABEL = 320, 96


def take(x: Tensor, index: Tensor) -> Tensor:
    """The rows (batch, places, hidden) of `x` at the places that `index` gives."""
    return torch.gather(x, 1, index[..., None].expand(-1, -1, x.shape[-1]))


def blocked(mask: Tensor, dtype: torch.dtype) -> Tensor:
    """What is added to attention so that nothing looks where the mask is 0."""
    return (1.0 - mask[:, None, None, :].to(dtype)) * -10000.0


def encode(layer: Any, x: Tensor, bias: Tensor) -> Tensor:
    """One layer of an encoder of the BERT family; `bias` is what `blocked` gives."""
    a = layer.attention.self
    b, n, h = x.shape
    k = a.num_attention_heads
    split = lambda t: t.view(b, n, k, h // k).transpose(1, 2)
    q, key, v = split(a.query(x)), split(a.key(x)), split(a.value(x))
    scores = torch.matmul(q, key.transpose(2, 3))
    if not getattr(a, "scaled", False):
        scores = scores / (h // k) ** 0.5
    p = torch.softmax(scores + bias, -1)
    y = torch.matmul(layer.attention.output.dropout(p) if layer.training else p, v).transpose(1, 2).reshape(b, n, h)
    x = layer.attention.output(y, x)
    out: Tensor = layer.output(layer.intermediate(x), x)
    return out


class Parser(nn.Module):
    """Scores for tags (`upos`, `xpos`, `feats`, `lemma`, `names`), sentence starts, arcs and label representations; `states` of the sub-words."""

    def __init__(self, config: BertConfig, sizes: dict[str, int], labels: int) -> None:
        super().__init__()
        self.bert = BertModel(config, add_pooling_layer=False)
        hidden = config.hidden_size
        self.shape = nn.Embedding(SHAPES, hidden)
        self.gap = nn.Embedding(4, hidden)
        nn.init.zeros_(self.shape.weight)
        nn.init.zeros_(self.gap.weight)
        self.drop = nn.Dropout(0.2)
        self.tags = nn.ModuleDict({name: nn.Linear(2 * hidden, n) for name, n in sizes.items()})
        self.start = nn.Linear(2 * hidden, 1)
        self.arc_dep = nn.Linear(2 * hidden, ARC)
        self.arc_head = nn.Linear(2 * hidden, ARC)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.root = nn.Parameter(torch.randn(1, 1, ARC) * 0.02)
        self.label_dep = nn.Linear(2 * hidden, LABEL)
        self.label_head = nn.Linear(2 * hidden, LABEL)
        self.label_root = nn.Parameter(torch.randn(1, 1, LABEL) * 0.02)
        self.label = nn.Parameter(torch.zeros(LABEL + 1, labels, LABEL + 1))
        nn.init.orthogonal_(self.arc[:-1])

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, gaps: Tensor, first: Tensor, last: Tensor) -> dict[str, Tensor]:
        x = self.layers(self.embed(ids, shapes, gaps), mask)
        w = self.drop(torch.cat([take(x, first), take(x, last)], -1))
        out = {name: head(w) for name, head in self.tags.items()}
        out["start"] = self.start(w)[..., 0]
        dep, head = self._mlp(self.arc_dep, w), self._mlp(self.arc_head, w)
        head = torch.cat([self.root.expand(w.shape[0], 1, ARC).to(head.dtype), head], 1)
        out["arcs"] = torch.matmul(torch.matmul(dep, self.arc[:-1]) + self.arc[-1], head.transpose(1, 2))
        out["label_dep"] = self._mlp(self.label_dep, w)
        lab = self._mlp(self.label_head, w)
        out["label_head"] = torch.cat([self.label_root.expand(w.shape[0], 1, LABEL).to(lab.dtype), lab], 1)
        out["states"] = x
        return out

    def embed(self, ids: Tensor, shapes: Tensor, gaps: Tensor) -> Tensor:
        """What the first layer reads: (batch, sub-words, hidden)."""
        e = self.bert.embeddings
        x = e.word_embeddings(ids) + self.shape(shapes) + self.gap(gaps)
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = x + e.position_embeddings(positions)[None] + e.token_type_embeddings(torch.zeros_like(ids))
        out: Tensor = e.dropout(e.LayerNorm(x))
        return out

    def layers(self, x: Tensor, mask: Tensor, first: int = 0, end: int | None = None) -> Tensor:
        """The encoder's layers from `first` to before `end`; `mask` is 1 where there is something to read."""
        bias = blocked(mask, x.dtype)
        for layer in self.bert.encoder.layer[first:end]:
            x = encode(layer, x, bias)
        return x

    def _mlp(self, layer: nn.Linear, w: Tensor) -> Tensor:
        out: Tensor = self.drop(nn.functional.gelu(layer(w)))
        return out

    def keep_embeddings(self) -> None:
        """Leave the embeddings as they are from now on."""
        for part in (self.bert.embeddings, self.shape, self.gap):
            part.requires_grad_(False)

    def freeze(self, layers: int) -> None:
        """Leave the embeddings and the first `layers` layers as they are from now on, if there are any."""
        if layers:
            self.keep_embeddings()
            self.bert.encoder.layer[:layers].requires_grad_(False)

    @torch.no_grad()
    def scale_queries(self) -> None:
        """Put attention's division into the query weights, once, for export."""
        for layer in self.bert.encoder.layer:
            a = layer.attention.self
            factor = (a.query.out_features // a.num_attention_heads) ** -0.5
            a.query.weight.mul_(factor)
            a.query.bias.mul_(factor)
            a.scaled = True

    def label_scores(self, dep: Tensor, head: Tensor) -> Tensor:
        """Label scores (..., labels) for pairs of label representations (..., LABEL)."""
        one = lambda t: torch.cat([t, torch.ones_like(t[..., :1])], -1)
        return torch.einsum("...i,ilj,...j->...l", one(dep), self.label, one(head))
