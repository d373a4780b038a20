"""Results of scans in the shape in which they are published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nabiz.channels.malware import ScanResult, read_result
from nabiz.domain.pictures import Scan
from nabiz_tools.standins.malware import EICAR, scan

SAMPLES = Path(__file__).parents[3] / "events/guardduty"
BUCKET = "nabiz-media"


def sample(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text())
    return loaded


@pytest.mark.parametrize(
    ("name", "found"),
    [("no_threats_found", Scan.CLEAN), ("threats_found", Scan.INFECTED), ("unsupported", Scan.UNSUPPORTED),
     ("access_denied", Scan.FAILED), ("failed", Scan.FAILED)],
)  # fmt: skip
def test_each_published_result_is_known(name: str, found: Scan) -> None:
    assert read_result(sample(name), BUCKET) == ScanResult("T#123456782", "0a1b2c3d4e5f60718293", found)


def test_the_stand_in_speaks_as_the_original_does() -> None:
    def shape(value: Any) -> Any:
        return {key: shape(inner) for key, inner in value.items()} if isinstance(value, dict) else type(value)

    assert shape(scan(BUCKET, "media/T/1/f", EICAR)) == shape(sample("threats_found"))
    assert shape(scan(BUCKET, "media/T/1/f", b"")) == shape(sample("no_threats_found"))


def test_a_result_that_nobody_knows_opens_nothing() -> None:
    event = scan(BUCKET, "media/T/1/f1", b"")
    event["detail"]["scanResultDetails"]["scanResultStatus"] = "SOMETHING_NEW"

    assert read_result(event, BUCKET) == ScanResult("T#1", "f1", Scan.FAILED)


@pytest.mark.parametrize(
    "event",
    [scan("other-bucket", "media/T/1/f1", b""), scan(BUCKET, "uploads/abc", b""), {}, {"detail-type": "x", "detail": 1},
     {"detail-type": "GuardDuty Malware Protection Object Scan Result", "detail": {"s3ObjectDetails": None}}],
)  # fmt: skip
def test_what_is_no_result_of_ours_is_ignored(event: dict[str, Any]) -> None:
    assert read_result(event, BUCKET) is None
