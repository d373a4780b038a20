"""Sample values for every field of every text, so that people see a text before anybody gets it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from nabiz.domain.catalogue import Priority
from nabiz.domain.clocks import ClockKind
from nabiz.domain.workflow import Outcome

NUMBER = "264886200"
_TOKEN = "264886200" + "1" + "abcdefghijklmnopqrst"


def samples(city: str, phone: str, home: str, now: datetime) -> Mapping[str, object]:
    """A value for each field that a stage may declare; see `nabiz.domain.notifications`."""
    return {
        "number": NUMBER, "ticket": NUMBER, "original": "123456782", "city": city, "phone": phone, "home": home,
        "key": "munf3dcwdi", "link": f"{home}/izle/{NUMBER}", "name": "Ayşe Yılmaz",
        "message": "Ekibimiz yarın sabah yerinde olacak.", "text": "116. Sokakta yaralı bir köpek var.",
        "place": "116. Sokak, Kavaklı", "department": "Veteriner İşleri Müdürlüğü", "category": "Yaralı hayvan",
        "priority": Priority.HIGH, "due": now + timedelta(days=1), "planned_for": now + timedelta(days=2),
        "clock": ClockKind.RESOLVE, "reason": "Görev alanı başka bir müdürlükte.", "outcome": Outcome.SOLVED,
        "code": "123456782", "survey_token": _TOKEN, "survey_link": f"{home}/anket/{_TOKEN}",
        "told": "264-886-200 numaralı başvurunuz sonuçlandı.",
        "proof_code": "048213",
        "preferences_link": f"{home}/tercihler/{_TOKEN}",
    }  # fmt: skip
