"""What single lines of a document say of who wrote it and to whom, whatever its format: the shapes of names, and the two ends of a letter."""
