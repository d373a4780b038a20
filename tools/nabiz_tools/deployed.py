"""A stack on AWS, as the commands need it: found by its name through CloudFormation, with the caller's own rights."""

from __future__ import annotations

from collections.abc import Mapping

from botocore.exceptions import BotoCoreError, ClientError

from nabiz_tools.aws import Clients
from nabiz_tools.failures import ToolError
from nabiz_tools.local.describe import API_FUNCTION, QUEUES, camel, snake
from nabiz_tools.local.stack import Stack


def find_stack(name: str, clients: Clients) -> Stack:
    """Raises ToolError where there is no such stack, or the caller may not see it."""
    try:
        cloud = clients.cloudformation
        (stack,) = cloud.describe_stacks(StackName=name)["Stacks"]
        pages = cloud.get_paginator("list_stack_resources").paginate(StackName=name)
        functions = {
            row["LogicalResourceId"]: row["PhysicalResourceId"]
            for page in pages
            for row in page["StackResourceSummaries"]
            if row["ResourceType"] == "AWS::Lambda::Function"
        }
    except (BotoCoreError, ClientError) as error:
        raise ToolError(f"Stack {name}: {error}") from error
    outputs = {row["OutputKey"]: row["OutputValue"] for row in stack.get("Outputs", [])}
    missing = {"TableName", "SecretId", "UserPoolId"} - outputs.keys()
    if missing:
        raise ToolError(f"Stack {name} is none of ours: it has no output {', '.join(sorted(missing))}.")
    return _stack(name, str(clients.session.region_name), outputs, functions)


def _stack(name: str, region: str, outputs: Mapping[str, str], functions: Mapping[str, str]) -> Stack:
    """No endpoint: the clients go to AWS. What only the local cloud has is empty."""
    pages = f"https://{outputs['WebHost']}" if "WebHost" in outputs else ""
    return Stack(
        api_url=outputs.get("EndpointURL", "").rstrip("/"), gateway_url=outputs.get("EndpointURL", "").rstrip("/"),
        web_url=f"{pages}/", console_url=outputs.get("ConsoleAddress", ""), endpoint_url="", region=region, account="",
        stack_name=name, table=outputs["TableName"], bus=outputs["BusName"], media_bucket=outputs["MediaBucketName"],
        facts_bucket=outputs["FactsBucketName"], mail_bucket=outputs["MailBucketName"],
        secret=outputs["SecretId"], whatsapp={}, providers_url="", users={},
        queues={queue: outputs[f"{camel(queue)}QueueUrl"] for queue in QUEUES},
        functions={"api" if logical == API_FUNCTION else snake(logical): it for logical, it in functions.items()},
        user_pool={"id": outputs["UserPoolId"], "client_id": outputs["UserPoolClientId"]},
    )  # fmt: skip
