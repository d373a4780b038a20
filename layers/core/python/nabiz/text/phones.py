"""Phone numbers as people here write them -> E.164."""

from __future__ import annotations

from nabiz.domain.messages import Identifier

REGION = "TR"
LONGEST = 40  # characters; no number that a person wrote has more


def normalise_phone(text: str, region: str = REGION) -> Identifier | None:
    """The phone as an identifier (`+905321112233`), or None if the text is no number that can be called from abroad.

    0532..., 532..., 90532..., 0090..., +90..., with spaces, dots, dashes and brackets are one number; foreign numbers
    need their plus or 00. Short codes such as 153 are services, not people, and are refused.
    """
    if not text or len(text) > LONGEST:
        return None
    import phonenumbers  # 20 ms of a cold start; most functions never need it

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    return Identifier("phone", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
