"""One process's things, made once and only when asked for: settings, session, clients, configuration, use cases.

Imports stand inside the methods: a function pays at its cold start for what it uses, and for nothing else.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from nabiz.settings import Settings, read_settings

if TYPE_CHECKING:
    from botocore.session import Session

    from nabiz.channels.inbound import Inbound
    from nabiz.channels.mail.reading import House
    from nabiz.channels.replaying import QueueReplay
    from nabiz.configuration import Configuration
    from nabiz.domain.messages import Channel
    from nabiz.ports import MediaSource, Queue, Sender, UnitOfWork
    from nabiz.services.escalate_overdue import DueTickets
    from nabiz.services.fetch_media import FetchMedia
    from nabiz.services.manage_users import ManageUsers
    from nabiz.services.receive_message import ReceiveMessage
    from nabiz.services.receive_upload import ReceiveUpload
    from nabiz.services.send_notification import SendNotification
    from nabiz.storage.configuration_store import ConfigurationStore, TableConfigurationVersions
    from nabiz.storage.counters import TableCounters
    from nabiz.storage.dead_letters import Desk, TableActs
    from nabiz.storage.files import FactsBucket, MediaBucket
    from nabiz.storage.limits import TableLimits
    from nabiz.storage.lists import TableLists
    from nabiz.storage.mail import MailBucket, TableSuppressions
    from nabiz.storage.outbox import TableOutbox
    from nabiz.storage.queues import EventBus
    from nabiz.storage.reader import TableReader
    from nabiz.storage.saved_views import TableSavedViews
    from nabiz.storage.search_index import TableSearchIndex

SECRETS_CACHED = 900.0  # seconds; a changed secret is used after a quarter of an hour at the latest


@dataclass(frozen=True, slots=True)
class Secrets:
    """What only the house and one other party know; one JSON secret."""

    link_key: str
    whatsapp_app_secret: str = ""
    whatsapp_verify_token: str = ""
    whatsapp_access_token: str = ""
    whatsapp_phone_number_id: str = ""
    sms_username: str = ""
    sms_password: str = ""
    sms_header: str = ""
    department_webhook_key: str = ""


class App:
    """Everything that a handler needs, lazily."""

    def __init__(self) -> None:
        self._clients: dict[str, Any] = {}
        self._secrets: Secrets | None = None
        self._secrets_read_at = 0.0

    # -- the ground -----------------------------------------------------------------------------------------------

    @cached_property
    def settings(self) -> Settings:
        """Where this deployment keeps its things."""
        return read_settings()

    @cached_property
    def session(self) -> Session:
        """The one session: its loaders and credentials are shared by every client. boto3 itself stands on it."""
        from botocore.session import get_session

        return get_session()

    def client(self, service: str) -> Any:
        """A client of an AWS service."""
        if service not in self._clients:
            from botocore.config import Config

            # A mail has no key by which SES would know it again: whether it goes out once more is our own decision.
            attempts = 1 if service == "sesv2" else 4
            retries: Any = {"mode": "standard", "total_max_attempts": attempts}
            config = Config(connect_timeout=3, read_timeout=15, retries=retries)
            self._clients[service] = self.session.create_client(service, config=config)
        return self._clients[service]

    @property
    def secrets(self) -> Secrets:
        """The channels' secrets: one request in a quarter of an hour."""
        if self._secrets is None or time.monotonic() - self._secrets_read_at > SECRETS_CACHED:
            answer = self.client("secretsmanager").get_secret_value(SecretId=self.settings.secret_id)
            known = json.loads(answer["SecretString"])
            fields = Secrets.__dataclass_fields__
            self._secrets = Secrets(**{name: value for name, value in known.items() if name in fields})
            self._secrets_read_at = time.monotonic()
        return self._secrets

    @cached_property
    def _table(self) -> bool:
        from nabiz.storage.records import open_table

        open_table(self.settings.table, self.session)
        return True

    def now(self) -> datetime:
        """The time."""
        return datetime.now(UTC)

    # -- storage --------------------------------------------------------------------------------------------------

    @property
    def configuration(self) -> Configuration:
        """The city's configuration, at most a minute old."""
        return self._configuration_store.get()

    @cached_property
    def _configuration_store(self) -> ConfigurationStore:
        from nabiz.storage.configuration_store import ConfigurationStore

        assert self._table
        return ConfigurationStore()

    @cached_property
    def configuration_versions(self) -> TableConfigurationVersions:
        """The configuration's parts with their history."""
        from nabiz.storage.configuration_store import TableConfigurationVersions

        assert self._table
        return TableConfigurationVersions()

    def forget_configuration(self) -> None:
        """It was changed here; other processes see it within a minute."""
        self._configuration_store.forget()

    @cached_property
    def new_work(self) -> Callable[[], UnitOfWork]:
        """Makes units of work."""
        from nabiz.storage.unit_of_work import TableUnitOfWork

        assert self._table
        return TableUnitOfWork

    @cached_property
    def reader(self) -> TableReader:
        """Reads for people."""
        from nabiz.storage.reader import TableReader

        assert self._table
        return TableReader()

    @cached_property
    def outbox(self) -> TableOutbox:
        """What is told to whom."""
        from nabiz.storage.outbox import TableOutbox

        assert self._table
        return TableOutbox()

    @cached_property
    def counters(self) -> TableCounters:
        """Live figures."""
        from nabiz.storage.counters import TableCounters

        assert self._table
        return TableCounters()

    @cached_property
    def lists(self) -> TableLists:
        """The lists of tickets."""
        from nabiz.storage.lists import TableLists

        assert self._table
        return TableLists()

    @cached_property
    def search_index(self) -> TableSearchIndex:
        """What words find."""
        from nabiz.storage.search_index import TableSearchIndex

        assert self._table
        return TableSearchIndex()

    @cached_property
    def media(self) -> MediaBucket:
        """Citizens' files."""
        from nabiz.storage.files import MediaBucket

        return MediaBucket(self.client("s3"), self.settings.media_bucket)

    @cached_property
    def uploads(self) -> ReceiveUpload:
        """Browsers bring files."""
        from nabiz.services.receive_upload import ReceiveUpload
        from nabiz.storage.uploads import TableUploads

        assert self._table
        return ReceiveUpload(self.media, TableUploads())

    @cached_property
    def saved_views(self) -> TableSavedViews:
        """Lists that users saved."""
        from nabiz.storage.saved_views import TableSavedViews

        assert self._table
        return TableSavedViews()

    @cached_property
    def dead_letters(self) -> Desk:
        """What could not be handled."""
        from nabiz.storage.dead_letters import Desk

        return Desk(self.client("sqs"), self._queue_urls)

    @cached_property
    def letter_acts(self) -> TableActs:
        """What was done with dead letters."""
        from nabiz.storage.dead_letters import TableActs

        assert self._table
        return TableActs()

    def letter_replay(self) -> QueueReplay:
        """Puts dead letters back."""
        from nabiz.channels.replaying import QueueReplay
        from nabiz.storage.dead_letters import DEAD

        return QueueReplay(self._queue_urls, DEAD, self.queue)

    @property
    def _queue_urls(self) -> dict[str, str]:
        known = self.settings
        return {
            "inbound": known.inbound_queue_url, "inbound_dead": known.inbound_dead_queue_url,
            "mail": known.mail_queue_url, "mail_dead": known.mail_dead_queue_url,
            "media": known.media_queue_url, "media_dead": known.media_dead_queue_url,
            "outbound": known.outbound_queue_url, "outbound_dead": known.outbound_dead_queue_url,
            "search": known.search_queue_url, "search_dead": known.search_dead_queue_url,
            "failures": known.failures_queue_url,
        }  # fmt: skip

    @cached_property
    def users(self) -> ManageUsers:
        """Who works here."""
        from nabiz.services.manage_users import ManageUsers
        from nabiz.storage.directory import CognitoDirectory
        from nabiz.storage.user_changes import TableUserChanges

        assert self._table
        directory = CognitoDirectory(self.client("cognito-idp"), self.settings.user_pool_id)
        return ManageUsers(directory, TableUserChanges())

    @cached_property
    def limits(self) -> TableLimits:
        """Counters that refuse."""
        from nabiz.storage.limits import TableLimits

        assert self._table
        return TableLimits()

    @cached_property
    def facts(self) -> FactsBucket:
        """Rows for analysis."""
        from nabiz.storage.files import FactsBucket

        return FactsBucket(self.client("s3"), self.settings.facts_bucket)

    @cached_property
    def mails(self) -> MailBucket:
        """Mails as they came."""
        from nabiz.storage.mail import MailBucket

        return MailBucket(self.client("s3"), self.settings.mail_bucket)

    @cached_property
    def suppressions(self) -> TableSuppressions:
        """Mail addresses that are written to no more."""
        from nabiz.storage.mail import TableSuppressions

        assert self._table
        return TableSuppressions()

    @cached_property
    def bus(self) -> EventBus:
        """The event bus."""
        from nabiz.storage.queues import EventBus

        return EventBus(self.client("events"), self.settings.bus)

    def queue(self, url: str) -> Queue:
        """A queue."""
        from nabiz.storage.queues import SqsQueue

        return SqsQueue(self.client("sqs"), url)

    def read_mail(self, item: Mapping[str, object]) -> Inbound:
        """What an item of the channel `email` means; its mail is read from the bucket."""
        from nabiz.channels.mail.items import read_item
        from nabiz.storage.mail import find_sent_mails

        assert self._table
        return read_item(item, self.mails.open, find_sent_mails, self.house)

    @property
    def house(self) -> House:
        """What of the mail is ours."""
        from nabiz.channels.mail.reading import House

        return House(self.settings.mail_from, self.settings.mail_domain, self.secrets.link_key)

    # -- use cases ------------------------------------------------------------------------------------------------

    def receive_message(self) -> ReceiveMessage:
        """A citizen wrote."""
        from nabiz.services.receive_message import ReceiveMessage

        return ReceiveMessage(self.new_work, self.configuration, self.secrets.link_key)

    def due_tickets(self) -> DueTickets:
        """Where scheduled runs find their work."""
        from nabiz.services.escalate_overdue import DueTickets
        from nabiz.storage.timers import TableTimers

        return DueTickets(TableTimers(), self.reader, self.new_work, self.now)

    def fetch_media(self) -> FetchMedia:
        """A file is to be fetched."""
        from nabiz.channels.mail.files import MailFiles
        from nabiz.services.fetch_media import FetchMedia
        from nabiz.storage.media_records import TableMediaRecords

        sources: dict[str, MediaSource] = {
            "upload": self.media, "whatsapp": self._whatsapp, "email": MailFiles(self.mails.open),
        }  # fmt: skip
        return FetchMedia(self.reader, TableMediaRecords(), self.media, sources)

    def send_notification(self) -> SendNotification:
        """Somebody is to be told."""
        from nabiz.services.send_notification import SendNotification

        return SendNotification(
            self.reader, self.outbox, self.senders, self.configuration, self.secrets.link_key,
            self.settings.public_url, self.settings.mail_domain, self.suppressions,
        )  # fmt: skip

    @cached_property
    def _whatsapp(self) -> Any:
        from nabiz.channels.http import Http
        from nabiz.channels.whatsapp.sender import WhatsAppSender

        secrets = self.secrets
        return WhatsAppSender(
            Http(), self.settings.graph_url, secrets.whatsapp_phone_number_id, secrets.whatsapp_access_token
        )

    @cached_property
    def senders(self) -> dict[Channel, Sender]:
        """Providers by channel."""
        from nabiz.channels.department_webhook import WebhookSender
        from nabiz.channels.http import Http
        from nabiz.channels.mail.sender import MailSender
        from nabiz.channels.sms import SmsSender
        from nabiz.domain.messages import Channel

        secrets, http = self.secrets, Http()
        return {
            Channel.WHATSAPP: self._whatsapp,
            Channel.SMS: SmsSender(http, self.settings.sms_url, secrets.sms_username, secrets.sms_password,
                                   secrets.sms_header),
            Channel.EMAIL: MailSender(self.client("sesv2"), self.settings.mail_from,
                                      self.settings.mail_configuration_set),
            Channel.WEBHOOK: WebhookSender(http, secrets.department_webhook_key),
        }  # fmt: skip


@cache
def app() -> App:
    """This process's things."""
    return App()
