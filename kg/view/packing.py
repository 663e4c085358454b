"""Parts of a picture set side by side."""
from __future__ import annotations

import numpy as np

from kg.view.forces import Points

ASPECT = 1.2  # pictures are a little wider than high, as the room for them is
_GAP = 50.0
_STEP = 60.0  # heights are compared in such steps, so that a part that grows a little keeps its place in the row


def packed(boxes: list[tuple[Points, Points]]) -> list[Points]:
    """What to add to each part's points so that the parts stand side by side: in shelves, in the width that fills a picture best. A box is a part's
    least and greatest x and y; of boxes of one height the first given stands first."""
    if not boxes:
        return []
    sizes = np.array([high - low + _GAP for low, high in boxes])
    widest = float(sizes[:, 0].max())
    tried = [_shelves(sizes, widest * factor) for factor in (1.0, 1.1, 1.25, 1.4, 1.6, 2.0, 2.5, 3.0, 4.0, 6.0)]
    best = min(tried, key=lambda corners: max(float((corners + sizes)[:, 0].max()) / ASPECT, float((corners + sizes)[:, 1].max())))
    return [corner - low for corner, (low, _) in zip(best, boxes, strict=True)]


def _shelves(sizes: Points, width: float) -> Points:
    """Corners of boxes set in shelves of this width, the highest first; the room under a low box is a shelf of its own."""
    corners = np.zeros_like(sizes)
    shelves: list[list[float]] = []  # left, top, height, right end: those with room left
    bottom = 0.0
    for n in sorted(range(len(sizes)), key=lambda n: (-(sizes[n, 1] // _STEP), n)):
        w, h = float(sizes[n, 0]), float(sizes[n, 1])
        shelf = next((s for s in shelves if s[0] + w <= s[3] and h <= s[2]), None)
        if shelf is None:
            shelf = [0.0, bottom, max(h, (sizes[n, 1] // _STEP + 1) * _STEP), width]
            bottom += shelf[2]
            shelves.append(shelf)
        corners[n] = shelf[0], shelf[1]
        if h <= shelf[2] * 0.7:
            shelves.append([shelf[0], shelf[1] + h, shelf[2] - h, shelf[0] + w])
        shelf[0] += w
    return corners
