"""Every record class. A query drops items whose class was never imported, so this imports them all."""

from nabiz.storage.records.base import Record, open_table
from nabiz.storage.records.bookkeeping import (
    ActRecord,
    ConfigurationChangeRecord,
    ConfigurationRecord,
    ConfigurationVersionRecord,
    CounterRecord,
    MarkRecord,
    OnceRecord,
    PositionRecord,
    RateRecord,
    SentMailRecord,
    SuppressionRecord,
    SurveyCodeRecord,
    UploadRecord,
)
from nabiz.storage.records.calls import CallRecord, PresentRecord
from nabiz.storage.records.desk import LastNumberRecord, VisitRecord
from nabiz.storage.records.exchange import CounterpartRecord, OpenedRecord, ReferenceRecord, ToldRecord
from nabiz.storage.records.field_teams import RouteOrderRecord
from nabiz.storage.records.identity import (
    BrowsersRecord,
    IdentityChangeRecord,
    LinkRecord,
    NationalIdRecord,
    PreferenceChangeRecord,
    TemplateRecord,
)
from nabiz.storage.records.people import (
    AccessRecord,
    CitizenRecord,
    ConversationRecord,
    IdentifierRecord,
    UserChangeRecord,
    ViewsRecord,
)
from nabiz.storage.records.search import FoundRecord, IndexedRecord
from nabiz.storage.records.ticket import (
    EventRecord,
    MediaRecord,
    MessageRecord,
    NotificationRecord,
    SameFileRecord,
    TicketRecord,
)

__all__ = [
    "AccessRecord",
    "ActRecord",
    "BrowsersRecord",
    "CallRecord",
    "CitizenRecord",
    "ConfigurationChangeRecord",
    "ConfigurationRecord",
    "ConfigurationVersionRecord",
    "ConversationRecord",
    "CounterRecord",
    "CounterpartRecord",
    "EventRecord",
    "FoundRecord",
    "IdentifierRecord",
    "IdentityChangeRecord",
    "IndexedRecord",
    "LastNumberRecord",
    "LinkRecord",
    "MarkRecord",
    "MediaRecord",
    "MessageRecord",
    "NationalIdRecord",
    "NotificationRecord",
    "OnceRecord",
    "OpenedRecord",
    "PositionRecord",
    "PreferenceChangeRecord",
    "PresentRecord",
    "RateRecord",
    "Record",
    "ReferenceRecord",
    "RouteOrderRecord",
    "SameFileRecord",
    "SentMailRecord",
    "SuppressionRecord",
    "SurveyCodeRecord",
    "TemplateRecord",
    "TicketRecord",
    "ToldRecord",
    "UploadRecord",
    "UserChangeRecord",
    "ViewsRecord",
    "VisitRecord",
    "open_table",
]
