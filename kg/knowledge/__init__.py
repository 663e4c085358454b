"""What is known before a document is read: the ontology's classes, relations, lexicon and cues, as plain data."""
