"""Nabız: the citizen contact centre of a municipality. Imported by every function."""
