"""The stand-ins' HTTP server: one port, standard library only.

POST   /{version}/{phone_number_id}/messages      Meta: send
GET    /{version}/{media_id}                      Meta: where a media file lies
GET    /whatsapp_business/attachments/?mid=&ext=  Meta: the media file
POST   /{version}/{account}/messages              Meta: send for the page or for Instagram
POST   /{version}/{comment}/comments | replies    Meta: answer a comment on Facebook, on Instagram
GET    /files/{media_id}                          a file that a webhook names by its address
POST   /2/tweets   POST /2/dm_conversations/with/{id}/messages   GET /2/users/{id}/mentions   X
POST   /sms/rest/v2/send | /sms/rest/v2/report    NetGSM
POST   /webhooks/{name}                           a department's own system
GET    /sent?to=&channel=&since=                  what was received, oldest first     DELETE /sent  forget it
POST   /admin/mentions                            put a post on the shelf that names the city on X
PUT    /admin/media/{media_id}                    put test media on the shelf (body: the bytes)
POST   /admin/errors   GET   DELETE               script errors, see them, forget them
GET    /health
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from nabiz_tools.standins import netgsm
from nabiz_tools.standins.providers import Providers, Reply
from nabiz_tools.standins.scripted_errors import ScriptedError

BODY_LIMIT = 110 * 1024 * 1024  # Meta's largest document is 100 MB


class ProvidersHandler(BaseHTTPRequestHandler):
    """Finds the route, reads the body, writes the reply; the behaviour stands in `Providers`."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, providers: Providers, *args: Any, **kwargs: Any) -> None:
        self._providers = providers
        super().__init__(*args, **kwargs)

    def answer_any(self) -> None:
        url = urlsplit(self.path)
        self._query = dict(parse_qsl(url.query))
        self._body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), BODY_LIMIT))
        for method, pattern, action in ROUTES:
            match = re.fullmatch(pattern, url.path)
            if method == self.command and match:
                try:
                    self._answer(action(self, *(unquote(part) for part in match.groups())))
                except ValueError as error:
                    self._answer(Reply(400, {"error": str(error)}))
                return
        self._answer(Reply(404, {"error": f"no route {self.command} {url.path}"}))

    def _answer(self, reply: Reply) -> None:
        if reply.delay:
            time.sleep(reply.delay)
        if reply.status == 0:
            self.close_connection = True
            return
        content = reply.content
        if content is None:
            content = b"" if reply.status == 204 else json.dumps(reply.json, ensure_ascii=False).encode()
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _json(self) -> Any:
        """The body as JSON; as text when it is none."""
        text = self._body.decode("utf-8", "replace")
        try:
            return json.loads(text)
        except ValueError:
            return text

    def _headers(self) -> dict[str, str]:
        """By lower-case name: HTTP does not care, a dict does."""
        return {name.lower(): value for name, value in self.headers.items()}

    def _base(self) -> str:
        return f"http://{self.headers.get('Host', '127.0.0.1')}"

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: the addresses in request lines would carry phone numbers into a log."""

    def send_whatsapp(self, phone_number_id: str) -> Reply:
        if phone_number_id in self._providers.social.accounts.channels:
            return self._providers.send_meta(phone_number_id, self._headers(), self._json())
        return self._providers.send_whatsapp(phone_number_id, self._headers(), self._json())

    def find_media(self, media_id: str) -> Reply:
        return self._providers.find_media(media_id, self._headers(), self._base())

    def download_media(self) -> Reply:
        return self._providers.download_media(self._query.get("mid", ""), self._query.get("ext", ""), self._headers())

    def comment_facebook(self, comment: str) -> Reply:
        return self._providers.comment_meta("messenger", comment, self._headers(), self._json())

    def comment_instagram(self, comment: str) -> Reply:
        return self._providers.comment_meta("instagram", comment, self._headers(), self._json())

    def open_file(self, media_id: str) -> Reply:
        facts = self._providers.media.facts(media_id)
        if facts is None:
            return Reply(404, {"error": "gone"})
        return Reply(200, content=self._providers.media.content(media_id), content_type=facts["mime_type"])

    def post_x(self) -> Reply:
        body, social = self._json(), self._providers.social
        reply = body.get("reply") if isinstance(body, dict) else None
        to = str(reply.get("in_reply_to_tweet_id", "")) if isinstance(reply, dict) else ""
        return self._x(to, lambda: social.x_post(body))

    def direct_x(self, participant: str) -> Reply:
        return self._x(participant, lambda: self._providers.social.x_direct(participant, self._json()))

    def mentions_x(self, user: str) -> Reply:
        return self._x(user, lambda: (200, self._providers.social.x_mentions(self._query)))

    def _x(self, to: str, answer: Callable[[], tuple[int, Any]]) -> Reply:
        return self._providers.call_x(self.command, self._base() + self.path, self._headers(), to, answer)

    def add_mention(self) -> Reply:
        self._providers.social.add_mention(self._json())
        return Reply(201, {"added": 1})

    def send_sms(self) -> Reply:
        return self._providers.send_sms(self._headers(), self._json())

    def report_sms(self) -> Reply:
        body = self._json()
        return Reply(200, netgsm.report(body.get("jobids", []) if isinstance(body, dict) else []))

    def receive_webhook(self, name: str) -> Reply:
        return self._providers.receive_webhook(name, self._headers(), self._json())

    def sent(self) -> Reply:
        return Reply(200, self._providers.sent(self._query))

    def forget_sent(self) -> Reply:
        self._providers.journal.clear()
        return Reply(204)

    def put_media(self, media_id: str) -> Reply:
        mime_type = self.headers.get("Content-Type") or "application/octet-stream"
        return Reply(201, self._providers.media.put(media_id, mime_type, self._body))

    def add_error(self) -> Reply:
        body = self._json()
        if not isinstance(body, dict):
            raise ValueError("a JSON object is needed")
        self._providers.errors.add(ScriptedError.parse(body))
        return Reply(201, {"errors": self._providers.errors.remaining()})

    def errors(self) -> Reply:
        return Reply(200, {"errors": self._providers.errors.remaining()})

    def forget_errors(self) -> Reply:
        self._providers.errors.clear()
        return Reply(204)

    def health(self) -> Reply:
        return Reply(200, {"status": "ok", "failed_callbacks": self._providers.callbacks.failures})


ROUTES: tuple[tuple[str, str, Callable[..., Reply]], ...] = (
    ("POST", r"/v\d+\.\d+/([^/]+)/messages", ProvidersHandler.send_whatsapp),
    ("POST", r"/v\d+\.\d+/([^/]+)/comments", ProvidersHandler.comment_facebook),
    ("POST", r"/v\d+\.\d+/([^/]+)/replies", ProvidersHandler.comment_instagram),
    ("GET", r"/files/([^/]+)", ProvidersHandler.open_file),
    ("POST", r"/2/tweets", ProvidersHandler.post_x),
    ("POST", r"/2/dm_conversations/with/([^/]+)/messages", ProvidersHandler.direct_x),
    ("GET", r"/2/users/([^/]+)/mentions", ProvidersHandler.mentions_x),
    ("POST", r"/admin/mentions", ProvidersHandler.add_mention),
    ("GET", r"/v\d+\.\d+/([^/]+)", ProvidersHandler.find_media),
    ("GET", r"/whatsapp_business/attachments/?", ProvidersHandler.download_media),
    ("POST", r"/sms/rest/v2/send", ProvidersHandler.send_sms),
    ("POST", r"/sms/rest/v2/report", ProvidersHandler.report_sms),
    ("POST", r"/webhooks/(.+)", ProvidersHandler.receive_webhook),
    ("GET", r"/sent", ProvidersHandler.sent),
    ("DELETE", r"/sent", ProvidersHandler.forget_sent),
    ("PUT", r"/admin/media/([^/]+)", ProvidersHandler.put_media),
    ("POST", r"/admin/errors", ProvidersHandler.add_error),
    ("GET", r"/admin/errors", ProvidersHandler.errors),
    ("DELETE", r"/admin/errors", ProvidersHandler.forget_errors),
    ("GET", r"/health", ProvidersHandler.health),
)


# The names that http.server looks for.
for _method in ("GET", "POST", "PUT", "DELETE"):
    setattr(ProvidersHandler, f"do_{_method}", ProvidersHandler.answer_any)


class ProvidersServer(ThreadingHTTPServer):
    """Threads end with the process; a burst of connections waits instead of being refused."""

    daemon_threads = True
    request_queue_size = 256


def make_server(providers: Providers, port: int) -> ProvidersServer:
    """Bound to loopback; port 0 takes a free one."""
    return ProvidersServer(("127.0.0.1", port), partial(ProvidersHandler, providers))
