"""Policies: each function may do what its use case asks for and nothing else."""

from __future__ import annotations

from collections import defaultdict

from infra.build.companions import is_wild
from infra.build.layers import KEEP
from infra.build.templates import read_yaml
from tests.infra.conftest import ROOT
from tests.infra.stack import Stack, listed, target

# The service that boto3 calls, where its name is not the action's prefix.
CLIENTS = {"ses": {"sesv2"}, "sms-voice": {"pinpoint-sms-voice-v2"}, "dynamodb": {"dynamodb", "dynamodbstreams"}}

ADMINISTRATION_OF_USERS = frozenset(
    f"cognito-idp:{action}"
    for action in (
        "ListUsers", "ListUsersInGroup", "AdminGetUser", "AdminListGroupsForUser", "AdminCreateUser",
        "AdminUpdateUserAttributes", "AdminAddUserToGroup", "AdminRemoveUserFromGroup", "AdminEnableUser",
        "AdminDisableUser", "AdminUserGlobalSignOut", "AdminResetUserPassword",
    )
)  # fmt: skip


def test_no_wildcard_without_a_stated_reason(stack: Stack) -> None:
    for name, statement in stack.statements():
        if any("*" in action for action in listed(statement["Action"])) or is_wild(statement["Resource"]):
            assert stack.resources[name].get("Metadata", {}).get("Wildcards"), name


def test_no_reason_is_stated_where_nothing_is_wild(stack: Stack) -> None:
    reasoned = {name for name, resource in stack.resources.items() if resource.get("Metadata", {}).get("Wildcards")}

    assert reasoned == {
        "DataKey",  # a key says by whom it is given out
        "RelayEventsRole",
        "RecordFactsRole",
        "SendNotificationRole",  # in the local cloud only
        "MediaBucketPolicy",
        "FactsBucketPolicy",
        "WebBucketPolicy",
        "MailBucketPolicy",
    }


def test_on_aws_mail_goes_out_in_one_name(stack: Stack) -> None:
    (statement,) = [one for one in stack.statements_of("SendNotification") if "ses:SendEmail" in one["Action"]]
    conditional, domain, under = statement["Resource"]

    assert conditional["Fn::If"][0] == under["Fn::If"][0] == "IsAws"
    assert all(":identity/" in str(one) for one in (conditional["Fn::If"][1], domain))
    assert ":configuration-set/${MailSet}" in str(under["Fn::If"][1])


def test_no_function_may_scan_or_delete_or_administer(stack: Stack) -> None:
    granted = {action for name in stack.functions for s in stack.statements_of(name) for action in s["Action"]}

    assert granted == {
        *ADMINISTRATION_OF_USERS,
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "dynamodb:GetItem",
        "dynamodb:BatchGetItem",
        "dynamodb:Query",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:ListStreams",
        "events:PutEvents",
        "s3:GetObject",
        "s3:ListMultipartUploadParts",
        "s3:PutObject",
        "secretsmanager:GetSecretValue",
        "ses:SendEmail",
        "sms-voice:SendTextMessage",
        "kms:Encrypt",
        "kms:Decrypt",
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:ChangeMessageVisibility",
        "sqs:GetQueueAttributes",
        "sqs:SendMessage",
    }


def test_the_api_alone_administers_users_of_our_pool_and_deletes_none(stack: Stack) -> None:
    for action in ADMINISTRATION_OF_USERS:
        assert holders(stack, action) == {"APIHandler": {"UserPool"}}
    assert not any("Delete" in action or "SetUserPassword" in action for action in ADMINISTRATION_OF_USERS)


def holders(stack: Stack, action: str) -> dict[str, set[str]]:
    """Which function may do this, with the logical ids of the resources that it may do it to."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in stack.functions:
        for statement in stack.statements_of(name):
            if action in statement["Action"]:
                found[name] |= {"*" if one == "*" else target(one) for one in listed(statement["Resource"])}
    return dict(found)


def test_each_log_is_written_by_its_function_alone(stack: Stack) -> None:
    assert holders(stack, "logs:PutLogEvents") == {name: {f"{name}Log"} for name in stack.functions}


def test_each_queue_is_read_by_its_function_alone(stack: Stack) -> None:
    consumers = {name: {target(source["Queue"])} for name, source in stack.sources("SQS")}
    dead = {
        "InboundDeadQueue",
        "MailDeadQueue",
        "ContactsDeadQueue",
        "MediaDeadQueue",
        "RenderDeadQueue",
        "OutboundDeadQueue",
        "SearchDeadQueue",
        "FailuresQueue",
    }

    for action in ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"):
        assert holders(stack, action) == consumers | {"APIHandler": dead}


def test_queues_are_written_by_who_has_something_for_them(stack: Stack) -> None:
    failures = {"FailuresQueue"}

    assert holders(stack, "sqs:SendMessage") == {
        "APIHandler": {
            "InboundQueue",
            "InboundDeadQueue",
            "MailQueue",
            "MediaQueue",
            "RenderQueue",
            "OutboundQueue",
            "SearchQueue",
            "ContactsQueue",
        },
        "ReceiveInbound": {"InboundDeadQueue"},
        "FetchMedia": {"RenderQueue"},
        "ReceiveMail": {"InboundQueue"},
        "ReceiveContacts": {"InboundQueue"},
        "RelayEvents": failures,
        "RecordFacts": failures,
        "EscalateOverdue": failures,
        "DispatchSurveys": failures,
        "AskProviders": failures | {"InboundQueue"},
        "CloseDeskDay": failures,
    }


def test_one_function_publishes_events_and_one_sends_mail(stack: Stack) -> None:
    assert holders(stack, "events:PutEvents") == {"RelayEvents": {"Bus"}}
    assert holders(stack, "ses:SendEmail").keys() == {"SendNotification"}


def test_the_relay_cannot_touch_tickets_or_secrets(stack: Stack) -> None:
    for action in ("dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem", "secretsmanager:GetSecretValue"):
        assert "RelayEvents" not in holders(stack, action)


def indexes(stack: Stack, function: str) -> set[str]:
    resources = [one for s in stack.statements_of(function) for one in listed(s["Resource"]) if isinstance(one, dict)]
    texts = [one["Fn::Sub"] for one in resources if isinstance(one.get("Fn::Sub"), str)]
    return {text.rpartition("/index/")[2] for text in texts if "/index/" in text}


def test_indexes_are_read_by_who_lists(stack: Stack) -> None:
    assert {name: indexes(stack, name) for name in stack.functions if indexes(stack, name)} == {
        "APIHandler": {"queue", "pool", "person", "mine"},
        "EscalateOverdue": {"clock"},
        "DispatchSurveys": {"clock"},
        "AskProviders": {"clock"},
        "CloseDeskDay": {"pool"},
    }


def test_the_vendor_layer_keeps_every_service_that_is_granted(stack: Stack) -> None:
    prefixes = {a.partition(":")[0] for name in stack.functions for s in stack.statements_of(name) for a in s["Action"]}
    needed = {client for prefix in prefixes - {"logs"} for client in CLIENTS.get(prefix, {prefix})}

    assert needed <= set(read_yaml(ROOT / KEEP)["services"])


def test_roles_are_assumed_by_one_service(stack: Stack) -> None:
    for name, role in stack.of_type("AWS::IAM::Role").items():
        (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
        others = {"SchedulerRole": "scheduler", "ScanRole": "malware-protection-plan.guardduty"}
        service = others.get(name, "lambda")
        assert statement["Principal"] == {"Service": f"{service}.amazonaws.com"}
