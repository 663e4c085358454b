"""A document's parse, and what English grammar tells by it; no word of the domain."""
