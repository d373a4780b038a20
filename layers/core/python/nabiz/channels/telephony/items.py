"""News of calls as entries of the queue `inbound`: one group for each call, so that its pieces meet in order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import msgspec

from nabiz.channels.telephony import CHANNEL
from nabiz.domain.call_pieces import CallNews
from nabiz.domain.errors import UnreadableMessage
from nabiz.domain.messages import InboundItem

CALL = "call"
GROUP_LENGTH = 32


def write_item(news: CallNews) -> InboundItem:
    """The entry. The same news has the same key; that it is new, the call itself knows best."""
    body: dict[str, object] = {"channel": CHANNEL, "type": CALL, "news": msgspec.to_builtins(news)}
    about = news.reference or (news.callback.id if news.callback else "")
    group = hashlib.sha256(f"call|{news.provider}|{about}".encode()).hexdigest()[:GROUP_LENGTH]
    return InboundItem(group, hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest(), body)


def read_item(item: Mapping[str, object]) -> CallNews:
    """The news of an entry. Raises `UnreadableMessage`."""
    try:
        return msgspec.convert(item.get("news"), CallNews)
    except (msgspec.ValidationError, ValueError) as error:
        raise UnreadableMessage("This is no news of a call.") from error
