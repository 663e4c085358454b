"""The graph: made, described, kept in a store, sent to a server."""
