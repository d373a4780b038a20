"""The city's own decisions, read once and never changed."""

from nabiz.configuration.loading import PARTS, load_configuration, version_of
from nabiz.configuration.model import City, Configuration, Limits, SurveyRules

__all__ = [
    "PARTS",
    "City",
    "Configuration",
    "Limits",
    "SurveyRules",
    "load_configuration",
    "version_of",
]
