"""The built pages to their bucket on AWS: new files first, the documents that name them last, nothing deleted."""

from __future__ import annotations

import json
import mimetypes
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nabiz_tools.failures import ToolError
from nabiz_tools.front.pages import DOCUMENT, TYPES
from nabiz_tools.web.headers import read_headers
from nabiz_tools.web.settings import aws_settings

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

NEEDED = ("WebBucketName", "WebDistributionId", "UserPoolClientId", "SignInUrl", "ConsoleAddress")


@dataclass(frozen=True)
class Upload:
    """One object: where it lies in the bucket, what it is, how long it may be kept."""

    key: str
    content: bytes
    content_type: str
    cache_control: str


def uploads(built: Path, outputs: Mapping[str, str]) -> list[Upload]:
    """Everything to upload in a safe order: who loads an old page finds its files, who loads a new one finds the new.

    Raises:
        ToolError: the pages are not built, or the stack has no place for them.
    """
    missing = [name for name in NEEDED if name not in outputs]
    if missing:
        raise ToolError(f"This stack has no {', '.join(missing)}; deploy the template for AWS first")
    if not (built / "console" / DOCUMENT).exists():
        raise ToolError(f"There is nothing in {built}; build the pages with: make web")
    found = list(_built(built))
    settings = aws_settings(outputs["UserPoolClientId"], outputs["SignInUrl"], outputs["ConsoleAddress"])
    found.append(_upload("console/settings.json", json.dumps(settings, indent=2).encode()))
    return sorted(found, key=lambda upload: (upload.key.endswith(DOCUMENT), upload.key))


def publish(s3: S3Client, cloudfront: Any, built: Path, outputs: Mapping[str, str]) -> int:
    """Upload, then let CloudFront forget what it kept. Returns how many files."""
    todo = uploads(built, outputs)
    for upload in todo:
        s3.put_object(
            Bucket=outputs["WebBucketName"],
            Key=upload.key,
            Body=upload.content,
            ContentType=upload.content_type,
            CacheControl=upload.cache_control,
        )
    cloudfront.create_invalidation(
        DistributionId=outputs["WebDistributionId"],
        InvalidationBatch={"Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": str(time.time_ns())},
    )
    return len(todo)


def _built(built: Path) -> Iterator[Upload]:
    for app, prefix in (("citizen", ""), ("console", "console/")):
        for file in sorted((built / app).rglob("*")):
            inner = file.relative_to(built / app)
            if file.is_file() and not any(part.startswith(".") for part in inner.parts):
                yield _upload(f"{prefix}{inner.as_posix()}", file.read_bytes())


def _upload(key: str, content: bytes) -> Upload:
    suffix = Path(key).suffix
    kind = TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
    text = kind.startswith("text/") or kind.endswith("json")
    return Upload(key, content, f"{kind}; charset=utf-8" if text else kind, read_headers().cache_control(key))
