"""Fills a deployed stack with what it needs to work: the channels' secrets, a mail sender, the city's configuration."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from nabiz_tools.aws import Clients
from nabiz_tools.failures import ToolError

# Local accounts at the stand-ins; the secret ones are made on this machine.
FIXED = {
    "whatsapp_phone_number_id": "409552778964973",
    "meta_page_id": "104857601234567",
    "instagram_account_id": "17841405309211844",
    "x_user_id": "2244994945",
    "sms_username": "8500000153",
    "sms_header": "NABIZ",
}
MADE_HERE = (
    "whatsapp_app_secret",
    "whatsapp_verify_token",
    "whatsapp_access_token",
    "meta_app_secret",
    "meta_verify_token",
    "meta_page_token",
    "instagram_access_token",
    "x_consumer_key",
    "x_consumer_secret",
    "x_access_token",
    "x_access_token_secret",
    "sms_password",
    "department_webhook_key",
    "telephony_connect_key",
    "telephony_asterisk_key",
    "telephony_generic_key",
    "client_key_acik-kent",
    "client_key_pano",
)


def local_secrets(file: Path) -> dict[str, str]:
    """The accounts at the stand-ins: made once, kept in a file that nobody else may read."""
    known: dict[str, str] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    missing = {name: secrets.token_hex(16) for name in MADE_HERE if name not in known}
    if missing:
        known |= missing
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(json.dumps(known, indent=2) + "\n", "utf-8")
    return {**FIXED, **known}


def fill_secret(clients: Clients, secret_id: str, values: Mapping[str, str]) -> bool:
    """Bring the secret to these values; what else it holds (the link key) stays. True when it changed."""
    manager = clients.secrets
    present = json.loads(manager.get_secret_value(SecretId=secret_id)["SecretString"])
    wanted = {**present, **values}
    if wanted == present:
        return False
    manager.put_secret_value(SecretId=secret_id, SecretString=json.dumps(wanted))
    return True


def allow_mail(clients: Clients, sender: str) -> None:
    """Verify the sender's domain and leave the sandbox, as an operator does once on AWS."""
    mail = clients.mail
    domain = sender.partition("@")[2]
    identities = {row["IdentityName"] for row in mail.list_email_identities()["EmailIdentities"]}
    if domain not in identities:
        mail.create_email_identity(EmailIdentity=domain)
    mail.put_account_details(
        MailType="TRANSACTIONAL",
        WebsiteURL="https://nabiz.example",
        UseCaseDescription="Answers to citizens",
        ProductionAccessEnabled=True,
    )


def city_mail(config: Path) -> str:
    """The address that the city writes from. Raises ToolError when its configuration has none."""
    path = config / "city.yaml"
    try:
        return str(yaml.safe_load(path.read_text("utf-8"))["email"])
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        raise ToolError(f"{path} has no readable `email`") from None


def tile_origin(config: Path) -> str:
    """Where the city's map tiles come from, as a policy names it; empty when it has none."""
    written = yaml.safe_load((config / "branding.yaml").read_text("utf-8"))
    tiles = urlsplit(str((written.get("map") or {}).get("tiles") or "").replace("{s}", "*"))
    return f"{tiles.scheme}://{tiles.netloc}" if tiles.netloc else ""
