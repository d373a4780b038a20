"""What the local cloud asks policies for under another name than AWS does, granted beside what AWS asks for."""

from __future__ import annotations

import json
from typing import Any

from nabiz_tools.aws import Clients

POLICY = "local-cloud"
# MiniStack 1.5.33 asks for the operation's name; on AWS a batch is sent under the action of a single message.
ALSO_ASKED = {"sqs:SendMessage": "sqs:SendMessageBatch"}


def allow_local_names(clients: Clients, roles: list[str]) -> None:
    """Let each role do by its local name what its own policy lets it do, to the same resources and no others."""
    iam = clients.iam
    for role in roles:
        statements: list[dict[str, Any]] = []
        for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
            if name != POLICY:
                document: Any = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
                statements += document["Statement"]
        if more := local_statements(statements):
            document = {"Version": "2012-10-17", "Statement": more}
            iam.put_role_policy(RoleName=role, PolicyName=POLICY, PolicyDocument=json.dumps(document))


def local_statements(statements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The statements with local names that follow from these."""
    more = []
    for statement in statements:
        listed = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        if actions := [ALSO_ASKED[action] for action in listed if action in ALSO_ASKED]:
            more.append({**statement, "Action": actions})
    return more
