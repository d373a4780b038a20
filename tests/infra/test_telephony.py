"""Contact events of Amazon Connect: who may bring them, and that who sorts them touches nothing else."""

from __future__ import annotations

from tests.infra.stack import Stack, target
from tests.infra.test_permissions import holders


def test_contact_events_of_the_default_bus_reach_their_queue(stack: Stack) -> None:
    rule = stack.of_type("AWS::Events::Rule")["ContactEvents"]

    assert "EventBusName" not in rule
    assert rule["EventPattern"] == {"source": ["aws.connect"], "detail-type": ["Amazon Connect Contact Event"]}
    assert [target(to["Arn"]) for to in rule["Targets"]] == ["ContactsQueue"]
    assert [target(to["DeadLetterConfig"]["Arn"]) for to in rule["Targets"]] == ["FailuresQueue"]


def test_who_sorts_contact_events_touches_neither_table_nor_secrets(stack: Stack) -> None:
    for action in ("dynamodb:GetItem", "dynamodb:PutItem", "secretsmanager:GetSecretValue"):
        assert "ReceiveContacts" not in holders(stack, action)


def test_the_secret_has_a_place_for_every_telephone_systems_key(stack: Stack) -> None:
    secret = stack.of_type("AWS::SecretsManager::Secret")["ChannelSecrets"]["GenerateSecretString"]

    for provider in ("connect", "asterisk", "generic"):
        assert f'"telephony_{provider}_key": ""' in secret["SecretStringTemplate"]
