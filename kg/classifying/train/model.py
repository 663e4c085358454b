"""The classifier's network: two small layers over what the parser made of a sentence's words, and for each pair of entities a look at its two heads,
the token over both and all tokens between them in the tree (the shortest path, which tells most of a relation: Bunescu and Mooney 2005).
"""
from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertConfig
from transformers.models.bert.modeling_bert import BertLayer

from kg.classifying.sentence import DEPENDENCIES, FAR, FORMS, NESTS, UPOS
from kg.judging.scene import KINDS
from kg.nlp.train.model import blocked, encode, take

STATES, HIDDEN = 384, 160  # of the parser's words, and of the network's own
_LAST, _DROPPED = 256, 0.15


class Classifier(nn.Module):
    """Log odds of each label for each pair; the inputs are those of `kg.classifying.sentence.numbers`, batched, and `words`, 1 for each token."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.states = nn.Linear(STATES, HIDDEN)
        self.upos, self.label, self.quoted = nn.Embedding(len(UPOS), HIDDEN), nn.Embedding(len(DEPENDENCIES), HIDDEN), nn.Embedding(2, HIDDEN)
        self.kind, self.form = nn.Embedding(len(KINDS) + 1, HIDDEN), nn.Embedding(len(FORMS) + 1, HIDDEN)
        config = BertConfig(hidden_size=HIDDEN, num_attention_heads=4, intermediate_size=2 * HIDDEN, hidden_dropout_prob=_DROPPED,
                            attention_probs_dropout_prob=_DROPPED)
        self.layers = nn.ModuleList([BertLayer(config) for _ in range(2)])
        self.subject, self.object = nn.Embedding(len(KINDS) + 1, HIDDEN), nn.Embedding(len(KINDS) + 1, HIDDEN)
        self.steps, self.nest = nn.Embedding(FAR + 1, HIDDEN), nn.Embedding(2 * NESTS, HIDDEN)
        for table in (m for m in self.modules() if isinstance(m, nn.Embedding)):
            nn.init.normal_(table.weight, std=0.05)
        self.query, self.norm, self.query_norm = nn.Linear(4 * HIDDEN, HIDDEN), nn.LayerNorm(HIDDEN), nn.LayerNorm(HIDDEN)
        self.wide, self.out, self.drop = nn.Linear(5 * HIDDEN, _LAST), nn.Linear(_LAST, labels), nn.Dropout(0.2)

    def forward(self, states: Tensor, words: Tensor, upos: Tensor, label: Tensor, kind: Tensor, form: Tensor, quoted: Tensor, subject: Tensor,
                object: Tensor, above: Tensor, kinds: Tensor, steps: Tensor, nest: Tensor, path: Tensor) -> Tensor:
        x = self.states(self.drop(states)) + self.upos(upos) + self.label(label) + self.kind(kind) + self.form(form) + self.quoted(quoted)
        x, bias = self.norm(x), blocked(words, states.dtype)
        for layer in self.layers:
            x = encode(layer, x, bias)
        of, to = kinds[..., 0], kinds[..., 1]
        ends = [take(x, subject) + self.subject(of), take(x, object) * (to > 0).to(x.dtype)[..., None] + self.object(to), take(x, above),
                torch.matmul(path, x)]
        pair = self.query_norm(self.query(self.drop(torch.cat(ends, -1))) + self.steps(steps) + self.nest(nest))
        out: Tensor = self.out(self.drop(nn.functional.gelu(self.wide(self.drop(torch.cat([*ends, pair], -1))))))
        return out
