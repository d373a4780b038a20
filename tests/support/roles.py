"""Who calls AWS where policies are enforced: a function under its own role, or somebody whom nobody knows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import boto3

from nabiz_tools.aws import CONFIG
from tests.support.town import Town


@dataclass(frozen=True)
class Caller:
    """Credentials, and the cloud that they are shown to."""

    session: Any
    endpoint_url: str

    def client(self, service: str) -> Any:
        return self.session.client(service, endpoint_url=self.endpoint_url, config=CONFIG)


def nobody(town: Town) -> Caller:
    """Credentials that were never given to anybody."""
    session = boto3.Session("ASIA0000000000000000", "secret", "token", region_name=town.api.stack.region)
    return Caller(session, town.api.stack.endpoint_url)


def function(town: Town, name: str) -> Caller:
    """A function, by its verb_noun, with the credentials under which MiniStack runs it."""
    functions, physical = town.clients.functions, town.api.stack.functions[name]
    # A function's credentials are valid from its first run; this one has nothing to do and may say so.
    functions.invoke(FunctionName=physical, Payload=b'{"Records": []}')
    known = functions.get_function_configuration(FunctionName=physical)
    # MiniStack 1.5.33, core/lambda_runtime.py, execution_credentials: made from the two names alone.
    digest = hashlib.sha256(f"{known['FunctionArn']}:{known['Role']}".encode()).hexdigest()
    session = boto3.Session(
        f"ASIA{digest[:16].upper()}",
        hashlib.sha256(f"secret:{digest}".encode()).hexdigest(),
        hashlib.sha256(f"token:{digest}".encode()).hexdigest(),
        region_name=town.api.stack.region,
    )
    return Caller(session, town.api.stack.endpoint_url)
