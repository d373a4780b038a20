"""Logs and metrics: one logger for every module, ids and reasons only, never what or who a person is."""

from __future__ import annotations

from aws_lambda_powertools.logging import Logger
from aws_lambda_powertools.metrics import Metrics

# Service name, level and namespace come from the POWERTOOLS_ variables of the template.
logger = Logger(log_record_order=["level", "message"], log_uncaught_exceptions=False)
metrics = Metrics()
