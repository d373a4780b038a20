"""The credentials under which MiniStack runs a function where policies are enforced."""

from __future__ import annotations

import hashlib

import boto3

from nabiz_tools.aws import CONFIG
from tests.support.town import Town


class FunctionSession:
    """Clients that act as one function does, under its execution role."""

    def __init__(self, town: Town, function: str) -> None:
        self._endpoint = town.api.stack.endpoint_url
        functions = town.clients.functions
        name = town.api.stack.functions[function]
        # A function's session begins with its first run; this one has nothing to do and may say so.
        functions.invoke(FunctionName=name, Payload=b'{"Records": []}')
        known = functions.get_function_configuration(FunctionName=name)
        # MiniStack 1.5.33, core/lambda_runtime.py, execution_credentials: made from the two names alone.
        digest = hashlib.sha256(f"{known['FunctionArn']}:{known['Role']}".encode()).hexdigest()
        self._session = boto3.Session(
            f"ASIA{digest[:16].upper()}",
            hashlib.sha256(f"secret:{digest}".encode()).hexdigest(),
            hashlib.sha256(f"token:{digest}".encode()).hexdigest(),
            region_name=town.api.stack.region,
        )

    def client(self, service: str) -> object:
        return self._session.client(service, endpoint_url=self._endpoint, config=CONFIG)  # type: ignore[call-overload]
