"""S3: citizens' files in the media bucket, facts in the other."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from botocore.exceptions import ClientError

from nabiz.domain.errors import InvalidInput, NotFound, SendFailed
from nabiz.domain.messages import Remedy
from nabiz.ports import FetchedMedia, PartHere, PresignedForm

PIECE = 1024 * 1024  # bytes read at a time
IN_MEMORY = 8 * PIECE  # larger files wait on disk between provider and bucket


class MediaBucket:
    """`nabiz.ports.MediaStore` and `UploadStore`, and `MediaSource` for what citizens uploaded themselves."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, key: str, chunks: Iterable[bytes], mime_type: str) -> None:
        """See the port: one PutObject; memory stays bounded whatever the size."""
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            for chunk in chunks:
                body.write(chunk)
            body.seek(0)
            self._client.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType=mime_type)

    def save(self, key: str, target: Path) -> None:
        """See `nabiz.ports.pictures.CopyStore`: one GetObject, piece by piece."""
        found = self._client.get_object(Bucket=self._bucket, Key=key)
        with target.open("wb") as file:
            for chunk in found["Body"].iter_chunks(PIECE):
                file.write(chunk)

    def put_file(self, key: str, source: Path, mime_type: str) -> None:
        """See `nabiz.ports.pictures.CopyStore`: one PutObject."""
        with source.open("rb") as body:
            self._client.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType=mime_type)

    def fetch_media(self, source_id: str) -> FetchedMedia:
        """An upload of the citizen's browser; `source_id` is its key."""
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=source_id)
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                raise SendFailed("The file was announced but not uploaded.", code="NoSuchKey",
                                 remedy=Remedy.FALLBACK) from error  # fmt: skip
            raise
        return FetchedMedia(found["Body"].iter_chunks(PIECE), found.get("ContentType", ""), found["ContentLength"])

    def presign_upload(self, key: str, mime_type: str, max_bytes: int, valid: timedelta) -> PresignedForm:
        """See the port. No request: the address is signed here."""
        form = self._client.generate_presigned_post(
            self._bucket, key, Fields={"Content-Type": mime_type},
            Conditions=[{"Content-Type": mime_type}, ["content-length-range", 1, max_bytes]],
            ExpiresIn=int(valid.total_seconds()),
        )  # fmt: skip
        return PresignedForm(form["url"], form["fields"], max_bytes)

    def begin_parts(self, key: str, mime_type: str) -> str:
        """See the port: one CreateMultipartUpload."""
        answer = self._client.create_multipart_upload(Bucket=self._bucket, Key=key, ContentType=mime_type)
        return str(answer["UploadId"])

    def presign_part(self, key: str, session: str, number: int, size: int, valid: timedelta) -> str:
        """See the port. The length is signed too: nobody can send more than was announced."""
        address: str = self._client.generate_presigned_url(
            "upload_part",
            Params={"Bucket": self._bucket, "Key": key, "UploadId": session, "PartNumber": number,
                    "ContentLength": size},
            ExpiresIn=int(valid.total_seconds()),
        )  # fmt: skip
        return address

    def parts_here(self, key: str, session: str) -> tuple[PartHere, ...]:
        """See the port: one ListParts, which shows a thousand; no file that we take has as many."""
        try:
            found = self._client.list_parts(Bucket=self._bucket, Key=key, UploadId=session)
        except ClientError as error:
            raise _refused(error) from error
        return tuple(PartHere(part["PartNumber"], part["ETag"], part["Size"]) for part in found.get("Parts", []))

    def join_parts(self, key: str, session: str, parts: Sequence[PartHere]) -> None:
        """See the port: one CompleteMultipartUpload, and one HeadObject where it was done before."""
        listed = [{"PartNumber": part.number, "ETag": part.etag} for part in parts]
        try:
            self._client.complete_multipart_upload(
                Bucket=self._bucket, Key=key, UploadId=session, MultipartUpload={"Parts": listed}
            )
        except ClientError as error:
            refusal = _refused(error)
            if not (isinstance(refusal, NotFound) and self._exists(key)):
                raise refusal from error

    def _exists(self, key: str) -> bool:
        try:
            self._client.head_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            # Who may not list a bucket is told 403 of what is not there.
            if error.response["Error"]["Code"] in ("404", "403", "NoSuchKey"):
                return False
            raise
        return True

    def presign_download(self, key: str, file_name: str, valid: timedelta) -> str:
        """See the port. The browser saves the file and never shows it as a page of ours."""
        disposition = f"attachment; filename*=UTF-8''{quote(file_name, safe='')}"
        address: str = self._client.generate_presigned_url(
            "get_object",
            Params={"Bucket": self._bucket, "Key": key, "ResponseContentDisposition": disposition},
            ExpiresIn=int(valid.total_seconds()),
        )
        return address


def _refused(error: ClientError) -> Exception:
    """What a refusal of S3 means for who sends the parts."""
    code = error.response["Error"]["Code"]
    if code == "NoSuchUpload":
        return NotFound("This upload is over; announce the file again.")
    if code in ("InvalidPart", "InvalidPartOrder", "EntityTooSmall"):
        return InvalidInput("A part is missing, too small, or not the one that was sent.", field="parts", code=code)
    return error


class FactsBucket:
    """`nabiz.ports.Facts`: JSON lines, one object for each stream batch."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def write(self, name: str, day: date, rows: Sequence[Mapping[str, object]]) -> None:
        """See the port: one PutObject."""
        body = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        key = f"facts/day={day.isoformat()}/{name}.jsonl"
        self._client.put_object(Bucket=self._bucket, Key=key, Body=body.encode(), ContentType="application/x-ndjson")
