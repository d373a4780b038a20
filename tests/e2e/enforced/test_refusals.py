"""With IAM enforced each function is refused what it has no business with; the table says what its business is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from botocore.exceptions import ClientError

from nabiz_tools.local.stack import Stack
from tests.support import roles
from tests.support.roles import Caller
from tests.support.town import Town

Attempt = Callable[[Caller, Stack], object]
REFUSALS = ("AccessDenied", "AccessDeniedException")
STRANGERS = (*REFUSALS, "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId")
KEY = {"pk": {"S": "T#probe"}, "sk": {"S": "A"}}

MAY: Mapping[str, str] = {
    "api": """
        get-item query query-queue put-item secret
        send-inbound send-media send-render send-outbound send-inbound_dead take-dead
        put-uploads get-uploads get-media get-shown make-user encrypt
        """,
    "receive_inbound": "get-item query put-item secret take-inbound send-inbound_dead",
    "receive_mail": "send-inbound",
    "receive_contacts": "send-inbound take-contacts",
    "index_search": "put-item",
    "fetch_media": "get-item secret take-media send-render get-uploads put-media",
    "render_media": "get-item query put-item take-render get-media put-shown",
    "send_notification": "get-item query put-item secret take-outbound send-mail",
    "relay_events": "list-streams put-events send-failures",
    "record_facts": "list-streams query put-item put-facts send-failures",
    "escalate_overdue": "get-item query query-clock put-item send-failures",
    "ask_providers": "get-item query query-clock put-item secret send-inbound send-failures",
    "close_desk_day": "get-item query put-item send-failures",
    "dispatch_surveys": "get-item query query-clock put-item send-failures",
}


def call(service: str, operation: str, **given: object) -> Attempt:
    """An attempt with arguments that may be functions of the stack."""

    def attempt(caller: Caller, stack: Stack) -> object:
        arguments = {name: value(stack) if callable(value) else value for name, value in given.items()}
        return getattr(caller.client(service), operation)(**arguments)

    return attempt


def table(stack: Stack) -> str:
    return stack.table


def query(index: str = "") -> Attempt:
    more = {"IndexName": index} if index else {}
    return call("dynamodb", "query", TableName=table, KeyConditionExpression="#k = :k",
                ExpressionAttributeNames={"#k": f"{index}_pk" if index else "pk"},
                ExpressionAttributeValues={":k": {"S": "probe"}}, **more)  # fmt: skip


def take(name: str) -> Attempt:
    return call("sqs", "receive_message", QueueUrl=lambda stack: stack.queues[name], VisibilityTimeout=0)


def send(name: str) -> Attempt:
    group = {"MessageGroupId": "probe", "MessageDeduplicationId": "probe"} if name.startswith("inbound") else {}
    return call("sqs", "send_message", QueueUrl=lambda stack: stack.queues[name], MessageBody="\x01", **group)


def put(folder: str) -> Attempt:
    return call("s3", "put_object", Bucket=lambda stack: bucket(stack, folder), Key=f"{folder}/probe", Body=b"probe")


def get(folder: str) -> Attempt:
    return call("s3", "get_object", Bucket=lambda stack: bucket(stack, folder), Key=f"{folder}/probe")


def bucket(stack: Stack, folder: str) -> str:
    return stack.facts_bucket if folder == "facts" else stack.media_bucket


FOLDERS = ("uploads", "media", "shown", "facts")
# Harmless where they are allowed: they find nothing, or are refused for what they say after it was asked who says it.
ATTEMPTS: Mapping[str, Attempt] = {
    "get-item": call("dynamodb", "get_item", TableName=table, Key=KEY),
    "query": query(), "query-queue": query("queue"), "query-clock": query("clock"),
    "put-item": call("dynamodb", "put_item", TableName=table, Item=KEY, ConditionExpression="attribute_exists(pk)"),
    "delete-item": call("dynamodb", "delete_item", TableName=table, Key=KEY),
    "scan": call("dynamodb", "scan", TableName=table, Limit=1),
    # Of the other actions on streams MiniStack 1.5.33 does not see which stream is meant; tests/infra checks those.
    "list-streams": call("dynamodbstreams", "list_streams", TableName=table),
    "put-events": call("events", "put_events", Entries=lambda stack: [
        {"EventBusName": stack.bus, "Source": "probe", "DetailType": "Probe", "Detail": "{}"}]),
    **{f"take-{name}": take(name) for name in ("inbound", "media", "render", "outbound", "contacts")},
    "take-dead": take("inbound_dead"),
    **{f"send-{name}": send(name) for name in ("inbound", "media", "render", "outbound", "inbound_dead", "failures")},
    **{f"put-{folder}": put(folder) for folder in FOLDERS},
    **{f"get-{folder}": get(folder) for folder in FOLDERS},
    "secret": call("secretsmanager", "get_secret_value", SecretId=lambda stack: stack.secret),
    "send-mail": call("sesv2", "send_email", FromEmailAddress="bilgi@cinarova.example",
                      Destination={"ToAddresses": ["probe@nabiz.example"]},
                      Content={"Simple": {"Subject": {"Data": "probe"}, "Body": {"Text": {"Data": "probe"}}}}),
    "encrypt": call("kms", "encrypt", KeyId=lambda stack: stack.data_key, Plaintext=b"probe"),
    "invoke": call("lambda", "invoke", FunctionName=lambda stack: stack.functions["api"], InvocationType="DryRun"),
    "make-user": call("cognito-idp", "admin_create_user", UserPoolId=lambda stack: stack.user_pool["id"],
                      Username="nobody@nabiz.example", MessageAction="RESEND"),
}  # fmt: skip


@pytest.fixture(scope="module")
def stack(town: Town) -> Iterator[Stack]:
    """The stack, with a file in every folder that can be fetched where fetching is allowed."""
    stack, s3 = town.api.stack, town.clients.s3
    for folder in FOLDERS:
        s3.put_object(Bucket=bucket(stack, folder), Key=f"{folder}/probe", Body=b"probe")
    yield stack
    for folder in FOLDERS:
        s3.delete_object(Bucket=bucket(stack, folder), Key=f"{folder}/probe")


def outcome(attempt: Attempt, caller: Caller, stack: Stack) -> str:
    """The code of the error; empty where there was none."""
    try:
        attempt(caller, stack)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return ""


def test_the_table_speaks_of_every_function_and_of_things_that_are_tried(stack: Stack) -> None:
    assert set(MAY) == set(stack.functions)
    assert {name for allowed in MAY.values() for name in allowed.split()} <= set(ATTEMPTS)


@pytest.mark.parametrize("name", sorted(MAY))
def test_a_function_may_do_its_own_work_and_nothing_else(town: Town, stack: Stack, name: str) -> None:
    caller, wanted = roles.function(town, name), set(MAY[name].split())

    found = {words for words, attempt in ATTEMPTS.items() if outcome(attempt, caller, stack) not in REFUSALS}

    assert found == wanted, f"too much: {sorted(found - wanted)}; too little: {sorted(wanted - found)}"


def test_somebody_unknown_may_do_nothing(town: Town, stack: Stack) -> None:
    caller = roles.nobody(town)

    outcomes = {words: outcome(attempt, caller, stack) for words, attempt in ATTEMPTS.items()}

    assert {words: code for words, code in outcomes.items() if code not in STRANGERS} == {}
