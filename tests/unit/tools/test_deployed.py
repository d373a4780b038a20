"""The commands find a stack on AWS by its name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from moto import mock_aws

from nabiz_tools.aws import Clients
from nabiz_tools.commands.instance import stack_of
from nabiz_tools.commands.secrets import add_arguments
from nabiz_tools.deployed import find_stack
from nabiz_tools.failures import ToolError
from nabiz_tools.local.describe import QUEUES, camel

NAMES = ["TableName", "BusName", "MediaBucketName", "FactsBucketName", "MailBucketName", "SecretId",
         "UserPoolId", "UserPoolClientId",
         *(f"{camel(queue)}QueueUrl" for queue in QUEUES)]  # fmt: skip


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clients]:
    """AWS in memory; the caller has a profile of their own."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "of-the-caller")
    with mock_aws():
        yield Clients("", "eu-central-1")


def deploy(aws: Clients, name: str, outputs: list[str]) -> None:
    """A stack with these outputs; each value says whose it is."""
    lines = ["Resources: {Topic: {Type: 'AWS::SNS::Topic'}}", "Outputs:"]
    lines += [f"  {output}: {{Value: the-{output}}}" for output in outputs]
    aws.cloudformation.create_stack(StackName=name, TemplateBody="\n".join(lines))


def test_a_stack_is_found_with_its_queues_and_no_address_of_a_local_cloud(aws: Clients) -> None:
    deploy(aws, "nabiz", NAMES)

    stack = find_stack("nabiz", aws)

    assert stack.endpoint_url == ""
    assert stack.region == "eu-central-1"
    assert stack.table == "the-TableName"
    assert stack.queues["inbound_dead"] == "the-InboundDeadQueueUrl"


def test_another_stack_is_refused_by_name(aws: Clients) -> None:
    deploy(aws, "shop", ["TableName"])

    with pytest.raises(ToolError, match="shop is none of ours: it has no output SecretId, UserPoolId"):
        find_stack("shop", aws)


def test_a_stack_that_is_not_there_is_said_in_one_line(aws: Clients) -> None:
    with pytest.raises(ToolError, match="Stack nowhere"):
        find_stack("nowhere", aws)


def test_the_commands_take_a_stack_by_name(aws: Clients) -> None:
    import argparse

    deploy(aws, "nabiz", NAMES)
    parser = argparse.ArgumentParser()
    add_arguments(parser)

    options = parser.parse_args(["--stack", "nabiz", "--region", "eu-central-1", "show"])

    assert stack_of(options).secret == "the-SecretId"
