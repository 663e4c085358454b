"""Questions to a graph: named queries, what may be asked, where a query is wrong, and how answers are shown."""
