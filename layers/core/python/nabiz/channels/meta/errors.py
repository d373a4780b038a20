"""Meta's error codes of sending to pages' and Instagram's users, and what follows from each, as data.

Sources: Meta's "Common Error Codes" of the Messenger Platform (March 2026) and of the Graph API; the subcodes of
Instagram as its Send API gives them.
"""

from __future__ import annotations

from collections.abc import Mapping

from nabiz.domain.messages import Remedy

# A subcode says more than its code, where it is known.
SUBCODES: Mapping[tuple[int, int], Remedy] = {
    (1, 99): Remedy.OPERATOR,  # a permission is missing
    (2, 2018344): Remedy.OPERATOR,  # the page has not accepted its terms
    (4, 2018354): Remedy.LATER,  # too soon after the one before
    (10, 2018278): Remedy.FALLBACK,  # outside of the 24 hours, or of the 7 days of the tag
    (10, 2018065): Remedy.FALLBACK,  # the same, of older pages
    (10, 2018108): Remedy.FALLBACK,  # this person cannot receive messages
    (10, 2534022): Remedy.FALLBACK,  # Instagram: outside of the allowed window
    (10, 1893061): Remedy.FALLBACK,  # the person stopped messages of the page
    (100, 2018001): Remedy.FALLBACK,  # no such person
    (100, 2534014): Remedy.FALLBACK,  # Instagram: no such person
    (100, 33): Remedy.FALLBACK,  # the comment or the person is gone, or was never to be seen
    (100, 2534029): Remedy.OPERATOR,  # the business was blocked by Meta
    (200, 1545041): Remedy.FALLBACK,  # the person isn't available
    (551, 1545041): Remedy.FALLBACK,
    (200, 2534041): Remedy.OPERATOR,  # access to the account was taken back
    (613, 1893016): Remedy.LATER,  # a warning for abuse of tags: further haste costs the page its rights
}

CODES: Mapping[int, Remedy] = {
    # Passing: unknown errors, overload, limits of the app and of the page.
    **dict.fromkeys((-1, 1, 2, 4, 17, 32, 341, 613, 1200, 80001, 80002, 80006), Remedy.RETRY),
    # This person, or this comment, cannot be reached by it.
    551: Remedy.FALLBACK,  # not available right now: left, blocked us, or was blocked
    10303: Remedy.FALLBACK,  # the person has blocked the page
    10900: Remedy.FALLBACK,  # the comment has had its one private reply
    10901: Remedy.FALLBACK,  # too late for a private reply: 7 days
    10902: Remedy.FALLBACK,  # the comment takes no reply
    10903: Remedy.FALLBACK,  # this person cannot reply to it
    100: Remedy.FALLBACK,  # this message is not acceptable
    9: Remedy.LATER,  # this person gets too much of something
    # Our account: token, permissions (10 without a subcode, 200-299), a block for its behaviour (368).
    **dict.fromkeys((0, 3, 10, 102, 190, *range(200, 300), 368, 458, 463, 467), Remedy.OPERATOR),
}


def remedy_of(code: int | None, subcode: int | None = None, status: int = 400) -> Remedy:
    """What to do about an error.

    Args:
        code, subcode: Meta's, None where the answer carries none.
        status: the HTTP status, which decides for codes that are not in the table.
    """
    if code is not None:
        known = SUBCODES.get((code, subcode)) if subcode is not None else None
        known = known or CODES.get(code)
        if known is not None:
            return known
    return Remedy.RETRY if status >= 500 or status in (408, 429) else Remedy.OPERATOR
