"""The API's log: every line once, in our own shape."""

from __future__ import annotations

from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

from app import app


def test_the_framework_writes_no_lines_of_its_own() -> None:
    assert all(isinstance(handler.formatter, LambdaPowertoolsFormatter) for handler in app.log.handlers)
