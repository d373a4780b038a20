"""The tree of errors. Each carries words that help a person; HTTP statuses are decided in one table of the API."""

from __future__ import annotations

from collections.abc import Mapping


class NabizError(Exception):
    """Root of every error that the product raises on purpose.

    Attributes:
        details: machine-readable facts that the caller may show or act on; never personal data.
    """

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details: Mapping[str, object] = details


class InvalidInput(NabizError):
    """What was sent cannot be used; the message says which field and what is expected."""


class NotFound(NabizError):
    """There is no such thing, or the asker may not know that there is."""


class Forbidden(NabizError):
    """The asker is known but may not do this."""


class MistypedNumber(InvalidInput):
    """A ticket number whose check digit does not fit: a digit is wrong or two are swapped."""


class IllegalMove(NabizError):
    """The workflow has no way from the present status; `details["allowed"]` names the ways it has."""


class MissingDemand(InvalidInput):
    """The move exists but demands more than was given; `details["demands"]` names what."""


class StaleVersion(NabizError):
    """Somebody changed the ticket since it was read; `details` says who, when and to which version."""


class AlreadyDone(NabizError):
    """The same command was carried out before: the deduplication marker exists."""


class AlreadyThere(NabizError):
    """Something of this name exists."""


class FileClosed(NabizError):
    """A file may not be opened, or there is nothing of it to try again; `details["reason"]` says why."""


class TokenExpired(NabizError):
    """A link or code that was valid once."""


class UnreadableMessage(NabizError):
    """Bytes from outside that no parser understands; they are kept as a dead letter."""


class RateLimited(NabizError):
    """Too many in too short a time; `details["retry_after"]` in seconds."""


class ConfigurationError(NabizError):
    """A part of `config/` is wrong; the message names the file, the place and the allowed values."""


class StorageConflict(NabizError):
    """A condition of a write did not hold although it was retried; the command may be sent again."""


class SendFailed(NabizError):
    """A provider did not take a message.

    Attributes:
        code: the provider's own code, as text.
        remedy: what to do next, see `nabiz.domain.messages.Remedy`.
    """

    def __init__(self, message: str, *, code: str, remedy: str, **details: object) -> None:
        super().__init__(message, code=code, remedy=remedy, **details)
        self.code = code
        self.remedy = remedy
