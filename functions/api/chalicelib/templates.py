"""The approval of WhatsApp's texts, for administrators."""

from __future__ import annotations

from chalice import Blueprint, Response

from chalicelib import answers_administration as answers
from chalicelib.signin import STAFF, acting
from chalicelib.views import json_answer
from nabiz.bootstrap import app

templates = Blueprint(__name__)


@templates.route("/configuration/templates", methods=["GET"], authorizer=STAFF)
def show_templates() -> Response:
    """Which texts Meta has approved; a stage whose text is not goes by the next way."""
    from nabiz.domain.stages import STAGES
    from nabiz.services.telling import texts_of

    acting(templates.current_request)
    texts = texts_of(app().configuration)
    used: dict[tuple[str, str], list[str]] = {}
    for language in app().configuration.city.languages:
        for stage in STAGES.values():
            if stage.has_template:
                used.setdefault(texts.template_of(stage.code, language), []).append(stage.code)
    items = [
        answers.TemplateShown(name=state.name, language=state.language, status=state.status, reason=state.reason,
                              at=state.at, stages=used.get(key, []))
        for key, state in sorted(app().templates.states().items())
    ]  # fmt: skip
    return json_answer(answers.Templates(items=items))
