"""Which of a document's phrases stand for the same person, body or place."""
