"""Puts a dead letter back to work, by the way it came."""

from __future__ import annotations

import json
import uuid
from typing import Any

from nabiz_tools.aws import Clients
from nabiz_tools.dead_letters import stream_range
from nabiz_tools.dead_letters.desk import DEAD
from nabiz_tools.dead_letters.letters import DeadLetter, Origin
from nabiz_tools.failures import ToolError
from nabiz_tools.local.stack import Stack


class Replay:
    def __init__(self, clients: Clients, stack: Stack) -> None:
        self._clients = clients
        self._stack = stack

    def replay(self, letter: DeadLetter) -> str:
        """Returns what was done. Raises ToolError when it cannot be replayed; the letter then stays where it is."""
        ways = {
            Origin.UNREADABLE: self._read_again,
            Origin.GIVEN_UP: self._queue_again,
            Origin.STREAM: self._stream_again,
            Origin.FUNCTION: self._invoke_again,
            Origin.TARGET: self._target_again,
        }
        if letter.origin not in ways:
            raise ToolError("Nobody knows where this came from; look at it with --show-body")
        return ways[letter.origin](letter)

    def _read_again(self, letter: DeadLetter) -> str:
        """Split the webhook body with the code of today, as the webhook does, and queue what it finds."""
        from nabiz.channels import inbound, whatsapp
        from nabiz.domain.errors import UnreadableMessage

        try:
            items = whatsapp.split(inbound.body_of(letter.content))
        except UnreadableMessage as error:
            raise ToolError(f"It still cannot be read: {error}") from None
        for item in items:
            self._clients.sqs.send_message(
                QueueUrl=self._stack.queues["inbound"],
                MessageBody=json.dumps(item.body, ensure_ascii=False),
                MessageGroupId=item.group,
                MessageDeduplicationId=item.deduplication,
            )
        return f"read as {len(items)} item(s), queued on inbound"

    def _queue_again(self, letter: DeadLetter) -> str:
        target = DEAD[letter.queue]
        self._send(self._stack.queues[target], letter)
        return f"queued on {target} again"

    def _target_again(self, letter: DeadLetter) -> str:
        """A rule's event goes to the rule's queue, a schedule's input to its function."""
        arn = letter.attributes["TARGET_ARN"]
        if ":function:" in arn:
            return self._invoke(arn.split(":function:")[1].split(":")[0], letter.content)
        name = arn.rsplit(":", 1)[1]
        url = next((url for url in self._stack.queues.values() if url.rsplit("/", 1)[1] == name), None)
        if url is None:
            raise ToolError(f"The target {name} is no queue of this stack")
        self._clients.sqs.send_message(QueueUrl=url, MessageBody=letter.body)
        return f"sent to {name} again"

    def _invoke_again(self, letter: DeadLetter) -> str:
        arn: str = letter.content["requestContext"]["functionArn"]
        return self._invoke(arn.split(":function:")[1].split(":")[0], letter.content["requestPayload"])

    def _stream_again(self, letter: DeadLetter) -> str:
        """The letter says only where the records lie: read them from the stream and hand them over again."""
        content = letter.content
        function = str(content["requestContext"]["functionArn"]).split(":function:")[1].split(":")[0]
        batch = content["DDBStreamBatchInfo"]
        records = stream_range.read(self._clients.streams, batch)
        mappings = self._clients.functions.list_event_source_mappings(
            FunctionName=function, EventSourceArn=batch["streamArn"]
        )["EventSourceMappings"]
        patterns = [
            json.loads(entry["Pattern"])
            for mapping in mappings
            for entry in mapping.get("FilterCriteria", {}).get("Filters", [])
        ]
        wanted = [
            record for record in records if not patterns or any(stream_range.matches(p, record) for p in patterns)
        ]
        if not wanted:
            return "nothing in this stretch of the stream concerns the function"
        return f"{len(wanted)} record(s) read again; " + self._invoke(function, {"Records": wanted})

    def _invoke(self, function: str, payload: Any) -> str:
        answer = self._clients.functions.invoke(FunctionName=function, Payload=json.dumps(payload).encode())
        result = json.loads(answer["Payload"].read() or b"null")
        failures = result.get("batchItemFailures") if isinstance(result, dict) else None
        if answer.get("FunctionError") or failures:
            kind = result.get("errorType", "failed") if isinstance(result, dict) else "failed"
            raise ToolError(f"{function} failed again: {kind if answer.get('FunctionError') else 'some items failed'}")
        return f"{function} handled it"

    def _send(self, url: str, letter: DeadLetter) -> None:
        extra: dict[str, Any] = {}
        if url.endswith(".fifo"):
            # A new deduplication id: with the old one the queue would take it for a repetition and swallow it.
            extra["MessageGroupId"] = letter.system["MessageGroupId"]
            extra["MessageDeduplicationId"] = f"replay-{uuid.uuid4()}"
        attributes: Any = {
            name: {"DataType": "String", "StringValue": value} for name, value in letter.attributes.items() if value
        }
        self._clients.sqs.send_message(QueueUrl=url, MessageBody=letter.body, MessageAttributes=attributes, **extra)
