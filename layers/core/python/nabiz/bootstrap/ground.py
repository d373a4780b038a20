"""What everything stands on: settings, the one session, clients and secrets."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from nabiz.settings import Settings, read_settings

if TYPE_CHECKING:
    from botocore.session import Session


CLIENT_KEY = "client_key_"  # before a client's code: the name of its key in the secret
SECRETS_CACHED = 900.0  # seconds; a changed secret is used after a quarter of an hour at the latest


@dataclass(frozen=True, slots=True)
class Secrets:
    """What only the house and one other party know; one JSON secret."""

    link_key: str
    whatsapp_app_secret: str = ""
    whatsapp_verify_token: str = ""
    whatsapp_access_token: str = ""
    whatsapp_phone_number_id: str = ""
    whatsapp_business_account_id: str = ""
    vapid_private_key: str = ""
    meta_app_secret: str = ""
    meta_verify_token: str = ""
    meta_page_id: str = ""
    meta_page_token: str = ""
    instagram_app_secret: str = ""
    instagram_account_id: str = ""
    instagram_access_token: str = ""
    x_consumer_key: str = ""
    x_consumer_secret: str = ""
    x_access_token: str = ""
    x_access_token_secret: str = ""
    x_user_id: str = ""
    sms_username: str = ""
    sms_password: str = ""
    sms_header: str = ""
    department_webhook_key: str = ""
    telephony_connect_key: str = ""
    telephony_asterisk_key: str = ""
    telephony_generic_key: str = ""
    client_keys: Mapping[str, str] = field(default_factory=dict)  # of programs that file and read, by client


class Ground:
    """Settings, session, clients and secrets."""

    def __init__(self) -> None:
        self._clients: dict[str, Any] = {}
        self._secrets: Secrets | None = None
        self._secrets_read_at = 0.0

    @cached_property
    def settings(self) -> Settings:
        """Where this deployment keeps its things."""
        return read_settings()

    @cached_property
    def session(self) -> Session:
        """The one session: its loaders and credentials are shared by every client. boto3 itself stands on it."""
        from botocore.session import get_session

        return get_session()

    def client(self, service: str) -> Any:
        """A client of an AWS service."""
        if service not in self._clients:
            from botocore.config import Config

            # A mail or SMS has no key by which AWS would know it again: whether it goes out once more is our decision.
            attempts = 1 if service in ("sesv2", "pinpoint-sms-voice-v2") else 4
            retries: Any = {"mode": "standard", "total_max_attempts": attempts}
            config = Config(connect_timeout=3, read_timeout=15, retries=retries)
            self._clients[service] = self.session.create_client(service, config=config)
        return self._clients[service]

    @property
    def secrets(self) -> Secrets:
        """The channels' secrets: one request in a quarter of an hour."""
        if self._secrets is None or time.monotonic() - self._secrets_read_at > SECRETS_CACHED:
            answer = self.client("secretsmanager").get_secret_value(SecretId=self.settings.secret_id)
            known = json.loads(answer["SecretString"])
            fields = Secrets.__dataclass_fields__
            own = {name: value for name, value in known.items() if name in fields}
            own["client_keys"] = {name.removeprefix(CLIENT_KEY): str(value) for name, value in known.items()
                                  if name.startswith(CLIENT_KEY)}  # fmt: skip
            self._secrets = Secrets(**own)
            self._secrets_read_at = time.monotonic()
        return self._secrets

    @cached_property
    def _table(self) -> bool:
        from nabiz.storage.records import open_table

        open_table(self.settings.table, self.session)
        return True

    def now(self) -> datetime:
        """The time."""
        return datetime.now(UTC)
