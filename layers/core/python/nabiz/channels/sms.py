"""SMS by NetGSM's REST service, version 2.

Source: NetGSM's reference of `/sms/rest/v2/send`, as of November 2026.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

from nabiz.channels.http import HttpClient, json_of
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import OutboundMessage, Remedy, Sent
from nabiz.text import sms

OK = "00"
CODES: Mapping[str, Remedy] = {
    "20": Remedy.FALLBACK,  # the text is refused or too long
    "30": Remedy.OPERATOR,  # user name, password or address of ours
    "40": Remedy.OPERATOR,  # the sender's name is not registered
    "50": Remedy.OPERATOR,  # registry of consents: our account
    "51": Remedy.OPERATOR,  # registry of consents: our brand
    "70": Remedy.FALLBACK,  # a parameter: the number
    "80": Remedy.RETRY,  # too many at once
    "85": Remedy.LATER,  # more than 20 jobs for one number within a minute
    "100": Remedy.RETRY,
    "101": Remedy.RETRY,
}


class SmsSender:
    """One account. `header` is the registered name that citizens see as the sender."""

    def __init__(self, http: HttpClient, base_url: str, username: str, password: str, header: str) -> None:
        self._http = http
        self._url = f"{base_url.rstrip('/')}/sms/rest/v2/send"
        credentials = base64.b64encode(f"{username}:{password}".encode()).decode()
        self._headers = {"Authorization": f"Basic {credentials}", "Content-Type": "application/json"}
        self._header = header

    def send(self, message: OutboundMessage) -> Sent:
        """Hand a message over, in an SMS's own letters.

        Raises:
            SendFailed: with NetGSM's code; `url` without asking NetGSM, for an SMS with an address of a page may be
                blocked, and then nobody hears of it.
        """
        text = sms.plain(message.text)
        if sms.find_urls(text):
            raise SendFailed("An SMS carries no address of a page.", code="url", remedy=Remedy.FALLBACK)
        body = {
            "msgheader": self._header,
            "encoding": "TR" if sms.is_turkish(text) else "ASCII",
            "iysfilter": "0",  # information, no advertising: no consent to look up
            "messages": [{"msg": text, "no": message.to.removeprefix("+")}],
        }
        response = self._http.request("POST", self._url, self._headers, json.dumps(body).encode())
        answer = json_of(response)
        code = str(answer.get("code") or f"http_{response.status}")
        if code == OK:
            return Sent(str(answer.get("jobid") or ""), sms.segments(text))
        if response.status == 200 and not answer:
            return Sent(
                "", sms.segments(text)
            )  # taken, with an answer that cannot be read: a second try would tell the citizen twice
        remedy = CODES.get(code, Remedy.RETRY if response.status >= 500 or response.status == 429 else Remedy.OPERATOR)
        raise SendFailed(f"The SMS provider refused with {code}.", code=code, remedy=remedy)
