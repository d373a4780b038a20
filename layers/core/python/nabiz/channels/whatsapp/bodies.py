"""What is posted to Meta for a message of ours: text, buttons, a list or a template, within Meta's lengths."""

from __future__ import annotations

from nabiz.channels.limits import cut, one_line
from nabiz.channels.whatsapp.people import is_bsuid
from nabiz.domain.messages import Choice, OutboundMessage, Template

Body = dict[str, object]

# Meta's reference on messages and interactive objects; characters and counts.
TEXT_LENGTH = 4096
INTERACTIVE_LENGTH = 1024
BUTTONS, BUTTON_TITLE = 3, 20
ROWS, ROW_TITLE = 10, 24
LIST_LABEL = 20
PARAMETER_LENGTH = 900  # a template's whole body may have 1024
REFERENCE_LENGTH = 512
DEFAULT_LABEL = "…"


def message_body(message: OutboundMessage) -> Body:
    """The JSON of a POST to `/{phone_number_id}/messages`."""
    body: Body = {"messaging_product": "whatsapp", "recipient_type": "individual", **_recipient(message.to)}
    if message.reference:
        body["biz_opaque_callback_data"] = message.reference[:REFERENCE_LENGTH]
    if message.template is not None:
        return body | {"type": "template", "template": _template(message.template, message.choices)}
    if message.choices:
        return body | {"type": "interactive", "interactive": _interactive(message)}
    return body | {"type": "text", "text": {"body": cut(message.text, TEXT_LENGTH), "preview_url": False}}


def _recipient(address: str) -> Body:
    """A BSUID goes into `recipient`: in `to` Meta takes it, answers 200 and delivers nothing."""
    return {"recipient": address} if is_bsuid(address) else {"to": address.removeprefix("+")}


def _interactive(message: OutboundMessage) -> Body:
    body = {"text": cut(message.text, INTERACTIVE_LENGTH)}
    if len(message.choices) <= BUTTONS:
        buttons = [{"type": "reply", "reply": _reply(choice, BUTTON_TITLE)} for choice in message.choices]
        return {"type": "button", "body": body, "action": {"buttons": buttons}}
    rows = [_reply(choice, ROW_TITLE) for choice in message.choices[:ROWS]]
    label = cut(message.choice_label or DEFAULT_LABEL, LIST_LABEL)
    return {"type": "list", "body": body, "action": {"button": label, "sections": [{"rows": rows}]}}


def _reply(choice: Choice, length: int) -> Body:
    return {"id": choice.id, "title": cut(choice.title, length)}


def _template(template: Template, choices: tuple[Choice, ...]) -> Body:
    """Choices are the template's quick replies, in its order; their titles stand in the approved template."""
    components: list[Body] = []
    if template.parameters:
        components.append({"type": "body", "parameters": [_parameter(text) for text in template.parameters]})
    for index, choice in enumerate(choices):
        payload = [{"type": "payload", "payload": choice.id}]
        components.append({"type": "button", "sub_type": "quick_reply", "index": str(index), "parameters": payload})
    return {"name": template.name, "language": {"code": template.language}, "components": components}


def _parameter(text: str) -> Body:
    """Meta refuses empty parameters, and line breaks, tabs and runs of spaces in them."""
    return {"type": "text", "text": cut(one_line(text), PARAMETER_LENGTH) or "-"}
