"""A stretch of the table's stream, read again in the shape in which functions receive it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from nabiz_tools.failures import ToolError

if TYPE_CHECKING:
    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

Record = dict[str, Any]


def read(streams: DynamoDBStreamsClient, batch: Mapping[str, Any]) -> list[Record]:
    """The records from a failed batch's first to its last sequence number.

    Raises:
        ToolError: the stream does not keep them any more (24 hours, and not over a restart of the local cloud).
    """
    last = int(batch["endSequenceNumber"])
    records: list[Record] = []
    try:
        iterator = streams.get_shard_iterator(
            StreamArn=batch["streamArn"],
            ShardId=batch["shardId"],
            ShardIteratorType="AT_SEQUENCE_NUMBER",
            SequenceNumber=batch["startSequenceNumber"],
        ).get("ShardIterator")
        while iterator:
            page = streams.get_records(ShardIterator=iterator)
            found = [as_event_record(dict(record), batch["streamArn"]) for record in page["Records"]]
            records += [record for record in found if int(record["dynamodb"]["SequenceNumber"]) <= last]
            if not found or len(records) < len(found):
                break
            iterator = page.get("NextShardIterator")
    except ClientError as error:
        raise ToolError(f"The stream does not keep these records any more: {error.response['Error']['Code']}") from None
    if not records:
        raise ToolError("The stream does not keep these records any more")
    return records


def as_event_record(record: Record, stream_arn: str) -> Record:
    """From GetRecords' shape to the event's: plain JSON, and the stream's name with every record."""
    return {**_plain(record), "eventSourceARN": stream_arn}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(item) for item in value]
    return value


def matches(pattern: Mapping[str, Any], value: Any) -> bool:
    """Whether a record passes an event filter. Knows equality, which is all that our template uses."""
    if not isinstance(value, Mapping):
        return False
    for key, wanted in pattern.items():
        if isinstance(wanted, Mapping):
            if not matches(wanted, value.get(key)):
                return False
        elif any(isinstance(choice, Mapping) for choice in wanted):
            raise ToolError(f"The filter on {key} is more than equality; invoke the function by hand")
        elif value.get(key) not in wanted:
            return False
    return True
