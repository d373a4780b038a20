"""The sample posts under `events/`: each becomes calls, signs or a wish, or says why it is ignored."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nabiz.channels.telephony import Provider
from nabiz.channels.telephony.splitting import split

EVENTS = Path(__file__).parents[3] / "events"
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
# Sample -> legs, marks, signs, wishes, ignored.
EXPECTED = {
    "connect/contact_event_connected_to_agent.json": (0, 0, 1, 0, 0),
    "connect/contact_event_disconnected.json": (0, 0, 1, 0, 0),
    "connect/contact_record_answered.json": (1, 0, 1, 0, 0),
    "connect/contact_record_updated.json": (1, 0, 1, 0, 0),
    "connect/contact_record_abandoned.json": (1, 0, 0, 0, 0),
    "connect/contact_record_not_queued.json": (1, 0, 0, 0, 0),
    "connect/contact_records_transfer.json": (3, 0, 2, 0, 0),
    "connect/contact_record_chat.json": (0, 0, 0, 0, 1),
    "connect/firehose_delivery.json": (2, 0, 1, 0, 0),
    "connect/kinesis_event.json": (1, 0, 1, 0, 0),
    "connect/agent_event.json": (0, 0, 0, 0, 1),
    "connect/contact_lens_state_change.json": (0, 0, 0, 0, 1),
    "connect/contact_event_data_updated.json": (0, 0, 0, 0, 1),
    "asterisk/answered.queue_log": (0, 4, 2, 0, 1),
    "asterisk/abandoned.queue_log": (0, 3, 1, 0, 0),
    "asterisk/timeout.queue_log": (0, 3, 0, 0, 0),
    "asterisk/transfer.queue_log": (0, 7, 4, 0, 0),
    "asterisk/callback_key.queue_log": (0, 2, 0, 0, 0),
    "asterisk/other_lines.queue_log": (0, 0, 0, 0, 5),
    "asterisk/agent_called.ami": (0, 0, 1, 0, 0),
    "asterisk/agent_connect_and_complete.ami": (0, 0, 2, 0, 0),
    "generic/answered.json": (3, 0, 1, 0, 0),
    "generic/abandoned.json": (1, 0, 0, 0, 0),
    "generic/transfer.json": (4, 0, 2, 0, 0),
    "generic/ringing.json": (0, 0, 1, 0, 0),
    "generic/callback_requested.json": (0, 0, 0, 1, 0),
}


@pytest.mark.parametrize("sample", EXPECTED)
def test_each_sample_becomes_what_it_says(sample: str) -> None:
    provider, _, name = sample.partition("/")

    post = split(Provider(provider), (EVENTS / f"telephony-{provider}" / name).read_bytes(), NOW)

    found = Counter[str]()
    for news in post.news:
        found.update(legs=len(news.legs), marks=len(news.marks), signs=len(news.signs), wishes=bool(news.callback))
    kinds = ("legs", "marks", "signs", "wishes")
    assert (*(found[kind] for kind in kinds), len(post.ignored)) == EXPECTED[sample]
    assert post.unread == []


def test_every_sample_is_expected_to_become_something() -> None:
    files = {f"{folder.name.partition('-')[2]}/{path.name}" for folder in EVENTS.glob("telephony-*")
             for path in folder.iterdir() if path.suffix != ".md"}  # fmt: skip

    assert files == EXPECTED.keys()
