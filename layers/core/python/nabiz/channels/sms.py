"""SMS by NetGSM's REST service, version 2.

Source: NetGSM's reference of `/sms/rest/v2/send`, as of November 2026.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from nabiz.channels.http import HttpClient, json_of
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import DeliveryState, OutboundMessage, Remedy, Sent
from nabiz.ports.asking import Answered
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


_NEXT, _DONE = Answered(DeliveryState.FAILED, remedy=Remedy.FALLBACK), Answered(DeliveryState.DELIVERED)
REPORTS: Mapping[int, Answered | None] = {
    0: None,  # under way
    1: _DONE,
    2: _NEXT,  # the time ran out
    3: _NEXT,  # no such number, or it is restricted
    4: _NEXT,  # not handed to the network
    11: _NEXT,  # the network refused it
    12: _NEXT,  # the handing over failed
    13: Answered(DeliveryState.FAILED, remedy=Remedy.LATER),  # the same text to the same number within the hour
    14: Answered(DeliveryState.FAILED, remedy=Remedy.OPERATOR),  # no credit
    15: _NEXT,  # the number is on the black list
    16: _NEXT,  # refused in the registry of consents
    17: Answered(DeliveryState.FAILED, remedy=Remedy.OPERATOR),  # our registry of consents
}
NOTHING_KNOWN = "60"  # of a question: none of these jobs has a report yet


class SmsSender:
    """One account. `header` is the registered name that citizens see as the sender."""

    def __init__(self, http: HttpClient, base_url: str, username: str, password: str, header: str) -> None:
        self._http = http
        self._url = f"{base_url.rstrip('/')}/sms/rest/v2/send"
        self._report_url = f"{base_url.rstrip('/')}/sms/rest/v2/report"
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
            job = str(answer.get("jobid") or "")
            return Sent(job, sms.segments(text), asked=bool(job))
        if response.status == 200 and not answer:
            return Sent(
                "", sms.segments(text)
            )  # taken, with an answer that cannot be read: a second try would tell the citizen twice
        remedy = CODES.get(code, Remedy.RETRY if response.status >= 500 or response.status == 429 else Remedy.OPERATOR)
        raise SendFailed(f"The SMS provider refused with {code}.", code=code, remedy=remedy)

    def report(self, ids: Sequence[str]) -> Mapping[str, Answered | None]:
        """What became of jobs, at most 50; one that is not in the answer is under way.

        Raises:
            SendFailed: NetGSM refuses the question.
        """
        body = json.dumps({"jobids": list(ids)}).encode()
        response = self._http.request("POST", self._report_url, self._headers, body)
        answer = json_of(response)
        code = str(answer.get("code") or f"http_{response.status}")
        if code == NOTHING_KNOWN:
            return {}
        jobs = answer.get("jobs")
        if code != OK or not isinstance(jobs, list):
            remedy = CODES.get(code, Remedy.RETRY if response.status >= 500 else Remedy.OPERATOR)
            raise SendFailed(f"The SMS provider refused a question with {code}.", code=code, remedy=remedy)
        return {str(job.get("jobid")): _became(job.get("status")) for job in jobs if isinstance(job, dict)}


def _became(status: object) -> Answered | None:
    """A status that we do not know is one that is still under way: nobody is told twice for it."""
    number = int(status) if isinstance(status, int) or (isinstance(status, str) and status.isdecimal()) else 0
    answer = REPORTS.get(number)
    failed = answer is not None and answer.state is DeliveryState.FAILED
    return replace(answer, code=f"report {number}") if answer is not None and failed else answer
