"""How well a build does against annotations made by people."""
