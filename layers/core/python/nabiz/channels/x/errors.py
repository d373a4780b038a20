"""X's refusals and what follows from each, as data.

Sources: X's references "Response codes and errors" and "Error troubleshooting", as of November 2026. The API v2 names a
problem by the last part of its `type`; what says `about:blank` is known by its HTTP status and its words.
"""

from __future__ import annotations

from collections.abc import Mapping

from nabiz.domain.messages import Remedy

PROBLEMS: Mapping[str, Remedy] = {
    "usage-capped": Remedy.LATER,  # the month's posts are used up
    "rate-limit-exceeded": Remedy.LATER,  # 15 minutes, or a day
    "resource-not-found": Remedy.FALLBACK,  # the post or the person is gone
    "not-authorized-for-resource": Remedy.FALLBACK,  # protected, or blocked
    "resource-unavailable": Remedy.FALLBACK,
    "disallowed-resource": Remedy.FALLBACK,
    "user-suspended": Remedy.FALLBACK,
    "invalid-request": Remedy.OPERATOR,
    "client-forbidden": Remedy.OPERATOR,  # the app's plan or enrolment
    "client-disconnected": Remedy.RETRY,
    "not-authorized-for-field": Remedy.OPERATOR,
    "unsupported-authentication": Remedy.OPERATOR,
    "oauth1-permissions": Remedy.OPERATOR,  # the app may read and not write
    "credits-depleted": Remedy.OPERATOR,
    "conflict": Remedy.FALLBACK,
}
# Codes of the older API, which some answers of the newer one still carry in `errors[].code`.
CODES: Mapping[int, Remedy] = {
    32: Remedy.OPERATOR, 64: Remedy.OPERATOR, 87: Remedy.OPERATOR, 89: Remedy.OPERATOR, 99: Remedy.OPERATOR,
    261: Remedy.OPERATOR, 326: Remedy.OPERATOR, 453: Remedy.OPERATOR,  # our token, our app, our account
    34: Remedy.FALLBACK, 50: Remedy.FALLBACK, 63: Remedy.FALLBACK, 108: Remedy.FALLBACK, 136: Remedy.FALLBACK,
    144: Remedy.FALLBACK, 179: Remedy.FALLBACK, 385: Remedy.FALLBACK, 433: Remedy.FALLBACK,  # gone, or not for us
    150: Remedy.FALLBACK, 349: Remedy.FALLBACK,  # this person takes no direct message of ours
    151: Remedy.RETRY,  # the direct message could not be sent
    186: Remedy.OPERATOR,  # the text is too long
    187: Remedy.FALLBACK,  # the same words were said a moment ago
    88: Remedy.LATER, 185: Remedy.LATER, 226: Remedy.LATER,  # limits; looks automated
    130: Remedy.RETRY, 131: Remedy.RETRY,  # over capacity, internal error
}  # fmt: skip
STATUSES: Mapping[int, Remedy] = {
    400: Remedy.OPERATOR, 401: Remedy.OPERATOR, 402: Remedy.OPERATOR, 403: Remedy.OPERATOR, 404: Remedy.FALLBACK,
    408: Remedy.RETRY, 409: Remedy.FALLBACK, 410: Remedy.FALLBACK, 429: Remedy.LATER,
}  # fmt: skip
# Words by which a refusal is known that names no problem.
WORDS: tuple[tuple[str, Remedy], ...] = (
    ("duplicate content", Remedy.FALLBACK),
    ("cannot send messages to this user", Remedy.FALLBACK),
    ("not permitted to send a direct message", Remedy.FALLBACK),
    ("has been deleted or is not visible", Remedy.FALLBACK),
    ("reply to this conversation is not allowed", Remedy.FALLBACK),
)


def remedy_of(status: int, problem: str = "", code: int | None = None, words: str = "") -> Remedy:
    """What to do about a refusal: by the problem's name, the older code, its words, and last the HTTP status."""
    by_words = next((remedy for part, remedy in WORDS if part in words.casefold()), None)
    known = PROBLEMS.get(problem) or (CODES.get(code) if code is not None else None) or by_words
    if known is not None:
        return known
    return Remedy.RETRY if status >= 500 else STATUSES.get(status, Remedy.OPERATOR)
