"""Errors reach the caller as problem details, whoever raises them."""

from __future__ import annotations

from tests.support.gateway import Token, call


def test_an_error_of_ours_has_its_status() -> None:
    answer = call("GET", "/me", token=Token("somebody", ("operator",), use="access"))

    assert answer.status == 403
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json["detail"] == "Sign in with the ID token."


def test_what_chalice_refuses_is_a_problem_too() -> None:
    answer = call("POST", "/public/tickets", b"<xml/>", Content_Type="text/xml")

    assert answer.status == 415
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json["status"] == 415


def test_an_unexpected_error_is_answered_without_its_words() -> None:
    answer = call("GET", "/public/catalogue")  # there is no deployment to read it from

    assert answer.status == 500
    assert answer.json == {
        "type": "about:blank", "title": "Internal Server Error", "status": 500,
        "detail": "Something went wrong here; try again in a moment.",
    }  # fmt: skip
