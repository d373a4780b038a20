"""Where things are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from nabiz.bootstrap.ground import Ground

if TYPE_CHECKING:
    from nabiz.channels.inbound import Inbound
    from nabiz.channels.mail.reading import House
    from nabiz.channels.replaying import QueueReplay
    from nabiz.configuration import Configuration
    from nabiz.domain.messages import InboundItem
    from nabiz.ports import Queue, UnitOfWork
    from nabiz.services.manage_users import ManageUsers
    from nabiz.services.receive_upload import ReceiveUpload
    from nabiz.storage.calls import TableCalls
    from nabiz.storage.configuration_store import ConfigurationStore, TableConfigurationVersions
    from nabiz.storage.counters import TableCounters
    from nabiz.storage.dead_letters import Desk, TableActs
    from nabiz.storage.files import FactsBucket, MediaBucket
    from nabiz.storage.limits import TableLimits
    from nabiz.storage.lists import TableLists
    from nabiz.storage.mail import MailBucket, TableSuppressions
    from nabiz.storage.media_records import TableMediaRecords
    from nabiz.storage.outbox import TableOutbox
    from nabiz.storage.queues import EventBus
    from nabiz.storage.reader import TableReader
    from nabiz.storage.route_orders import TableRouteOrders
    from nabiz.storage.saved_views import TableSavedViews
    from nabiz.storage.search_index import TableSearchIndex
    from nabiz.storage.visits import TableVisits


class Storage(Ground):
    """Table, buckets, queues and bus, each made when it is asked for."""

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
    def calls(self) -> TableCalls:
        """Phone calls."""
        from nabiz.storage.calls import TableCalls

        assert self._table
        return TableCalls(self.configuration.city.timezone)

    @cached_property
    def route_orders(self) -> TableRouteOrders:
        """In what order teams were told to go."""
        from nabiz.storage.route_orders import TableRouteOrders

        assert self._table
        return TableRouteOrders()

    @property
    def visits(self) -> TableVisits:
        """Visits to the welcome desk, by the rules that hold now."""
        from nabiz.storage.visits import TableVisits

        assert self._table
        rules = self.configuration.desk
        return TableVisits(rules.head_start, rules.kept_for)

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
    def media_records(self) -> TableMediaRecords:
        """What is known of files."""
        from nabiz.storage.media_records import TableMediaRecords

        assert self._table
        return TableMediaRecords()

    @property
    def scans_for_malware(self) -> bool:
        """Whether nothing opens before a scan found it clean."""
        return self.settings.malware_scan == "on"

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
            "render": known.render_queue_url, "render_dead": known.render_dead_queue_url,
            "outbound": known.outbound_queue_url, "outbound_dead": known.outbound_dead_queue_url,
            "search": known.search_queue_url, "search_dead": known.search_dead_queue_url,
            "contacts": known.contacts_queue_url, "contacts_dead": known.contacts_dead_queue_url,
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

    def queue_inbound(self, items: Sequence[InboundItem]) -> None:
        """What came in joins the queue `inbound`."""
        import json

        from nabiz.ports import QueueEntry

        self.queue(self.settings.inbound_queue_url).send([
            QueueEntry(json.dumps(item.body, ensure_ascii=False), item.group, item.deduplication) for item in items
        ])  # fmt: skip

    def read_mail(self, item: Mapping[str, object]) -> Inbound:
        """What an item of the channel `email` means; its mail is read from the bucket."""
        from nabiz.channels.mail.items import read_item
        from nabiz.storage.mail import find_sent_mails

        assert self._table
        return read_item(item, self.mails.open, find_sent_mails, self.house)

    def find_sent(self, provider_ids: Sequence[str]) -> list[tuple[str, str]]:
        """Aggregate and key of the notifications that had these ids at their provider."""
        from nabiz.storage.mail import find_sent_mails

        assert self._table
        return find_sent_mails(provider_ids)

    @property
    def house(self) -> House:
        """What of the mail is ours."""
        from nabiz.channels.mail.reading import House

        return House(self.settings.mail_from, self.settings.mail_domain, self.secrets.link_key)
