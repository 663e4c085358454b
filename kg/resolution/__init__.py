"""The only step that sees all documents at once: who is who, and which allegations are about private persons."""
