"""What is still to be asked of providers, in the index `clock`; and what they said of templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from itertools import islice

from pynamodb.exceptions import PutError, UpdateError
from pynamodb.expressions.update import Action

from nabiz.domain.messages import RANK, DeliveryState
from nabiz.domain.templates import TemplateState
from nabiz.ports.asking import Outstanding
from nabiz.storage import convert, keys
from nabiz.storage.records import NotificationRecord, Record, TemplateRecord

BATCH = 100  # DynamoDB: items in one BatchGetItem
REFUSED = "ConditionalCheckFailedException"
TEMPLATES = "TEMPLATES"


class TableReports:
    """`nabiz.ports.asking.OutstandingReports` on the index `clock`."""

    def due(self, since: datetime, until: datetime) -> Iterator[Outstanding]:
        """See the port: one Query for each hour and shard, one BatchGetItem for each hundred found."""
        index, before = Record.clock_index, f"{keys.moment(until)}~"
        found = (
            (record.pk, record.sk)
            for partition in keys.report_partitions(since, until)
            for record in index.query(partition, range_key_condition=type(index).clock_sk < before)
        )
        while batch := list(islice(found, BATCH)):
            for record in NotificationRecord.batch_get(batch, consistent_read=True):
                if record.clock_sk is not None and record.clock_sk < before:
                    yield Outstanding(
                        record.pk, record.key, record.provider_id, record.created_at, int(record.asked or 0)
                    )

    def ask_again(self, message: Outstanding, at: datetime | None) -> None:
        """See the port: one conditional UpdateItem."""
        told = NotificationRecord
        record = told(message.aggregate, keys.NOTIFICATION + message.key)
        actions: list[Action] = [told.asked.set(message.asked + 1)]
        if at is None:
            actions += [told.clock_pk.remove(), told.clock_sk.remove()]
        else:
            clock_pk, clock_sk = keys.report(at, f"{message.aggregate}|{message.key}")
            actions += [told.clock_pk.set(clock_pk), told.clock_sk.set(clock_sk)]
        try:
            record.update(actions=actions, condition=told.rank == RANK[DeliveryState.SENT])
        except UpdateError as error:
            if error.cause_response_code != REFUSED:
                raise


class TableTemplates:
    """`nabiz.ports.asking.Templates` on the table."""

    def states(self) -> Mapping[tuple[str, str], TemplateState]:
        """See the port: one Query."""
        found = [convert.to_domain(record, TemplateState) for record in Record.query(TEMPLATES)]
        return {(state.name, state.language): state for state in found}

    def keep(self, states: Iterable[TemplateState]) -> int:
        """See the port: one Query, and one conditional PutItem for each that is another now."""
        known, kept = self.states(), 0
        for state in states:
            standing = known.get((state.name, state.language))
            if standing is not None and (standing.status, standing.reason) == (state.status, state.reason):
                continue
            record = TemplateRecord(TEMPLATES, f"{state.name}#{state.language}", **asdict(state))
            try:
                record.save(condition=Record.pk.does_not_exist() | (TemplateRecord.at < state.at))
            except PutError as error:
                if error.cause_response_code != REFUSED:
                    raise
                continue
            kept += 1
        return kept
