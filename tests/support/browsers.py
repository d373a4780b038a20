"""A browser that wants to be told, with the keys of the standard's own example."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from nabiz.domain.push import Subscription

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
# RFC 8291, appendix A.
POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
THEIRS, OURS = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94", "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT, WORDS = "DGv6ra1nlYgDCS1FRnbzlw", b"When I grow up, I want to be a watermelon"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
    "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
FCM = "https://fcm.googleapis.com/fcm/send/"


def browser(name: str = "a") -> Subscription:
    return Subscription(FCM + name, POINT, SECRET, NOW)


class Kept:
    """The browsers of one ticket."""

    def __init__(self, *browsers: Subscription) -> None:
        self.browsers = browsers

    def of(self, number: str) -> tuple[Subscription, ...]:
        return self.browsers

    def change(self, number: str, change: Callable[[Any], Any]) -> tuple[Subscription, ...]:
        self.browsers = change(self.browsers)
        return self.browsers
