"""What requests about persons carry."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.reading_bodies import Body, Name
from nabiz.domain.identity import Proof
from nabiz.domain.messages import Channel
from nabiz.domain.preferences import ANY, Preferences, Purpose, Refusal

Reason = Annotated[str, msgspec.Meta(min_length=3, max_length=500)]

Id = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{1,64}$")]


class RefusalBody(Body):
    """What somebody does not want; without a channel by none."""

    purpose: Purpose
    channel: Channel | None = None


class WishesBody(Body):
    """All wishes of a citizen; what is not here is not refused."""

    channel: Channel | None = None
    refused: Annotated[tuple[RefusalBody, ...], msgspec.Meta(max_length=40)] = ()
    agreed: Annotated[tuple[Purpose, ...], msgspec.Meta(max_length=10)] = ()

    def wishes(self) -> Preferences:
        """The wishes, each once."""
        refused = dict.fromkeys(Refusal(no.purpose, no.channel or ANY) for no in self.refused)
        return Preferences(self.channel or ANY, tuple(refused), tuple(dict.fromkeys(self.agreed)))


class LinkBody(Body):
    """An address that is said to be a citizen's: one of `phone` and `email`, as people write them.

    With `proof` `checked` somebody of the staff answers for it and says in `reason` how they know.
    """

    phone: Name = ""
    email: Name = ""
    proof: Proof = Proof.CODE
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""


class CodeBody(Body):
    """The code that came back."""

    link: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{24}$")]
    code: Annotated[str, msgspec.Meta(min_length=4, max_length=20)]


class MergeBody(Body):
    """The record that is the same person, and how somebody knows."""

    other: Id
    reason: Reason


class SplitBody(Body):
    """The record that is another person after all, and how somebody knows."""

    part: Id
    reason: Reason


class NationalIdBody(Body):
    """A T.C. identity number. It comes in a body, for addresses stand in logs."""

    national_id: Annotated[str, msgspec.Meta(min_length=11, max_length=20)]


class RevealBody(Body):
    """Why somebody needs to see more of it."""

    reason: Reason


class PushKeysBody(Body):
    """A browser's keys, as `PushSubscription.toJSON()` has them."""

    p256dh: Annotated[str, msgspec.Meta(max_length=120)]
    auth: Annotated[str, msgspec.Meta(max_length=40)]


class PushBody(Body):
    """A browser that wants to be told of a ticket; `key` opens the ticket."""

    key: Annotated[str, msgspec.Meta(max_length=40)]
    endpoint: Annotated[str, msgspec.Meta(max_length=1000)]
    keys: PushKeysBody


class PushEndBody(Body):
    """A browser that wants to be told no more."""

    key: Annotated[str, msgspec.Meta(max_length=40)]
    endpoint: Annotated[str, msgspec.Meta(max_length=1000)]


class PreferencesBody(WishesBody, kw_only=True):
    """The same, said by somebody of the staff: how they know."""

    reason: Reason
