"""A small client of a running local cloud: the API as staff and providers see it; for the demo and the tests."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

import urllib3

from nabiz_tools import whatsapp_payloads
from nabiz_tools.aws import Clients
from nabiz_tools.failures import ToolError
from nabiz_tools.local.stack import Stack

T = TypeVar("T")

ANSWER_SECONDS = 120.0  # a cold function on a busy small machine
TOKEN_LIFE = 40 * 60.0  # seconds; Cognito's default is an hour


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    def expect(self, *statuses: int) -> Answer:
        """Itself, when the status is one of these. Raises ToolError with the problem's own words."""
        if self.status not in statuses:
            raise ToolError(f"the API answered {self.status}: {self.content.decode('utf-8', 'replace')[:800]}")
        return self


class ApiClient:
    """Talks to the API of one stack; keeps a token for every user that it has signed in."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self._http = urllib3.PoolManager(maxsize=64, retries=False, timeout=urllib3.Timeout(ANSWER_SECONDS))
        self._clients = Clients(stack.endpoint_url, stack.region)
        self._tokens: dict[str, tuple[float, dict[str, str]]] = {}

    def token(self, role: str, kind: str = "IdToken") -> str:
        """A token of the role's demo user: `IdToken` for our API, `AccessToken` for Cognito's own."""
        made_at, tokens = self._tokens.get(role, (0.0, {}))
        if time.monotonic() - made_at > TOKEN_LIFE or not tokens:
            tokens = self._sign_in(role)
            self._tokens[role] = (time.monotonic(), tokens)
        return tokens[kind]

    def _sign_in(self, role: str) -> dict[str, str]:
        if role not in self.stack.users:
            raise ToolError(f"There is no demo user for {role!r}; there are: {', '.join(self.stack.users)}")
        user = self.stack.users[role]
        result = self._clients.cognito.initiate_auth(
            ClientId=self.stack.user_pool["client_id"],
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": user["username"], "PASSWORD": user["password"]},
        )["AuthenticationResult"]
        return {"IdToken": result["IdToken"], "AccessToken": result["AccessToken"]}

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        role: str | None = None,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request to the API; `path` begins with a slash. Without a role nobody is signed in."""
        sent = dict(headers or {})
        if role is not None:
            sent.setdefault("Authorization", f"Bearer {self.token(role)}")
        content = None
        if body is not None:
            content = json.dumps(body, ensure_ascii=False).encode()
            sent.setdefault("Content-Type", "application/json")
        url = self.stack.api_url + path + (f"?{urlencode(query)}" if query else "")
        return self.request(method, url, content, sent)

    def create(self, path: str, body: Any, *, role: str | None = None, key: str | None = None) -> Answer:
        """A POST that makes something, under an idempotency key of its own unless one is given."""
        return self.call("POST", path, body, role=role, headers={"Idempotency-Key": key or str(uuid.uuid4())})

    def change(self, path: str, body: Any, *, role: str, version: int | str) -> Answer:
        """A POST that changes a ticket as it stood at this version."""
        return self.call("POST", path, body, role=role, headers={"If-Match": f'"{version}"'})

    def post_whatsapp(self, payload: Mapping[str, Any] | bytes, *, signature: str | None = None) -> Answer:
        """What Meta would post: signed with the local app secret unless a signature is given."""
        body = payload if isinstance(payload, bytes) else whatsapp_payloads.encode(dict(payload))
        if signature is None:
            signature = whatsapp_payloads.signature(body, self.stack.whatsapp["app_secret"])
        headers = {"Content-Type": "application/json", "X-Hub-Signature-256": signature}
        return self.request("POST", f"{self.stack.api_url}/webhooks/whatsapp", body, headers)

    def sent(
        self, *, to: str | None = None, channel: str | None = None, since: str | None = None
    ) -> list[dict[str, Any]]:
        """What the providers received, oldest first."""
        query = {name: value for name, value in (("to", to), ("channel", channel), ("since", since)) if value}
        url = f"{self.stack.providers_url}/sent?{urlencode(query)}"
        entries: list[dict[str, Any]] = self.request("GET", url).expect(200).json
        return entries

    def put_media(self, media_id: str, content: bytes, mime_type: str) -> None:
        """Let the stand-in hold a file that a citizen is about to send."""
        url = f"{self.stack.providers_url}/admin/media/{media_id}"
        self.request("PUT", url, content, {"Content-Type": mime_type}).expect(201)

    def script_error(self, **script: Any) -> None:
        """Let the stand-in fail: service, match, times, status, body."""
        url = f"{self.stack.providers_url}/admin/errors"
        self.request("POST", url, json.dumps(script).encode(), {"Content-Type": "application/json"}).expect(201)

    def invoke(self, function: str, event: Any) -> Any:
        """Run a function by its verb_noun and wait for what it returns. Raises ToolError when it fails."""
        return invoke(self._clients, self.stack, function, event)

    def invoke_at(self, function: str, moment: datetime) -> Any:
        """Run a scheduled function as its schedule would at that moment, which may lie in the future.

        Its mark, up to where it has worked, is forgotten before and after: left in the future it would keep the real
        runs from working until then.
        """
        self._forget_mark(function)
        try:
            return self.invoke(function, {"scheduled_time": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")})
        finally:
            self._forget_mark(function)

    def _forget_mark(self, function: str) -> None:
        key = {"pk": {"S": f"RUN#{function}"}, "sk": {"S": "A"}}
        self._clients.dynamodb.delete_item(TableName=self.stack.table, Key=key)

    def request(
        self, method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        answer = self._http.request(method, url, body=body, headers=dict(headers or {}))
        return Answer(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.data)


def invoke(clients: Clients, stack: Stack, function: str, event: Any) -> Any:
    if function not in stack.functions:
        raise ToolError(f"There is no function {function!r}; there are: {', '.join(sorted(stack.functions))}")
    answer = clients.functions.invoke(FunctionName=stack.functions[function], Payload=json.dumps(event).encode())
    payload = json.loads(answer["Payload"].read() or b"null")
    if answer.get("FunctionError"):
        raise ToolError(f"{function} failed: {json.dumps(payload, ensure_ascii=False)[:2000]}")
    return payload


def wait_until(check: Callable[[], T | None], seconds: float, what: str, every: float = 0.2) -> T:
    """Ask until the answer is not None, False or empty. Raises ToolError that names what did not happen."""
    deadline = time.monotonic() + seconds
    while True:
        answer = check()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise ToolError(f"{what} did not happen within {seconds:.0f} s")
        time.sleep(every)
