"""Errors that a person can do something about are one clear line, not a page of code."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError, NoCredentialsError

from nabiz_tools import cli
from nabiz_tools.failures import advise


def test_missing_credentials_are_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def run(options: object) -> int:
        raise NoCredentialsError

    monkeypatch.setattr("nabiz_tools.commands.figures.run", run)

    assert cli.main(["figures", "reconcile"]) == 1
    assert capsys.readouterr().err.startswith("nabiz: AWS credentials are missing")


def test_what_aws_refused_is_named() -> None:
    error = ClientError({"Error": {"Code": "AccessDenied", "Message": "not yours"}}, "PutObject")

    assert advise(error) == "AWS refused PutObject: AccessDenied: not yours"


def test_other_errors_keep_their_traceback() -> None:
    assert advise(ValueError("a defect")) == ""
