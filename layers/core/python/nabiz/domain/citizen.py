"""A citizen: a set of identifiers, a name if one was given, a language."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime

from nabiz.domain.messages import Identifier
from nabiz.domain.preferences import NO_WISHES, How, PreferenceChange, Preferences


def new_citizen_id() -> str:
    """A random id without meaning."""
    return secrets.token_hex(8)


def identifier_key(identifier: Identifier) -> str:
    """A key to find a citizen by without showing the address in keys and metrics."""
    return hashlib.sha256(f"{identifier.kind}:{identifier.value}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Part:
    """A record that is the same person; `under` is the part with which it came, empty if it came by itself."""

    id: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class IdentityChange:
    """One line of the history of who is one person.

    Attributes:
        act: `merged`, `split` or `linked`.
        other: the other record; of `linked` the kind of the identifier.
        proof, reason: why it is believed, and the staff's own words.
        before, after: the wishes of the one who stands for all.
    """

    at: datetime
    act: str
    by: str
    other: str
    proof: str = ""
    reason: str = ""
    before: Preferences = NO_WISHES
    after: Preferences = NO_WISHES


@dataclass(slots=True)
class Citizen:
    """A person who wrote, called or came. Any identifier may be absent, the phone too.

    `merged_into` is the record that stands for the person, where this one does not; `parts` are those that this one
    stands for. See `nabiz.domain.identity`.
    """

    id: str
    created_at: datetime
    name: str = ""
    language: str = "tr"
    identifiers: tuple[Identifier, ...] = ()
    preferences: Preferences = NO_WISHES
    merged_into: str = ""
    parts: tuple[Part, ...] = ()
    version: int = 0
    added: list[Identifier] = field(default_factory=list)
    wished: list[PreferenceChange] = field(default_factory=list)
    acts: list[IdentityChange] = field(default_factory=list)

    @property
    def aggregate(self) -> str:
        """The key of the citizen and of everything that belongs to one."""
        return f"P#{self.id}"

    @property
    def changed(self) -> bool:
        """Whether there is anything to be written."""
        return bool(self.added or self.wished or self.acts)

    def learn(self, *identifiers: Identifier) -> None:
        """Remember identifiers that a channel proved or an operator wrote down."""
        for identifier in identifiers:
            if identifier not in self.identifiers:
                self.identifiers += (identifier,)
                self.added.append(identifier)

    def address(self, kind: str) -> str:
        """The first address of a kind (`phone`, `email`, `whatsapp`), or an empty string."""
        return next((i.value for i in self.identifiers if i.kind == kind), "")

    def wish(self, wanted: Preferences, by: str, how: How, at: datetime, reason: str = "") -> bool:
        """Take the citizen's wishes down, with who said them and how; False where they are these already."""
        if wanted == self.preferences:
            return False
        self.wished.append(PreferenceChange(at, by, how, self.preferences, wanted, reason))
        self.preferences = wanted
        return True
