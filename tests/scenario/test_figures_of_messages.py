"""What providers took is counted once by day and channel, and SMS by their parts."""

from __future__ import annotations

from tests.support.city import City
from tests.support.gateway import call, token_of

OPERATOR = token_of("operator")


def test_messages_and_parts_of_sms_are_figures(city: City) -> None:
    reported = {"text": "116. Sokakta yaralı bir köpek var", "citizen": {"phone": "0532 111 22 33"}}
    for _ in range(2):
        assert call("POST", "/tickets", reported, OPERATOR).status == 201
    city.cloud.settle()

    day = city.cloud.now.date().isoformat()
    shown = {
        dimension: call("GET", f"/statistics/messages?from={day}&to={day}{dimension}", token=OPERATOR).json["counts"]
        for dimension in ("", "&channel=sms", "&channel=email")
    }

    sms, mail = city.cloud.sms.sent, city.cloud.mail.sent
    assert len(sms) == 2
    assert shown["&channel=sms"] == {"sent": 2, "segments": sum(segments_of(message.text) for message in sms)}
    assert shown["&channel=email"] == {"sent": len(mail)}
    assert shown[""]["sent"] == len(sms) + len(mail)


def segments_of(text: str) -> int:
    """Counted anew: letters, and one more for each that needs the shift."""
    length = len(text) + sum(letter in "ĞİŞçğış^{}[]~|€\\" for letter in text)
    return 1 if length <= 155 else -(-length // 149)
