"""Who judges whom in a paragraph, by a trained network: what people mean as blame though no word of it says so.

Rules on the parse come first (`kg.statements`); this reads what they left: "we have written to the council four times", said its neighbour.
"""
FILE = "judge.onnx"  # in the folder of weights; the table of sub-words is read from the parser's
