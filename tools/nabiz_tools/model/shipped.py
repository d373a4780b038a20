"""The classifier of the repository's own city."""

from __future__ import annotations

from pathlib import Path

import yaml

from nabiz.configuration.keywords import read_vocabulary
from nabiz.domain.catalogue import Catalogue, Category, Priority, Terms
from nabiz.text.classification import Classifier
from nabiz.text.model import read_model, shipped_model
from nabiz_tools.paths import CONFIG


def classifier_of(model: Path | None = None) -> Classifier:
    """The classifier with the words of `config/` and the shipped model, or another one."""
    vocabulary = read_vocabulary(yaml.safe_load((CONFIG / "keywords.yaml").read_text("utf-8")), catalogue())
    return Classifier(vocabulary, (lambda: read_model(model)) if model else shipped_model)


def catalogue() -> Catalogue:
    """The categories and their departments; their deadlines are of no interest here."""
    part = yaml.safe_load((CONFIG / "catalogue.yaml").read_text("utf-8"))
    triage = Terms(part["triage"]["department"], Priority.NORMAL, 1, 1)
    categories = {
        code: Category(code, own["names"], Terms(own["department"], Priority(own["priority"]), 1, 1))
        for code, own in part["categories"].items()
    }
    return Catalogue({}, categories, triage)
