"""Ticket numbers: nine random digits, the last a Damm check digit, written 123-456-789."""

from __future__ import annotations

import re
import secrets

from nabiz.domain.errors import InvalidInput, MistypedNumber

DIGITS = 9

# Damm (2004), "Total anti-symmetrische Quasigruppen": finds every wrong digit and every swap of two neighbours.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def new_number() -> str:
    """A random ticket number; the caller's conditional write makes it unique."""
    body = str(secrets.randbelow(9 * 10 ** (DIGITS - 2)) + 10 ** (DIGITS - 2))
    return body + str(check_digit(body))


def check_digit(digits: str) -> int:
    """Damm digit of a string of digits; 0 when the string already carries its right check digit."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim


def parse_number(written: str) -> str:
    """The nine digits of a number as a person wrote it: spaces, dots and dashes do not count.

    Raises:
        InvalidInput: it has not nine digits.
        MistypedNumber: it has nine digits, but the check digit says that one is wrong or two are swapped.
    """
    digits = re.sub(r"[\s.\-–]", "", written)
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        raise InvalidInput("A ticket number has nine digits, for example 123-456-789.", field="number")
    if check_digit(digits) != 0:
        raise MistypedNumber("This ticket number is mistyped: check its digits and their order.", field="number")
    return digits


def write_number(number: str) -> str:
    """The number in groups, as it is said on the phone: 123-456-789."""
    return "-".join(number[i : i + 3] for i in range(0, DIGITS, 3))
