"""Who speaks: quotations, turns of an interview, sources, and whose claim a clause is."""
