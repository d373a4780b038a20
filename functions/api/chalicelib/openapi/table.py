"""Every operation of the API; a test compares it with Chalice's routes, both ways."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from chalicelib import answers, bodies, bodies_administration, bodies_desk, bodies_field, bodies_identity
from chalicelib import answers_administration as administration
from chalicelib import answers_identity as identity
from chalicelib.answers import calls, desk, field
from chalicelib.openapi.operations import CURSOR, KEY, LIMIT, SINCE, UNTIL, Operation, Parameter, header
from nabiz.domain.call_pieces import CallOutcome
from nabiz.domain.figures import DIMENSIONS
from nabiz.domain.visits import State

CODE = Annotated[str, Meta(max_length=60)]
LIST = Annotated[str, Meta(pattern="^(all|triage|mine|overdue|waiting|department:.{1,60})$")]
TICKET = "/tickets/{number}"
START = (
    Parameter("lat", "Where the way begins, degrees north; the team's base unless said.",
              Annotated[float, Meta(ge=-90, le=90)]),
    Parameter("lon", "The same, degrees east.", Annotated[float, Meta(ge=-180, le=180)]),
)  # fmt: skip
LANGUAGE = Parameter("language", "Of names and definitions; the city's own unless said.")
CITIZEN, OWN = "/citizens/{id}", "/public/preferences/{token}"
REPORT = {
    "text": "116. Sokakta yaralı bir köpek var", "citizen": {"name": "Zeynep Kaya", "phone": "0532 111 22 33"},
    "location": {"lat": 38.4237, "lon": 27.1428}, "language": "tr",
}  # fmt: skip

_SPOKEN = ("application/json", "text/xml")
_KEY = Parameter("api_key", "The client's key; of requests only where the city wants one.")
_LOCALE = Parameter("locale", "Language of names: `tr`, `en`.")
_REFUSED = {400: "Something in it does not fit; the words say what.", 403: "No api_key, a wrong one, or not for this.",
            404: "There is none.", 503: "Somebody else was faster; send it again."}  # fmt: skip
_FIELDS = (
    "api_key", "service_code", "description", "lat", "long", "address_string", "address_id", "email", "phone",
    "first_name", "last_name", "device_id", "account_id", "media_url", "external_reference", "service_request_id",
    "update_id", "jurisdiction_id",
)  # fmt: skip
OPEN311 = (
    Operation("GET", "/open311/v2/{resource}", None, speaks=_SPOKEN, errors=_REFUSED, query=(
        _KEY, _LOCALE, Parameter("service_request_id", "Ids with commas; overrides the other filters."),
        Parameter("service_code", "Codes with commas."), Parameter("status", "`open`, `closed`."),
        Parameter("start_date", "A moment; UTC without an offset."), Parameter("end_date", "At most 90 days later."),
        Parameter("page", "From 1."), Parameter("page_size", "At most 1000, 100 unless said."),
        Parameter("extensions", "`true` shows more of each."), Parameter("jurisdiction_id", "The city's own."),
    )),
    Operation("GET", "/open311/v2/{resource}/{item}", None, speaks=_SPOKEN, errors=_REFUSED, query=(_KEY, _LOCALE)),
    Operation("POST", "/open311/v2/{resource}", None, speaks=_SPOKEN, errors=_REFUSED, once=True,
              form=dict.fromkeys(_FIELDS, "")),
)  # fmt: skip

OPEN = (
    Operation("GET", "/health", answers.Health),
    Operation("GET", "/openapi.json", None),
    Operation("GET", "/webhooks/whatsapp", None, query=(
        Parameter("hub.mode", "`subscribe`."), Parameter("hub.verify_token", "Ours."),
        Parameter("hub.challenge", "Comes back as it is."),
    ), errors={403: "The verify token is not ours."}),
    Operation("POST", "/webhooks/whatsapp", answers.Received, headers=(
        header("X-Hub-Signature-256", "HMAC-SHA256 of the raw body with the app's secret.", required=True),
    ), errors={401: "The signature does not fit the body."}),
    Operation("GET", "/webhooks/meta", None, query=(
        Parameter("hub.mode", "`subscribe`."), Parameter("hub.verify_token", "Ours."),
        Parameter("hub.challenge", "Comes back as it is."),
    ), errors={403: "The verify token is not ours."}),
    Operation("POST", "/webhooks/meta", answers.Received, headers=(
        header("X-Hub-Signature-256", "HMAC-SHA256 of the raw body with the app's secret.", required=True),
    ), errors={401: "The signature does not fit the body."}),
    Operation("GET", "/webhooks/x", answers.Challenge, query=(Parameter("crc_token", "Signed in the answer."),),
              errors={403: "There is no token, or X is not set up here."}),
    Operation("POST", "/webhooks/x", answers.Received, headers=(
        header("X-Twitter-Webhooks-Signature", "`sha256=` and the base64 HMAC-SHA256 of the raw body.", required=True),
    ), errors={401: "The signature does not fit the body."}),
    Operation("POST", "/webhooks/telephony/{provider}", calls.PostTaken, headers=(
        header("X-Nabiz-Signature", "`t=<seconds since 1970>,v1=<hex>`: HMAC-SHA256 of `<t>.<body>` with the key."),
        header("X-Amz-Firehose-Access-Key", "The key itself, where Amazon Data Firehose delivers contact records."),
    ), errors={401: "The signature does not fit the body, or it is old.", 413: "Too much of it cannot be read.",
               415: "It is neither JSON nor text."}),
    *OPEN311,
    Operation("POST", "/public/uploads", answers.UploadPrepared, 201, bodies.UploadBody, once=True,
              example={"mime_type": "image/jpeg", "size": 2_400_000}),
    Operation("POST", "/public/uploads/{id}/parts", answers.UploadParts, body=bodies.PartNumbersBody,
              example={"numbers": [2, 3]}),
    Operation("POST", "/public/uploads/{id}/complete", answers.UploadDone, body=bodies.PartsBody,
              example={"parts": [{"number": 1, "etag": "\"9b2cf535f27731c974343645a3985328\""}]}),
    Operation("POST", "/public/tickets", answers.TicketReported, 201, bodies.TicketBody, once=True, example=REPORT),
    Operation("GET", "/public/tickets/{number}", answers.TicketSeen, query=(KEY,)),
    Operation("POST", "/public/tickets/{number}/messages", answers.TicketSeen, 201, bodies.CitizenWordsBody, once=True,
              example={"key": "hvingepbah", "text": "Köpek hâlâ orada, resim ekliyorum.", "media": ["0" * 32]}),
    Operation("POST", "/public/tickets/{number}/reopening", answers.Reopened, body=bodies.ReopeningBody,
              errors={403: "It was done too long ago.", 409: "It is not done."},
              example={"key": "abcdefgh23", "reason": "Çukur hâlâ duruyor."}),
    Operation("GET", "/desk/board", desk.Board, query=(
        Parameter("service", "Only these services, with commas."), LANGUAGE,
    )),
    Operation("GET", "/public/surveys/{token}", answers.SurveyPage, errors={410: "The survey is over."}),
    Operation("POST", "/public/surveys/{token}", answers.SurveyPage, body=bodies.SurveyBody,
              errors={403: "Too late to reopen the ticket.", 410: "The survey is over."},
              example={"answer": "very_satisfied", "comment": "Teşekkürler"}),
    Operation("GET", "/public/push", identity.PushKey),
    Operation("POST", "/public/tickets/{number}/push", identity.PushKept, 201, bodies_identity.PushBody, example={
        "key": "hvingepbah", "endpoint": "https://fcm.googleapis.com/fcm/send/x",
        "keys": {"p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                 "auth": "BTBZMqHH6r4Tts7J_aSIgg"}}),
    Operation("POST", "/public/tickets/{number}/push/removal", identity.PushKept, body=bodies_identity.PushEndBody,
              example={"key": "hvingepbah", "endpoint": "https://fcm.googleapis.com/fcm/send/x"}),
    Operation("GET", OWN, identity.OwnWishes),
    Operation("POST", OWN, identity.OwnWishes, body=bodies_identity.WishesBody,
              example={"channel": "whatsapp", "refused": [{"purpose": "survey"}]}),
    Operation("GET", f"{OWN}/unsubscribe", None, 303),
    Operation("POST", f"{OWN}/unsubscribe", identity.Unsubscribed, query=(
        Parameter("purpose", "What is wanted no more; surveys unless said.", Literal["survey", "announcement"]),
    )),
    Operation("GET", "/public/branding", answers.BrandingShown),
    Operation("GET", "/public/catalogue", answers.CatalogueShown,
              query=(Parameter("language", "Code of a language; the city's own unless said."),
                     Parameter("words", "`true` for the words that speak for each category.", bool))),
)  # fmt: skip

STAFF = (
    Operation("GET", "/me", answers.Me),
    Operation("GET", "/me/views", answers.Views),
    Operation("PUT", "/me/views", answers.Views, body=bodies.ViewsBody,
              example={"views": [{"name": "Geciken çukurlar", "query": "queue=overdue&category=yol-cukur"}]}),
    Operation("GET", "/queues", answers.QueueList),
    Operation("GET", "/tickets", answers.TicketList, query=(
        Parameter("queue", "Code of a queue from `/queues`; `all` unless said.", LIST),
        Parameter("q", "A ticket number, a phone, a mail address, or words of the text, the place or the name: "
                       "finds what has all of them, open or done unless said.", Annotated[str, Meta(max_length=200)]),
        Parameter("department", "Code of a department; `triage` for what nobody routed."),
        Parameter("status", "Statuses, separated by commas."),
        Parameter("category", "Codes, separated by commas."), Parameter("channel", "Names, separated by commas."),
        Parameter("kind", "Kinds, separated by commas; `callback` for who is to be called back."),
        Parameter("neighbourhood", "Codes, separated by commas."),
        Parameter("priority", "Priorities, separated by commas."),
        Parameter("assignee", "A user name, or `me`."),
        Parameter("done", "`true` for tickets that are done.", bool),
        Parameter("overdue", "`true` for those whose promise is broken.", bool),
        LIMIT, CURSOR,
    )),
    Operation("POST", "/tickets", answers.TicketOpened, 201, bodies.TicketBody, once=True,
              example=REPORT | {"channel": "phone"}),
    Operation("GET", TICKET, answers.TicketPageShown, etag=True),
    Operation("GET", f"{TICKET}/history", answers.History),
    Operation("POST", f"{TICKET}/transitions", answers.TicketShown, body=bodies.TransitionBody, versioned=True,
              once=True, etag=True,
              example={"to": "resolved", "outcome": "solved", "message_to_citizen": "Sorun giderildi."}),
    Operation("POST", f"{TICKET}/assignment", answers.TicketShown, body=bodies.AssignmentBody, versioned=True,
              once=True, etag=True, example={"department": "veteriner", "reason": "Hayvan yaralı"}),
    Operation("POST", f"{TICKET}/classification", answers.TicketShown, body=bodies.ClassificationBody, versioned=True,
              once=True, etag=True, example={"category": "yarali-hayvan"}),
    Operation("POST", f"{TICKET}/escalation", answers.TicketShown, body=bodies.EscalationBody, versioned=True,
              once=True, etag=True, example={"action": "acknowledge", "reason": "Ekip yolda"}),
    Operation("POST", f"{TICKET}/messages", answers.TicketShown, 201, bodies.WordsBody, versioned=True, once=True,
              etag=True, example={"text": "Ekibimiz yolda."}),
    Operation("POST", f"{TICKET}/messages/preview", answers.ReplyPreviewed, body=bodies.WordsBody,
              example={"text": "Ekibimiz yolda."}),
    Operation("POST", f"{TICKET}/notes", answers.TicketShown, 201, bodies.WordsBody, versioned=True, once=True,
              etag=True, example={"text": "Muhtar da aradı."}),
    Operation("GET", f"{TICKET}/media/{{id}}/original", answers.OriginalShown,
              errors={409: "The file may not be opened: `reason` says why."}),
    Operation("POST", f"{TICKET}/media/{{id}}/retry", answers.FileRetried, 202,
              errors={409: "There is nothing to try again, or the file may not be opened."}),
    Operation("GET", "/citizens", answers.CitizenList, query=(
        Parameter("phone", "As people write it."), Parameter("email", "A mail address."),
        Parameter("q", "Beginnings of words of the name.", Annotated[str, Meta(max_length=200)]), LIMIT, CURSOR,
    )),
    Operation("GET", "/citizens/{id}", answers.CitizenCard),
    Operation("GET", f"{CITIZEN}/preferences", identity.PreferencesShown, etag=True),
    Operation("PUT", f"{CITIZEN}/preferences", identity.PreferencesShown, body=bodies_identity.PreferencesBody,
              versioned=True, etag=True,
              example={"channel": "email", "refused": [{"purpose": "survey"}], "reason": "Telefonda söyledi"}),
    Operation("POST", f"{CITIZEN}/links", identity.LinkAnswered, 201, bodies_identity.LinkBody,
              errors={429: "Too many codes in this hour."}, example={"email": "zeynep@posta.example"}),
    Operation("POST", f"{CITIZEN}/links/verify", identity.Linked, body=bodies_identity.CodeBody,
              errors={410: "The code ran out.", 429: "Too many wrong codes."},
              example={"link": "5f0c3a9b1d2e4f6a7b8c9d0e", "code": "048213"}),
    Operation("GET", f"{CITIZEN}/suggestions", identity.Suggestions),
    Operation("POST", f"{CITIZEN}/merge", identity.PersonShown, body=bodies_identity.MergeBody,
              errors={409: "Others changed them at the same moment."},
              example={"other": "9f86d081884c7d65", "reason": "Kimliğini gösterdi"}),
    Operation("POST", f"{CITIZEN}/split", identity.PersonShown, body=bodies_identity.SplitBody,
              errors={409: "It is no part of this person."},
              example={"part": "9f86d081884c7d65", "reason": "Adaşıymış"}),
    Operation("GET", f"{CITIZEN}/identity", identity.PersonShown),
    Operation("PUT", f"{TICKET}/national-id", identity.NationalIdShown, body=bodies_identity.NationalIdBody,
              errors={403: "The ticket's category needs none.", 409: "Another citizen has it."},
              example={"national_id": "10000000146"}),
    Operation("GET", f"{CITIZEN}/national-id", identity.NationalIdShown),
    Operation("POST", f"{CITIZEN}/national-id/reveal", identity.NationalIdShown, body=bodies_identity.RevealBody,
              example={"reason": "Kimlik kartıyla karşılaştırma"}),
    Operation("POST", "/citizens/national-id", answers.CitizenList, body=bodies_identity.NationalIdBody,
              example={"national_id": "10000000146"}),
    Operation("GET", "/calls", calls.CallList, query=(
        Parameter("date", "A day; today unless said.", date), Parameter("line", "For example 153."),
        Parameter("operator", "A user name, or `me`."),
        Parameter("outcome", "What became of it.", CallOutcome),
        Parameter("caller", "A number: its calls of all days."),
        LIMIT, CURSOR,
    )),
    Operation("GET", "/calls/current", calls.DeskShown, query=(
        Parameter("seen", "Id of the call that is on the screen already."),
    )),
    Operation("GET", "/calls/{id}", calls.CallCard),
    Operation("POST", "/calls/{id}/tickets", calls.CallShown, 201, bodies.CallTicketBody,
              errors={409: "Somebody else was faster; try again."}, example={"number": "123-456-782"}),
    Operation("GET", "/statistics/calls", calls.CallReport, query=(
        Parameter("from", "The first day; the last one unless said.", date),
        Parameter("to", "The last day; today unless said. 92 days at most.", date),
        Parameter("line", "Only this line."), Parameter("within", "Thresholds in whole seconds, with commas."),
        Parameter("by", "`hour`, `operator` or both with a comma."),
        Parameter("language", "Of the definitions; the city's own unless said."),
    )),
    Operation("GET", "/desk", desk.DeskSetup, query=(LANGUAGE,)),
    Operation("GET", "/desk/visits", desk.VisitList, query=(
        Parameter("date", "The local day; today unless said.", date), Parameter("service", "Only of this service."),
        Parameter("state", "Only these.", State), Parameter("desk", "Only of this desk."), LIMIT, CURSOR,
    )),
    Operation("POST", "/desk/visits", desk.VisitShown, 201, bodies_desk.VisitBody, etag=True,
              errors={409: "Too many took a number at this moment; try again."},
              example={"id": "5f0c2c8e-6f53-4c0e-9a35-3b8c6a4f2d11", "service": "danisma", "precedence": "elderly"}),
    Operation("GET", "/desk/visits/{id}", desk.VisitShown, etag=True),
    Operation("POST", "/desk/visits/{id}/transitions", desk.VisitShown, body=bodies_desk.VisitMoveBody, versioned=True,
              once=True, etag=True,
              example={"to": "finished", "result": "answered", "subject": "calisma-saatleri"}),
    Operation("POST", "/desk/next", desk.NextCalled, body=bodies_desk.NextBody, once=True,
              errors={409: "Other desks called from these lines at the same moment; try again."},
              example={"desk": "masa-1"}),
    Operation("GET", "/field/teams", field.TeamList, query=(LANGUAGE,)),
    Operation("POST", f"{TICKET}/team", answers.TicketShown, body=bodies_field.TeamBody, versioned=True, once=True,
              etag=True, example={"team": "veteriner-kuzey"}),
    Operation("GET", "/field/teams/{code}/route", field.RouteShown, query=START, etag=True),
    Operation("PUT", "/field/teams/{code}/route", field.RouteShown, body=bodies_field.RouteBody, query=START,
              versioned=True, etag=True, example={"numbers": ["123-456-782"]}),
    Operation("GET", "/statistics/desk", desk.DeskReport, query=(
        Parameter("from", "The first day; the last one unless said.", date),
        Parameter("to", "The last day; today unless said. 92 days at most.", date),
        Parameter("service", "Only this service."),
        Parameter("by", "`hour`, `desk`, `service`, `subject`; several with commas."), LANGUAGE,
    )),
    Operation("GET", "/statistics/standing", answers.StandingReport),
    Operation("GET", "/statistics/{report}", answers.Figures, query=(
        SINCE, UNTIL, *(Parameter(name, f"Only this {name}; one dimension at most.", CODE) for name in DIMENSIONS),
    )),
)  # fmt: skip

PART = "/configuration/{part}"
WHO = {"email": "ayse@cinarova.example", "name": "Ayşe Yılmaz", "role": "department", "departments": ["veteriner"]}
QUEUE = Parameter("queue", "`{inbound,mail,media,render,outbound,search,contacts}_dead`, `failures`; all unless said.")
ADMINISTRATION = (
    Operation("GET", "/dead-letters", administration.Letters, query=(QUEUE, LIMIT)),
    Operation("POST", "/dead-letters/{id}/replay", administration.LetterSettled, query=(QUEUE,),
              errors={409: "It cannot be put back this way; the words say what would help."}),
    Operation("POST", "/dead-letters/{id}/drop", administration.LetterSettled, body=bodies_administration.DropBody,
              query=(QUEUE,), example={"reason": "Deneme iletisi"}),
    Operation("GET", "/dead-letters/history", administration.LettersSettled, query=(LIMIT, CURSOR)),
    Operation("GET", "/users", administration.Users, query=(LIMIT, CURSOR)),
    Operation("POST", "/users", administration.UserShown, 201, bodies_administration.InvitationBody, once=True,
              errors={409: "There is a user of this name already."}, example=WHO),
    Operation("PUT", "/users/{username}", administration.UserShown, body=bodies_administration.UserBody,
              example={"role": "field", "departments": ["veteriner"], "enabled": True}),
    Operation("POST", "/users/{username}/password-reset", administration.PasswordReset),
    Operation("GET", "/users/history", administration.UserChanges, query=(LIMIT, CURSOR)),
    Operation("GET", "/configuration", administration.Parts),
    Operation("GET", PART, administration.PartBodyShown, etag=True),
    Operation("PUT", PART, administration.PartBodyShown, body=bodies_administration.PartBody, versioned=True, etag=True,
              errors={422: "The configuration would not be sound: `errors` names each fault by path and message."},
              example={"body": {"delay_hours": 2, "valid_for_days": 7, "ask_from": "09:00", "ask_until": "21:00",
                                "code_length": 8}}),
    Operation("GET", "/configuration/templates", administration.Templates),
    Operation("GET", "/configuration/history", administration.PartChanges, query=(LIMIT, CURSOR)),
    Operation("GET", f"{PART}/versions/{{version}}", administration.PartBodyShown, etag=True),
    Operation("POST", "/configuration/texts/preview", administration.TextPreviewed,
              body=bodies_administration.TextPreviewBody,
              example={"stage": "ticket_received", "channel": "sms", "language": "tr"}),
)  # fmt: skip

OPERATIONS = (*OPEN, *STAFF, *ADMINISTRATION)
