"""The providers' behaviour behind the HTTP server: a request in, an answer out, what was accepted in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nabiz_tools.standins import graph, media, netgsm
from nabiz_tools.standins.callbacks import CallbackTarget, Delivered, StatusCallbacks
from nabiz_tools.standins.inbox import MailInbox
from nabiz_tools.standins.journal import Entry, Journal, select
from nabiz_tools.standins.scripted_errors import ErrorScript, ScriptedError
from nabiz_tools.standins.social import SocialNetworks, accounts_of

DEFAULT_ERRORS: dict[str, Any] = {
    "whatsapp": graph.error_body(131000, "Something went wrong"),
    "media": graph.error_body(131000, "Something went wrong"),
    "sms": {"code": "100", "jobid": None, "description": "system error"},
    "webhook": {"error": "unavailable"},
    "messenger": {"error": {"message": "(#2) Service temporarily unavailable", "type": "OAuthException", "code": 2}},
    "instagram": {"error": {"message": "(#2) Service temporarily unavailable", "type": "IGApiException", "code": 2}},
    "x": {"title": "Service Unavailable", "type": "about:blank", "status": 503, "detail": "Service Unavailable"},
}


@dataclass(frozen=True)
class ProviderSettings:
    """The accounts that the stand-ins know; written by `nabiz up`, never real ones."""

    access_token: str
    phone_number_id: str
    app_secret: str
    sms_username: str
    sms_password: str
    sms_header: str
    webhook_url: str = ""
    inbox_url: str = ""
    social: dict[str, str] = field(default_factory=dict)  # see `nabiz_tools.standins.social.SocialAccounts`
    status_callbacks: list[str] = field(default_factory=lambda: ["sent", "delivered", "read"])


@dataclass(frozen=True)
class Reply:
    """What goes back on the wire; `json` is encoded, `content` goes as it is; a status of 0 hangs up."""

    status: int
    json: Any = None
    content: bytes | None = None
    content_type: str = "application/json"
    delay: float = 0.0


class Providers:
    """All stand-ins of one local cloud, with their state in one folder."""

    def __init__(self, settings: ProviderSettings, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.settings = settings
        self.journal = Journal(folder / "sent.jsonl")
        self.mail = Journal(folder / "mail.jsonl")
        self.inbox = MailInbox(settings.inbox_url or None, self.mail)
        self.errors = ErrorScript()
        self.media = media.MediaShelf(folder / "media")
        self.social = SocialNetworks(accounts_of(settings.social), self.journal)
        target = None
        if settings.webhook_url:
            target = CallbackTarget(settings.webhook_url, settings.app_secret, settings.phone_number_id)
        self.callbacks = StatusCallbacks(target, settings.status_callbacks)

    def send_whatsapp(self, phone_number_id: str, headers: Mapping[str, str], message: Any) -> Reply:
        try:
            graph.check_token(headers, self.settings.access_token)
            if phone_number_id != self.settings.phone_number_id:
                raise graph.RefusedError(400, 100, f"Object with ID '{phone_number_id}' does not exist")
            graph.check_message(message)
        except graph.RefusedError as refused:
            return Reply(refused.status, refused.body)
        if message.get("status") == "read":
            return Reply(200, {"success": True})
        facts = {"to": str(message.get("to") or message.get("recipient")), "type": str(message.get("type", "text"))}
        if error := self.errors.take("whatsapp", facts):
            return scripted(error)
        answer = graph.accepted(message)
        message_id = answer["messages"][0]["id"]
        self.journal.add("whatsapp", facts["to"], graph.text_of(message), message, id=message_id, type=facts["type"])
        recipient = answer["contacts"][0].get("wa_id", facts["to"])
        self.callbacks.announce(Delivered(message_id, recipient, str(message.get("biz_opaque_callback_data", ""))))
        return Reply(200, answer)

    def send_meta(self, account: str, headers: Mapping[str, str], body: Any) -> Reply:
        """A message of the page or of Instagram to one person."""
        channel = self.social.accounts.channels[account]
        try:
            self.social.check_meta(channel, headers)
            recipient = body.get("recipient") if isinstance(body, dict) else None
            to = next((str(value) for value in recipient.values()), "") if isinstance(recipient, dict) else ""
            if error := self.errors.take(channel, {"to": to}):
                return scripted(error)
            return Reply(200, self.social.meta_message(channel, body))
        except graph.RefusedError as refused:
            return Reply(refused.status, refused.body)

    def comment_meta(self, channel: str, comment: str, headers: Mapping[str, str], body: Any) -> Reply:
        """An answer under a comment."""
        try:
            self.social.check_meta(channel, headers)
            if error := self.errors.take(channel, {"to": comment}):
                return scripted(error)
            return Reply(200, self.social.meta_comment(channel, comment, body))
        except graph.RefusedError as refused:
            return Reply(refused.status, refused.body)

    def call_x(self, method: str, url: str, headers: Mapping[str, str], to: str, answer: Callable[[], Any]) -> Reply:
        """A request to X: signed, and answered unless an error is scripted."""
        if refused := self.social.check_x(method, url, headers):
            return Reply(*refused)
        if error := self.errors.take("x", {"to": to}):
            return scripted(error)
        status, body = answer()
        return Reply(status, body)

    def find_media(self, media_id: str, headers: Mapping[str, str], base: str) -> Reply:
        """First step: the id gives a short-lived address."""
        if refused := self._media_gate("lookup", media_id, headers):
            return refused
        facts = self.media.facts(media_id)
        if facts is None:
            return Reply(400, graph.error_body(100, f"Object with ID '{media_id}' does not exist"))
        return Reply(200, {"url": media.download_url(base, media_id), **facts})

    def download_media(self, media_id: str, ext: str, headers: Mapping[str, str]) -> Reply:
        """Second step: the address gives the bytes, again only with the bearer token."""
        if refused := self._media_gate("download", media_id, headers):
            return refused
        facts = self.media.facts(media_id)
        if facts is None or media.expired(ext):
            return Reply(404, graph.error_body(100, "Media not found or its URL expired"))
        return Reply(200, content=self.media.content(media_id), content_type=facts["mime_type"])

    def _media_gate(self, step: str, media_id: str, headers: Mapping[str, str]) -> Reply | None:
        try:
            graph.check_token(headers, self.settings.access_token)
        except graph.RefusedError as refused:
            return Reply(refused.status, refused.body)
        error = self.errors.take("media", {"media_id": media_id, "step": step})
        return scripted(error) if error else None

    def send_sms(self, headers: Mapping[str, str], body: Any) -> Reply:
        config = self.settings
        code = netgsm.check(headers, body, config.sms_username, config.sms_password, config.sms_header)
        if code != "00":
            return Reply(*netgsm.answer(code))
        for message in body["messages"]:
            if error := self.errors.take("sms", {"to": str(message["no"])}):
                return scripted(error)
        status, answer = netgsm.answer(code)
        for message in body["messages"]:
            self.journal.add("sms", str(message["no"]), message["msg"], body, id=answer["jobid"])
        return Reply(status, answer)

    def receive_webhook(self, name: str, headers: Mapping[str, str], body: Any) -> Reply:
        """A department's own system: keeps the body and every header that could be a signature."""
        if error := self.errors.take("webhook", {"to": name}):
            return scripted(error)
        kept = {key: value for key, value in headers.items() if key.startswith("x-")}
        self.journal.add("webhook", name, "", body, headers=kept)
        return Reply(200, {"received": True})

    def sent(self, query: Mapping[str, str]) -> list[Entry]:
        self.inbox.refresh()
        return select([*self.journal.entries(), *self.mail.entries()], query)


def scripted(error: ScriptedError) -> Reply:
    body = DEFAULT_ERRORS[error.service] if error.body is None else error.body
    return Reply(error.status, body, delay=error.delay)
