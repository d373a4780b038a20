"""E-mail by Amazon SES, version 2 of its API."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from nabiz.channels.mail.events import REFERENCE
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import OutboundMessage, Remedy, Sent

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client

# RFC 3834: no machine answers this, so two of them never write to each other for ever.
AUTOMATIC = {"Auto-Submitted": "auto-replied"}
ERRORS: Mapping[str, Remedy] = {
    "BadRequestException": Remedy.FALLBACK,
    "InvalidParameterValue": Remedy.FALLBACK,
    "TooManyRequestsException": Remedy.RETRY,
    "Throttling": Remedy.RETRY,
    "ThrottlingException": Remedy.RETRY,
    "LimitExceededException": Remedy.LATER,  # the quota of the day
    # The sender is not verified, or the account may not send: a person must act.
    "MessageRejected": Remedy.OPERATOR,
    "MailFromDomainNotVerifiedException": Remedy.OPERATOR,
    "AccountSuspendedException": Remedy.OPERATOR,
    "SendingPausedException": Remedy.OPERATOR,
    "NotFoundException": Remedy.OPERATOR,
    "AccessDeniedException": Remedy.OPERATOR,
}
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")


class MailSender:
    """One sender's address, for example `İletişim Merkezi <iletisim@belediye.example>`."""

    def __init__(self, client: SESV2Client, sender: str, configuration_set: str = "") -> None:
        self._client = client
        self._sender = sender
        # It is what makes SES tell of bounces, complaints and deliveries.
        self._set: Any = {"ConfigurationSetName": configuration_set} if configuration_set else {}

    def send(self, message: OutboundMessage) -> Sent:
        """Hand a message over, as text and as a simple page. `to` may be several addresses with commas.

        Raises:
            SendFailed: with SES's code and the remedy.
        """
        from botocore.exceptions import BotoCoreError, ClientError, ConnectionClosedError, ReadTimeoutError

        headers = AUTOMATIC | {REFERENCE: message.reference} | message.headers
        answer_to: Any = {"ReplyToAddresses": [message.answer_to]} if message.answer_to else {}
        try:
            answer = self._client.send_email(
                FromEmailAddress=self._from(message.sender_name),
                **answer_to,
                **self._set,
                Destination={"ToAddresses": [to.strip() for to in message.to.split(",") if to.strip()]},
                Content={
                    "Simple": {
                        "Subject": {"Data": message.subject, "Charset": "UTF-8"},
                        "Body": {
                            "Text": {"Data": message.text, "Charset": "UTF-8"},
                            "Html": {"Data": page(message.text, message.language), "Charset": "UTF-8"},
                        },
                        "Headers": [{"Name": name, "Value": value} for name, value in headers.items()],
                    }
                },
            )
        except ClientError as error:
            raise _refusal(error.response) from error
        except (ReadTimeoutError, ConnectionClosedError):
            # The whole mail was handed over and only the answer is missing: a second one would tell them twice.
            return Sent("")
        except BotoCoreError as error:
            raise SendFailed("SES did not answer.", code="no_answer", remedy=Remedy.RETRY) from error
        return Sent(answer["MessageId"])

    def _from(self, name: str) -> str:
        from email.utils import formataddr, parseaddr

        return formataddr((name, parseaddr(self._sender)[1])) if name else self._sender


def _refusal(response: Mapping[str, object]) -> SendFailed:
    error, metadata = response.get("Error"), response.get("ResponseMetadata")
    code = str(error.get("Code") or "unknown") if isinstance(error, Mapping) else "unknown"
    status = metadata.get("HTTPStatusCode") if isinstance(metadata, Mapping) else None
    passing = isinstance(status, int) and (status >= 500 or status == 429)
    remedy = ERRORS.get(code, Remedy.RETRY if passing else Remedy.OPERATOR)
    return SendFailed(f"SES refused with {code}.", code=code, remedy=remedy)


def page(text: str, language: str) -> str:
    """A text as a simple page: paragraphs, line breaks, and addresses that can be pressed."""
    paragraphs = [
        f"<p>{_LINK.sub(_anchor, html.escape(part)).replace(chr(10), '<br>')}</p>" for part in text.split("\n\n")
    ]
    # No colours: a client in the dark keeps its own, and nothing becomes black on black.
    style = "font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;max-width:36em"
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
    )
    return (
        f'<!doctype html><html lang="{html.escape(language)}"><head>{head}</head>'
        f'<body style="{style}">{"".join(paragraphs)}</body></html>'
    )


def _anchor(match: re.Match[str]) -> str:
    """The address is escaped already; escaping keeps its `&` as `&amp;`, which is right inside an attribute too."""
    return f'<a href="{match.group()}">{match.group()}</a>'
