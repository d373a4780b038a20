"""Where this deployment keeps its things. Read from the environment once, validated at the first use."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from nabiz.domain.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Settings:
    """One field per variable `NABIZ_{FIELD}`; the template sets every one for every function."""

    stage: str
    table: str
    bus: str
    media_bucket: str
    facts_bucket: str
    inbound_queue_url: str
    inbound_dead_queue_url: str
    media_queue_url: str
    media_dead_queue_url: str
    outbound_queue_url: str
    outbound_dead_queue_url: str
    failures_queue_url: str
    render_queue_url: str
    render_dead_queue_url: str
    malware_scan: str
    search_queue_url: str
    search_dead_queue_url: str
    secret_id: str
    data_key: str
    user_pool_id: str
    graph_url: str
    instagram_url: str
    x_url: str
    x_polling: str
    sms_url: str
    sms_provider: str
    sms_sender_id: str
    sms_configuration_set: str
    mail_from: str
    mail_domain: str
    mail_bucket: str
    mail_queue_url: str
    mail_dead_queue_url: str
    mail_configuration_set: str
    contacts_queue_url: str
    contacts_dead_queue_url: str
    public_url: str


ENVIRONMENT: Mapping[str, str] = {field.name: f"NABIZ_{field.name.upper()}" for field in fields(Settings)}


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process.

    Raises:
        ConfigurationError: names every variable that is missing or empty.
    """
    source = os.environ if environment is None else environment
    missing = [variable for variable in ENVIRONMENT.values() if not source.get(variable)]
    if missing:
        raise ConfigurationError(f"These environment variables are not set: {', '.join(missing)}.")
    return Settings(**{name: source[variable] for name, variable in ENVIRONMENT.items()})
