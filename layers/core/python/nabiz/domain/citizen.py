"""A citizen: a set of identifiers, a name if one was given, a language."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime

from nabiz.domain.messages import Identifier


def new_citizen_id() -> str:
    """A random id without meaning."""
    return secrets.token_hex(8)


def identifier_key(identifier: Identifier) -> str:
    """A key to find a citizen by without showing the address in keys and metrics."""
    return hashlib.sha256(f"{identifier.kind}:{identifier.value}".encode()).hexdigest()[:32]


@dataclass(slots=True)
class Citizen:
    """A person who wrote, called or came. Any identifier may be absent, the phone too."""

    id: str
    created_at: datetime
    name: str = ""
    language: str = "tr"
    identifiers: tuple[Identifier, ...] = ()
    version: int = 0
    added: list[Identifier] = field(default_factory=list)

    @property
    def aggregate(self) -> str:
        """The key of the citizen and of everything that belongs to one."""
        return f"P#{self.id}"

    def learn(self, *identifiers: Identifier) -> None:
        """Remember identifiers that a channel proved or an operator wrote down."""
        for identifier in identifiers:
            if identifier not in self.identifiers:
                self.identifiers += (identifier,)
                self.added.append(identifier)

    def address(self, kind: str) -> str:
        """The first address of a kind (`phone`, `email`, `whatsapp`), or an empty string."""
        return next((i.value for i in self.identifiers if i.kind == kind), "")
