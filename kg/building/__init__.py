"""From a folder of documents to a folder of outputs: reading in parallel, what is kept between builds, files that appear together."""
