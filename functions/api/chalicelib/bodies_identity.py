"""What requests about persons carry."""

from __future__ import annotations

from typing import Annotated

import msgspec

from chalicelib.bodies import Body
from nabiz.domain.messages import Channel
from nabiz.domain.preferences import ANY, Preferences, Purpose, Refusal

Reason = Annotated[str, msgspec.Meta(min_length=3, max_length=500)]


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


class PreferencesBody(WishesBody, kw_only=True):
    """The same, said by somebody of the staff: how they know."""

    reason: Reason
