"""What is told of a build: a dossier, why an edge stands, what changed, figures, other formats, whether it holds together."""
