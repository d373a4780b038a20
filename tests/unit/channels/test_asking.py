"""Questions to NetGSM and to Meta: what is asked, and what the answers mean."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from nabiz.channels.sms import REPORTS, SmsSender
from nabiz.channels.whatsapp.templates import fetch_templates
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import DeliveryState, Remedy

if TYPE_CHECKING:
    from conftest import FakeHttp

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def sms(http: FakeHttp) -> SmsSender:
    return SmsSender(http, "https://api.netgsm.com.tr", "850", "word", "CINAROVA")


def test_jobs_are_asked_about_together(http: FakeHttp, sms: SmsSender) -> None:
    jobs = [
        {"jobid": "1", "telno": "5321112233", "status": 1},
        {"jobid": "2", "status": 0},
        {"jobid": "3", "status": 11},
    ]
    http.will_answer(200, {"code": "00", "jobs": jobs})

    answers = sms.report(["1", "2", "3", "4"])

    (asked,) = http.requests
    assert (asked.url, asked.json) == ("https://api.netgsm.com.tr/sms/rest/v2/report", {"jobids": ["1", "2", "3", "4"]})
    assert answers["1"].state is DeliveryState.DELIVERED  # type: ignore[union-attr]
    assert answers["2"] is answers.get("4") is None
    assert (answers["3"].state, answers["3"].code) == (DeliveryState.FAILED, "report 11")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("status", "state", "remedy"),
    [(0, None, ""), (1, "delivered", ""), (2, "failed", "fallback"), (3, "failed", "fallback"),
     (4, "failed", "fallback"), (11, "failed", "fallback"), (12, "failed", "fallback"), (13, "failed", "later"),
     (14, "failed", "operator"), (15, "failed", "fallback"), (16, "failed", "fallback"), (17, "failed", "operator"),
     (999, None, ""), ("1", "delivered", ""), (None, None, "")],
)  # fmt: skip
def test_every_status_has_its_meaning(
    http: FakeHttp, sms: SmsSender, status: object, state: str | None, remedy: str
) -> None:
    http.will_answer(200, {"code": "00", "jobs": [{"jobid": "1", "status": status}]})

    answer = sms.report(["1"])["1"]

    assert (answer.state if answer else None, answer.remedy if answer else "") == (state, remedy)
    assert not isinstance(status, int) or status in REPORTS or status == 999


def test_no_report_yet_is_no_failure(http: FakeHttp, sms: SmsSender) -> None:
    http.will_answer(200, {"code": "60"})

    assert sms.report(["1"]) == {}


@pytest.mark.parametrize(
    ("status", "code", "remedy"), [(406, "30", "operator"), (406, "80", "retry"), (503, "", "retry")]
)
def test_a_refused_question_is_asked_again_or_needs_a_person(
    http: FakeHttp, sms: SmsSender, status: int, code: str, remedy: str
) -> None:
    http.will_answer(status, {"code": code})

    with pytest.raises(SendFailed) as refused:
        sms.report(["1"])
    assert refused.value.remedy == Remedy(remedy)


def test_templates_are_read_page_by_page_without_following_addresses(http: FakeHttp) -> None:
    one = {"name": "closed", "language": "tr", "status": "APPROVED", "rejected_reason": "NONE"}
    two = {"name": "survey", "language": "tr", "status": "REJECTED", "rejected_reason": "PROMOTIONAL"}
    more = {"cursors": {"after": "QVFI"}, "next": "https://evil.example/?access_token=x"}
    http.will_answer(200, {"data": [one, {"status": "APPROVED"}], "paging": more})
    http.will_answer(200, {"data": [two], "paging": {"cursors": {"after": "x"}}})

    found = list(fetch_templates(http, "https://graph.facebook.com/v23.0/", "102290", "token", NOW))

    assert [(state.name, state.status, state.reason) for state in found] == [
        ("closed", "APPROVED", ""), ("survey", "REJECTED", "PROMOTIONAL"),
    ]  # fmt: skip
    assert all(
        asked.url.startswith("https://graph.facebook.com/v23.0/102290/message_templates?") for asked in http.requests
    )
    assert "after=QVFI" in http.requests[1].url


def test_meta_that_refuses_says_why(http: FakeHttp) -> None:
    http.will_answer(400, {"error": {"code": 190}})

    with pytest.raises(SendFailed) as refused:
        list(fetch_templates(http, "https://graph.facebook.com/v23.0", "1", "token", NOW))
    assert (refused.value.code, refused.value.remedy) == ("190", Remedy.OPERATOR)
