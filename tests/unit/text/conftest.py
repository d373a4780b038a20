"""The demo city's own words: what is tested is what is shipped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from nabiz.configuration.keywords import read_vocabulary
from nabiz.domain.catalogue import Catalogue, Category, Priority, Terms
from nabiz.text.classification import Classifier
from nabiz.text.vocabulary import Vocabulary

CONFIG = Path(__file__).parents[3] / "config"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    part = yaml.safe_load((CONFIG / "catalogue.yaml").read_text("utf-8"))
    categories = {
        code: Category(code, own["names"], Terms(own["department"], Priority(own["priority"]), 1, 1))
        for code, own in part["categories"].items()
    }
    return Catalogue({}, categories, Terms("iletisim-merkezi", Priority.NORMAL, 1, 1))


@pytest.fixture(scope="session")
def classifier_words(catalogue: Catalogue) -> Vocabulary:
    part = json.loads(json.dumps(yaml.safe_load((CONFIG / "keywords.yaml").read_text("utf-8"))))
    return read_vocabulary(part, catalogue)


@pytest.fixture(scope="session")
def classifier(classifier_words: Vocabulary) -> Classifier:
    return Classifier(classifier_words)
