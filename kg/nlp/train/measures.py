"""Measures of networks that score things one by one."""
from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def average_precision(scores: ArrayLike, right: ArrayLike) -> float:
    """The mean, over all that is right, of the precision down to it: scores and whether each is right (0 or 1), both of shape (n,)."""
    ordered = np.asarray(right)[np.argsort(-np.asarray(scores), kind="stable")]
    return float((np.cumsum(ordered) / np.arange(1, len(ordered) + 1) * ordered).sum() / max(1.0, ordered.sum()))
