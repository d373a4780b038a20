"""What the local cloud asks for under its own names follows from what a role may do on AWS, and from nothing else."""

from __future__ import annotations

from nabiz_tools.local.policies import local_statements


def test_who_may_send_one_message_may_send_a_batch_to_the_same_queue() -> None:
    sending = {"Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": ["arn:inbound"]}

    assert local_statements([sending]) == [
        {"Effect": "Allow", "Action": ["sqs:SendMessageBatch"], "Resource": ["arn:inbound"]}
    ]


def test_a_prohibition_stays_one() -> None:
    forbidden = {"Effect": "Deny", "Action": "sqs:SendMessage", "Resource": "*"}

    assert local_statements([forbidden]) == [{"Effect": "Deny", "Action": ["sqs:SendMessageBatch"], "Resource": "*"}]


def test_nothing_follows_for_who_sends_nothing() -> None:
    assert local_statements([{"Effect": "Allow", "Action": ["dynamodb:Query"], "Resource": "*"}]) == []
