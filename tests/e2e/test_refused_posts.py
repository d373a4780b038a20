"""Posts that are not what they should be: forged ones leave no trace, unreadable ones are kept and can be replayed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from nabiz.channels.inbound import unreadable
from nabiz_tools import whatsapp_payloads as payloads
from tests.support.town import Town

DOG = "116. Sokakta yaralı bir köpek var"


def test_a_wrong_signature_is_refused_and_leaves_nothing(town: Town) -> None:
    stranger = town.resident("Yabancı Kişi")
    body = stranger.envelope(payloads.text(DOG))

    answer = town.api.post_whatsapp(body, signature=payloads.signature(body, "not-the-secret"))

    assert answer.status == 401, answer
    assert answer.headers["content-type"] == "application/problem+json"
    town.settle()
    assert town.dead_letters() == {}
    assert stranger.tickets == []
    assert stranger.told == []


def test_a_body_that_nobody_can_read_is_kept_and_listed(town: Town, stack_file: Path) -> None:
    zeynep = town.resident()
    torn = zeynep.envelope(payloads.text(DOG))[:-20]

    answer = town.api.post_whatsapp(torn)

    assert answer.status == 200, answer
    assert town.dead_letters() == {"inbound_dead": 1}
    listed = nabiz(stack_file, "list")
    assert "the webhook body could not be read" in listed.stdout, listed
    assert zeynep.phone not in listed.stdout
    letter = listed.stdout.split()[0]
    refused = nabiz(stack_file, "replay", letter)
    assert (refused.returncode, "still cannot be read" in refused.stderr) == (1, True), refused
    dropped = nabiz(stack_file, "drop", letter)
    assert dropped.stdout == "1 dropped\n", dropped
    assert town.dead_letters() == {}


def test_what_the_code_of_today_can_read_is_replayed(town: Town, stack_file: Path) -> None:
    mehmet = town.resident("Mehmet Kaya")
    left = unreadable("whatsapp", mehmet.envelope(payloads.text(DOG)))  # as a webhook left it that could not read it
    town.clients.sqs.send_message(
        QueueUrl=town.api.stack.queues["inbound_dead"],
        MessageBody=json.dumps(left.body, ensure_ascii=False),
        MessageGroupId=left.group,
        MessageDeduplicationId=left.deduplication,
        MessageAttributes={"reason": {"DataType": "String", "StringValue": "unreadable"}},
    )

    replayed = nabiz(stack_file, "replay", "--all", "--queue", "inbound_dead")

    assert (replayed.returncode, "read as 1 item(s), queued on inbound" in replayed.stdout) == (0, True), replayed
    assert mehmet.ticket()["text"] == DOG
    assert town.dead_letters() == {}


def nabiz(stack_file: Path, action: str, *words: str) -> subprocess.CompletedProcess[str]:
    """`nabiz dead-letters`, as an operator of the city types it."""
    command = [sys.executable, "-m", "nabiz_tools.cli", "dead-letters", "--root", str(stack_file.parent), action]
    return subprocess.run([*command, *words], capture_output=True, text=True, check=False, timeout=120)
