"""The Turkish identity number: checked, and shown in part only. Whole it stands in what the key of the house encrypts.

Source: the check digits as they are published: the tenth is (7 * (1st + 3rd + 5th + 7th + 9th) - (2nd + 4th + 6th +
8th)) mod 10, the eleventh the sum of the ten before it mod 10; the first is never 0.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from nabiz.domain.errors import InvalidInput

DIGITS = 11
KIND = "national_id"  # of the identifier by which it is found


@dataclass(frozen=True, slots=True)
class NationalId:
    """A citizen's number as it is kept: `encrypted` with the key of the house, `ending` its last two digits.

    `ticket` is the request for which it was needed, `by` who wrote it down.
    """

    citizen: str
    encrypted: str
    ending: str
    fingerprint: str
    ticket: str
    by: str
    at: datetime


def read_national_id(written: str) -> str:
    """The eleven digits.

    Raises:
        InvalidInput: it is none; the message says what is wrong without repeating it.
    """
    number = "".join(written.split())
    if len(number) != DIGITS or not (number.isascii() and number.isdigit()) or number[0] == "0":
        raise InvalidInput("A T.C. identity number has eleven digits and does not begin with 0.", field="national_id")
    digit = [int(one) for one in number]
    tenth = (7 * sum(digit[0:9:2]) - sum(digit[1:8:2])) % 10
    if digit[9] != tenth or digit[10] != sum(digit[:10]) % 10:
        raise InvalidInput("The digits do not fit together; one of them is mistyped.", field="national_id")
    return number


def fingerprint(secret: str, number: str) -> str:
    """By what it is found without being read: keyed, for there are too few numbers to hash them plainly."""
    return hmac.new(secret.encode(), f"national_id|{number}".encode(), hashlib.sha256).hexdigest()[:40]


def masked(ending: str) -> str:
    """As everybody sees it."""
    return "*" * (DIGITS - len(ending)) + ending


def partly_shown(number: str) -> str:
    """As much as anybody ever sees: enough to compare with a paper, too little to use."""
    return f"{number[:3]}{'*' * (DIGITS - 5)}{number[-2:]}"
