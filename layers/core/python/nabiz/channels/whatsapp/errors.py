"""Meta's error codes and what follows from each, as data."""

from __future__ import annotations

from collections.abc import Mapping

from nabiz.domain.messages import Remedy

ERRORS: Mapping[int, Remedy] = {
    # Passing: rate limits (4, 80007, 130429, 131056), unknown errors, overload, maintenance.
    **dict.fromkeys((1, 2, 4, 80007, 130429, 131000, 131016, 131056, 131057, 133016, 135000), Remedy.RETRY),
    # More than 24 hours since the citizen last wrote.
    131047: Remedy.TEMPLATE,
    # This citizen cannot be reached by this message: no WhatsApp, own number, not allowed, parameter, opted out.
    **dict.fromkeys((100, 131008, 131009, 131021, 131026, 131030, 131050, 131051), Remedy.FALLBACK),
    131062: Remedy.FALLBACK,  # not to a business-scoped user id
    131052: Remedy.FALLBACK,  # the citizen's file cannot be downloaded
    131053: Remedy.FALLBACK,  # our file cannot be uploaded
    # Spam limit, health of the ecosystem, experiments of Meta: hours, not seconds.
    **dict.fromkeys((130472, 131048, 131049), Remedy.LATER),
    # The template is missing, paused, in another language or has other parameters.
    **dict.fromkeys(range(132000, 132017), Remedy.OPERATOR),
    # Our account: token, permissions, blocks, payment, registration.
    **dict.fromkeys((0, 10, 190, *range(200, 300), 368, 131031, 131042, 131045), Remedy.OPERATOR),
}


def remedy_of(code: int | None, status: int = 400) -> Remedy:
    """What to do about an error.

    Args:
        code: Meta's code, None where the answer carries none.
        status: the HTTP status, which decides for codes that are not in the table: overload passes, and a refusal
            that we do not know needs a person.
    """
    known = ERRORS.get(code) if code is not None else None
    if known is not None:
        return known
    return Remedy.RETRY if status >= 500 or status in (408, 429) else Remedy.OPERATOR
