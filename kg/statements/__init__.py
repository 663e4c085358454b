"""One document's statements: entries filled with entities, each with its speaker, modality, date, words and confidence."""
