"""Python's collector of cyclic garbage, and when it need not look: what a build holds of many documents has no cycles, and looking it through again
and again, whenever more was made, takes a third of a build's time.
"""
from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting() -> Iterator[None]:
    """The collector looks at nothing in this block."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def pass_over_loaded() -> None:
    """The collector need not look again at what is there now: ontology, networks and vocabulary stay to the end."""
    gc.freeze()


@contextmanager
def looking_at_new() -> Iterator[None]:
    """The collector works in this block, but looks at nothing that was there before it."""
    was = gc.isenabled()
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        gc.unfreeze()
        if not was:
            gc.disable()
