"""Which relations a sentence tells, by a trained network, where the words that tell them are none of the lexicon's.

Rules on the parse come first (`kg.statements`); this looks at the pairs of entities that they left in a sentence, in what the parser made of its
words.
"""
FILE, LABELLED = "relations.onnx", "relations"  # in the folder of weights; in that file, what names the relations in their order
