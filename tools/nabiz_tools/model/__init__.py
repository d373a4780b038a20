"""Trains and examines the model that reads citizens' messages; see docs/classification.md."""
