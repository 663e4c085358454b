from __future__ import annotations

import pytest

from kg.nlp import English
from kg.nlp.network import FILES
from kg.paths import weights_folder


@pytest.fixture(scope="session")
def english() -> English:
    folder = weights_folder()
    if not all((folder / name).is_file() for name in FILES):
        pytest.skip(f"the pipeline's weights are not in {folder}: they are made by kg.nlp.train")
    return English(folder)
