"""What operators corrected, as rows for the next training. Read from the history; the words stay on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nabiz_tools.aws import Clients

EVENT = "TicketClassified"


@dataclass(frozen=True, slots=True)
class Correction:
    """One change of a category by a person.

    Attributes:
        ticket: the key of the ticket, for finding its words; never written out.
        before, after: codes; `before` is empty where the ticket was in triage.
        model: version of the model that had read the message; empty where a person had chosen.
        confidence: what the model had said of its guess.
    """

    ticket: str
    before: str
    after: str
    model: str
    confidence: float


def last_corrections(items: Iterable[Mapping[str, Any]]) -> list[Correction]:
    """The last correction of each ticket: the ones before it were mistakes themselves.

    Args:
        items: events as the table holds them: `pk`, `seq` and `data` as JSON text.
    """
    last: dict[str, tuple[int, Correction]] = {}
    for item in items:
        data, seq, ticket = json.loads(item["data"]), int(item["seq"]), str(item["pk"])
        found = Correction(ticket, data["from"], data["to"], data.get("model", ""), data.get("certainty", 0.0))
        if seq > last.get(ticket, (0, found))[0]:
            last[ticket] = seq, found
    return [found for _, found in last.values()]


def training_lines(found: Iterable[Correction], words: Mapping[str, str]) -> Iterator[str]:
    """Lines as `data/messages/*.txt` has them, by category, with the versions that were corrected as comments.

    Args:
        words: the citizens' texts by ticket; a ticket without words (its time is over) gives no line.
    """
    by_category: dict[str, set[str]] = {}
    counts: dict[tuple[str, str, str], int] = {}
    for correction in found:
        text = " ".join(words.get(correction.ticket, "").split())
        if text:
            by_category.setdefault(correction.after, set()).add(text)
            change = correction.model or "a person", correction.before or "triage", correction.after
            counts[change] = counts.get(change, 0) + 1
    for (model, before, after), count in sorted(counts.items()):
        yield f"# {count} by {model}: {before} -> {after}"
    for category in sorted(by_category):
        yield f"[{category}]"
        yield from sorted(by_category[category])


class History:
    """Reads a city's table. A scan, paid for by the size of the table: for a person's desk, in no citizen's way."""

    def __init__(self, clients: Clients, table: str) -> None:
        self._client, self._table = clients.dynamodb, table

    def corrections(self) -> Iterator[dict[str, Any]]:
        """The events by which a person corrected a category, in no order."""
        pages = self._client.get_paginator("scan").paginate(
            TableName=self._table,
            FilterExpression="#type = :event AND #name = :name",
            ProjectionExpression="pk, seq, #data",
            ExpressionAttributeNames={"#type": "type", "#name": "name", "#data": "data"},
            ExpressionAttributeValues={":event": {"S": "event"}, ":name": {"S": EVENT}},
        )
        for page in pages:
            for item in page["Items"]:
                yield {"pk": item["pk"]["S"], "seq": item["seq"]["N"], "data": item["data"]["S"]}

    def words(self, ticket: str) -> str:
        """What the citizen wrote, or nothing where it has been erased."""
        key = {"pk": {"S": ticket}, "sk": {"S": "A"}}
        found = self._client.get_item(TableName=self._table, Key=key, ProjectionExpression="#text",
                                      ExpressionAttributeNames={"#text": "text"})  # fmt: skip
        return found.get("Item", {}).get("text", {}).get("S", "")
