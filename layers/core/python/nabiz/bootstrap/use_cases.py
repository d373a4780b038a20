"""The use cases, with what they need."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from nabiz.bootstrap.identity import Identity

if TYPE_CHECKING:
    from nabiz.channels.sms import SmsSender
    from nabiz.domain.filing import Queued
    from nabiz.domain.messages import Channel
    from nabiz.ports import MediaSource, Sender
    from nabiz.services.ask_providers import AskForReports
    from nabiz.services.escalate_overdue import DueTickets
    from nabiz.services.fetch_media import FetchMedia
    from nabiz.services.poll_mentions import PollMentions
    from nabiz.services.receive_message import ReceiveMessage
    from nabiz.services.record_call import RecordCall
    from nabiz.services.render_media import RenderMedia
    from nabiz.services.send_notification import SendNotification


class App(Identity):
    """Everything that a handler needs, lazily."""

    def receive_message(self) -> ReceiveMessage:
        """A citizen wrote."""
        from nabiz.services.receive_message import ReceiveMessage

        return ReceiveMessage(self.new_work, self.configuration, self.secrets.link_key)

    def record_call(self) -> RecordCall:
        """A telephone system says something of a call."""
        from nabiz.services.record_call import RecordCall

        return RecordCall(self.calls, self.new_work, self.configuration)

    def file_queued(self, queued: Queued) -> str:
        """A program's request came by the queue; the ticket's number."""
        from nabiz.services.file_request import file_queued

        return file_queued(queued, self.new_work, self.exchange, self.configuration, self.now())

    def due_tickets(self) -> DueTickets:
        """Where scheduled runs find their work."""
        from nabiz.services.escalate_overdue import DueTickets
        from nabiz.storage.timers import TableTimers

        return DueTickets(TableTimers(), self.reader, self.new_work, self.now)

    def fetch_media(self) -> FetchMedia:
        """A file is to be fetched."""
        from nabiz.channels.addresses import AddressFiles
        from nabiz.channels.mail.files import MailFiles
        from nabiz.services.fetch_media import FetchMedia

        sources: dict[str, MediaSource] = {
            "upload": self.media, "whatsapp": self._whatsapp, "email": MailFiles(self.mails.open),
            **self._social_files,
            "address": AddressFiles(),
        }  # fmt: skip
        return FetchMedia(self.reader, self.media_records, self.media, sources)

    def render_media(self) -> RenderMedia:
        """Copies of a stored file are to be made; the workshop's packages are in the layer of one function only."""
        from nabiz.services.render_media import RenderMedia
        from nabiz.storage.workshop import PictureWorkshop

        return RenderMedia(self.reader, self.media_records, self.media, PictureWorkshop(), self.scans_for_malware)

    def send_notification(self) -> SendNotification:
        """Somebody is to be told."""
        from nabiz.services.call_back import CallBack
        from nabiz.services.send_notification import SendNotification

        return SendNotification(
            self.reader, self.outbox, self.senders, self.configuration, self.secrets.link_key,
            self.settings.public_url, self.settings.mail_domain, self.suppressions, self.templates.states,
            CallBack(self.new_work, self.configuration),
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
    def _sms(self) -> Sender:
        """The provider that this deployment has chosen."""
        settings = self.settings
        if settings.sms_provider == "aws":
            from nabiz.channels.sms_aws import AwsSmsSender

            client = self.client("pinpoint-sms-voice-v2")
            return AwsSmsSender(client, settings.sms_sender_id, settings.sms_configuration_set)
        return self._netgsm

    @cached_property
    def _netgsm(self) -> SmsSender:
        """The one that is asked what became of its messages."""
        from nabiz.channels.http import Http
        from nabiz.channels.sms import SmsSender

        secrets, settings = self.secrets, self.settings
        return SmsSender(Http(), settings.sms_url, secrets.sms_username, secrets.sms_password, secrets.sms_header)

    @cached_property
    def _push(self) -> Sender:
        from email.utils import parseaddr

        from nabiz.channels.http import Http
        from nabiz.channels.webpush import PushSender

        contact = parseaddr(self.settings.mail_from)[1]
        return PushSender(Http(), self.browsers, self.secrets.vapid_private_key, contact)

    @cached_property
    def _social_files(self) -> dict[str, MediaSource]:
        """What people sent on social networks, by channel; a base of this deployment's own is trusted too."""
        from nabiz.channels.http import Http
        from nabiz.channels.public_files import META_DOMAINS, X_DOMAINS, PublicFiles

        http, settings = Http(), self.settings
        return {
            "messenger": PublicFiles(http, META_DOMAINS, (settings.graph_url,)),
            "instagram": PublicFiles(http, META_DOMAINS, (settings.instagram_url,)),
            "x": PublicFiles(http, X_DOMAINS, (settings.x_url,)),
        }

    @cached_property
    def _social(self) -> dict[Channel, Sender]:
        """The city's accounts on social networks."""
        from nabiz.channels.http import Http
        from nabiz.channels.meta.sender import MetaSender
        from nabiz.channels.x.sender import XSender
        from nabiz.domain.messages import Channel

        http, secrets, settings = Http(), self.secrets, self.settings
        return {
            Channel.MESSENGER: MetaSender(http, Channel.MESSENGER, settings.graph_url, secrets.meta_page_id,
                                          secrets.meta_page_token),
            Channel.INSTAGRAM: MetaSender(http, Channel.INSTAGRAM, settings.instagram_url,
                                          secrets.instagram_account_id, secrets.instagram_access_token),
            Channel.X: XSender(http, settings.x_url, self._x_keys),
        }  # fmt: skip

    @property
    def _x_keys(self) -> Any:
        from nabiz.channels.x.oauth import Keys

        secrets = self.secrets
        return Keys(secrets.x_consumer_key, secrets.x_consumer_secret, secrets.x_access_token,
                    secrets.x_access_token_secret)  # fmt: skip

    def poll_mentions(self) -> PollMentions | None:
        """X is asked who mentioned us; None where it is not set up to be asked."""
        if self.settings.x_polling != "on" or not self.secrets.x_user_id:
            return None
        from nabiz.channels.http import Http
        from nabiz.channels.x.polling import XMentions
        from nabiz.services.poll_mentions import PollMentions
        from nabiz.storage.social import TablePositions

        assert self._table
        mentions = XMentions(Http(), self.settings.x_url, self.secrets.x_user_id, self._x_keys)
        return PollMentions(mentions, TablePositions(), self.queue_inbound, "x_mentions")

    def ask_for_reports(self) -> AskForReports | None:
        """Messages whose provider does not tell by itself; None where it does."""
        from nabiz.services.ask_providers import AskForReports
        from nabiz.storage.asking import TableReports
        from nabiz.storage.timers import TableTimers

        if self.settings.sms_provider != "netgsm":
            return None
        assert self._table
        return AskForReports(TableReports(), self._netgsm, self.outbox, TableTimers())

    def ask_for_templates(self) -> int | None:
        """Which texts Meta has approved; how many changed, None where no account is set up."""
        from nabiz.channels.http import Http
        from nabiz.channels.whatsapp.templates import fetch_templates
        from nabiz.services.ask_providers import ask_for_templates

        account, token = self.secrets.whatsapp_business_account_id, self.secrets.whatsapp_access_token
        if not account:
            return None
        at, url = self.now(), self.settings.graph_url
        return ask_for_templates(lambda: fetch_templates(Http(), url, account, token, at), self.templates)

    @cached_property
    def senders(self) -> dict[Channel, Sender]:
        """Providers by channel."""
        from nabiz.channels.department_webhook import WebhookSender
        from nabiz.channels.http import Http
        from nabiz.channels.mail.sender import MailSender
        from nabiz.domain.messages import Channel

        secrets, http = self.secrets, Http()
        return {
            Channel.WHATSAPP: self._whatsapp,
            Channel.SMS: self._sms,
            Channel.EMAIL: MailSender(self.client("sesv2"), self.settings.mail_from,
                                      self.settings.mail_configuration_set),
            Channel.PUSH: self._push,
            Channel.WEBHOOK: WebhookSender(http, secrets.department_webhook_key),
            **self._social,
        }  # fmt: skip
