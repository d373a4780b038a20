"""From a deployed stack's outputs and resources to `stack.json`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from nabiz_tools.local.deployment import Resources
from nabiz_tools.local.ministack import ACCOUNT, REGION
from nabiz_tools.local.stack import Stack
from nabiz_tools.local.users import User

API_FUNCTION = "APIHandler"  # Chalice's name for the function behind the API
QUEUES = (
    "inbound",
    "inbound_dead",
    "mail",
    "mail_dead",
    "media",
    "media_dead",
    "render",
    "render_dead",
    "outbound",
    "outbound_dead",
    "search",
    "search_dead",
    "contacts",
    "contacts_dead",
    "failures",
)
# Invented people for trying things out; a citizen needs no account.
CITIZENS = (
    {"name": "Zeynep Yılmaz", "whatsapp": "905550000001"},
    {"name": "Mehmet Kaya", "whatsapp": "905550000002"},
    {"name": "Ayşe Demir", "whatsapp": "905550000003"},
)


def describe(
    resources: Resources,
    *,
    stack_name: str,
    endpoint_url: str,
    front_url: str,
    providers_url: str,
    secrets: Mapping[str, str],
    users: Sequence[User],
) -> Stack:
    outputs = resources.outputs
    return Stack(
        api_url=f"{front_url}/api",
        gateway_url=gateway_url(resources, endpoint_url),
        web_url=f"{front_url}/",
        console_url=f"{front_url}/console/",
        endpoint_url=endpoint_url,
        region=REGION,
        account=ACCOUNT,
        stack_name=stack_name,
        table=outputs["TableName"],
        bus=outputs["BusName"],
        media_bucket=outputs["MediaBucketName"],
        facts_bucket=outputs["FactsBucketName"],
        mail_bucket=outputs["MailBucketName"],
        queues={name: outputs[f"{camel(name)}QueueUrl"] for name in QUEUES},
        functions={
            "api" if name == API_FUNCTION else snake(name): physical
            for name, physical in sorted(resources.of_type("AWS::Lambda::Function").items())
        },
        secret=outputs["SecretId"],
        data_key=outputs.get("DataKeyArn", ""),
        whatsapp={name: secrets[f"whatsapp_{name}"] for name in ("app_secret", "verify_token", "phone_number_id")},
        providers_url=providers_url,
        user_pool={"id": outputs["UserPoolId"], "client_id": outputs["UserPoolClientId"]},
        users={
            user.role: {
                "username": user.username,
                "password": user.password,
                "departments": ",".join(user.departments),
            }
            for user in users
        },
        citizens=[dict(citizen) for citizen in CITIZENS],
    )


def gateway_url(resources: Resources, endpoint_url: str) -> str:
    """The API's address by path; its output holds the address by host name, with the stage."""
    stage = urlsplit(resources.outputs["EndpointURL"]).path.strip("/")
    return f"{endpoint_url}/_aws/execute-api/{resources.physical['RestAPI']}/{stage}"


def camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
