"""Helpers of the tests: a cloud in memory, AWS's redelivery rules, a small language to tell stories in."""
