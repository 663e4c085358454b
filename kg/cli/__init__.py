"""The command line. `main` is the console script; a command imports what it needs when it runs, so that help is instant."""
from __future__ import annotations

from kg.cli.app import app, main

__all__ = ["app", "main"]
