"""Puts a dead letter back to work, by the way it came."""

from __future__ import annotations

import json
from typing import Any

from nabiz.channels.replaying import QueueReplay
from nabiz.domain.dead_letters import DeadLetter, NotReplayable, Origin
from nabiz.storage.dead_letters import DEAD
from nabiz.storage.queues import SqsQueue
from nabiz_tools.aws import Clients
from nabiz_tools.dead_letters import stream_range
from nabiz_tools.failures import ToolError
from nabiz_tools.local.stack import Stack


class Replay:
    """The product's own way back to a queue, and what only a person with more rights may do: call functions."""

    def __init__(self, clients: Clients, stack: Stack) -> None:
        self._clients = clients
        self._queues = QueueReplay(stack.queues, DEAD, lambda url: SqsQueue(clients.sqs, url))

    def replay(self, letter: DeadLetter) -> str:
        """Returns what was done. Raises ToolError when it cannot be replayed; the letter then stays where it is."""
        match letter.origin:
            case Origin.UNKNOWN:
                raise ToolError("Nobody knows where this came from; look at it with --show-body")
            case Origin.STREAM:
                return self._stream_again(letter)
            case Origin.FUNCTION:
                return self._invoke_again(letter)
            case Origin.TARGET if ":function:" in letter.attributes["TARGET_ARN"]:
                arn = letter.attributes["TARGET_ARN"]
                return self._invoke(arn.split(":function:")[1].split(":")[0], letter.content)
        try:
            return self._queues.replay(letter)
        except NotReplayable as error:
            raise ToolError(error.message) from None

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
