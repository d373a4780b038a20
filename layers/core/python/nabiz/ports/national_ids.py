"""Identity numbers of citizens, and who encrypts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from nabiz.domain.national_id import NationalId


class Vault(Protocol):
    """Encrypts and decrypts under the key of the house; the citizen's id is part of what is authenticated."""

    def encrypt(self, plain: str, citizen: str) -> str:
        """As text. One request."""

    def decrypt(self, encrypted: str, citizen: str) -> str:
        """The plain text. Raises `NotFound` where it was made for another citizen or by another key."""


class NationalIds(Protocol):
    """Where they are kept."""

    def keep(self, kept: NationalId) -> None:
        """Write it down instead of what the citizen had: one transaction.

        Raises:
            AlreadyThere: another citizen has it; `details["citizen"]` is whose record that is.
        """

    def of(self, citizen: str) -> NationalId | None:
        """A citizen's: one request."""

    def find(self, fingerprint: str) -> str:
        """The citizen who has it, or an empty string: one request."""
