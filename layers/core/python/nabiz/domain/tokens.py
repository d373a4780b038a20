"""Keys that a citizen holds: to open a ticket and to answer a survey. Nothing is stored; the key proves itself."""

from __future__ import annotations

import base64
import hashlib
import hmac

from nabiz.domain.errors import NotFound
from nabiz.domain.numbers import DIGITS, check_digit

# 50 bits for a key that opens one ticket, behind a rate limit; 100 bits for one that needs no number beside it.
TRACKING_LENGTH = 10
SURVEY_LENGTH = 20
REPLY_LENGTH = 16


def _mac(secret: str, purpose: str, length: int) -> str:
    digest = hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode().lower()[:length]


def tracking_key(secret: str, number: str) -> str:
    """The key that opens a ticket together with its number; letters and the digits 2-7, easy to read out."""
    return _mac(secret, f"track|{number}", TRACKING_LENGTH)


def check_tracking_key(secret: str, number: str, key: str) -> None:
    """See that the key fits the number.

    Raises:
        NotFound: it does not; the same words as for a number that does not exist.
    """
    if not hmac.compare_digest(tracking_key(secret, number).encode(), key.strip().lower().encode()):
        raise NotFound("There is no ticket with this number and key.")


def reply_mac(secret: str, number: str) -> str:
    """What proves that a mail answers one of ours about this ticket."""
    return _mac(secret, f"reply|{number}", REPLY_LENGTH)


def survey_token(secret: str, number: str, cycle: int) -> str:
    """The token of one survey: the ticket's number and cycle, signed."""
    return f"{number}{cycle}{_mac(secret, f'survey|{number}|{cycle}', SURVEY_LENGTH)}"


def read_survey_token(secret: str, token: str) -> tuple[str, int]:
    """The ticket's number and the cycle that a token stands for.

    Raises:
        NotFound: it was not made by us.
    """
    number, cycle, mac = token[:DIGITS], token[DIGITS:-SURVEY_LENGTH], token[-SURVEY_LENGTH:].lower()
    expected = _mac(secret, f"survey|{number}|{cycle}", SURVEY_LENGTH)
    if not (token.isascii() and cycle.isdigit() and hmac.compare_digest(expected, mac)):
        raise NotFound("There is no such survey.")
    return number, int(cycle)


def link_code(secret: str, link: str) -> str:
    """The six digits that prove an address, for one link alone."""
    digest = hmac.new(secret.encode(), f"link|{link}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"


def preferences_token(secret: str, citizen: str) -> str:
    """The token of a citizen's page of wishes: the record's id, signed."""
    return f"{citizen}{_mac(secret, f'wishes|{citizen}', SURVEY_LENGTH)}"


def read_preferences_token(secret: str, token: str) -> str:
    """The citizen whom a token stands for. Raises `NotFound` for one that was not made by us."""
    citizen, mac = token[:-SURVEY_LENGTH], token[-SURVEY_LENGTH:].lower()
    if not (token.isascii() and citizen and hmac.compare_digest(_mac(secret, f"wishes|{citizen}", SURVEY_LENGTH), mac)):
        raise NotFound("There is no such page.")
    return citizen


def is_survey_code(text: str) -> bool:
    """Whether a text is a short code from an SMS: digits alone, with a fitting check digit."""
    digits = text.replace(" ", "").replace("-", "")
    return len(digits) == DIGITS and digits.isascii() and digits.isdigit() and check_digit(digits) == 0
