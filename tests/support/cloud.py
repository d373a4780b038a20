"""The cloud in memory: moto for table, buckets and secrets; queues, bus, stream and clock by rules of our own."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import Any
from unittest import mock

import botocore.client
import botocore.session
from moto import mock_aws

from infra.build.templates import read_yaml
from nabiz import bootstrap
from nabiz.channels.mail.sender import MailSender
from nabiz.configuration import Configuration, load_configuration
from nabiz.domain.messages import SOCIAL, Channel
from nabiz.domain.people import STAFF_ROLES
from nabiz.domain.stages import TOLD
from nabiz.settings import ENVIRONMENT
from nabiz.storage import configuration_store
from nabiz.storage.records import Record
from nabiz.storage.timers import TableTimers
from nabiz_tools.configuration import compile_configuration
from nabiz_tools.dead_letters.stream_range import matches
from tests.support.faults import Faults, WorkerKilled, lost_answer
from tests.support.lean_moto import lean_moto
from tests.support.providers import MailProvider, Provider, WhatsAppProvider
from tests.support.queues import VirtualQueue

ROOT = Path(__file__).parents[2]
REGION = "eu-central-1"
TABLE, MEDIA, FACTS, SECRET = "nabiz-test", "nabiz-test-media", "nabiz-test-facts", "nabiz-test-secrets"
CLIENT_KEYS = {"acik-kent": "anahtar-acik-kent", "pano": "anahtar-pano"}
LINK_KEY, APP_SECRET, TELEPHONY_KEY = "test-key", "test-app-secret", "test-telephony-key"
MAILS, MAIL_DOMAIN, MAIL_FROM = "nabiz-test-mails", "cinarova.example", "bilgi@cinarova.example"
QUEUES = "https://sqs.test/"
DEAD_QUEUES = tuple(
    f"{QUEUES}{name}"
    for name in (
        "inbound-dead.fifo",
        "media-dead",
        "outbound-dead",
        "search-dead",
        "failures",
        "mail-dead",
        "contacts-dead",
        "render-dead",
    )
)
# What infra/template/events.yaml lets through to the queue `outbound`; tests/infra compares the two.
OUTBOUND_EVENTS = frozenset(TOLD) | {"DeliveryFailed"}
# The same for the queue `search`.
SEARCH_EVENTS = frozenset({"TicketOpened", "TicketAssigned", "TicketTransferred", "TicketReturned", "TicketLocated",
                           "CitizenReplied", "StaffReplied", "NoteAdded"})  # fmt: skip
WARM_UP = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # a Tuesday noon in Istanbul
RETRY_STREAM = timedelta(seconds=1)
FUNCTIONS = ("receive_mail", "receive_contacts", "receive_inbound", "fetch_media", "render_media",
             "send_notification", "index_search", "relay_events", "record_facts", "escalate_overdue",
             "dispatch_surveys", "close_desk_day")  # fmt: skip
_REAL_CALL = botocore.client.BaseClient._make_api_call


@cache
def compiled() -> tuple[dict[str, dict[str, object]], Configuration]:
    """The demo city's configuration: compiled once for all tests of a process."""
    parts = compile_configuration(ROOT / "config")
    configuration = load_configuration(parts)
    assert configuration.classifier
    return parts, configuration


@cache
def stream_filters() -> dict[str, list[dict[str, Any]]]:
    """What the template lets through to each reader of the table's stream."""
    resources = read_yaml(ROOT / "infra/template/functions.yaml")["Resources"]
    return {
        Path(resource["Properties"]["CodeUri"]).name: [json.loads(each["Pattern"]) for each in filters]
        for resource in resources.values()
        for source in resource["Properties"].get("Events", {}).values()
        if (filters := source["Properties"].get("FilterCriteria", {}).get("Filters"))
    }


@cache
def handler(name: str) -> ModuleType:
    """A function's module, as Lambda loads it."""
    spec = importlib.util.spec_from_file_location(f"handler_{name}", ROOT / "functions" / name / "handler.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def session() -> botocore.session.Session:
    """One session for all tests of a process: making clients is most of a test's time otherwise."""
    return botocore.session.get_session()


@cache
def client(service: str) -> Any:
    """A client of moto; made once for all tests of a process."""
    return session().create_client(service, region_name=REGION)


class Context:
    """Lambda's context with time enough."""

    function_name = "test"
    memory_limit_in_mb = 512
    invoked_function_arn = f"arn:aws:lambda:{REGION}:1:function:test"
    aws_request_id = "test"

    def get_remaining_time_in_millis(self) -> int:
        return 240_000


class Cloud:
    """One deployment. `now` is everybody's clock; `people` is whether it has a user pool, which takes a while to make;
    `scanning` whether files wait for a scan for malware.

    Use as a context.
    """

    def __init__(
        self, faults: Faults | None = None, start: datetime = WARM_UP, *, people: bool = True, scanning: bool = False
    ) -> None:
        self.now = start
        self._scanning = scanning
        self._people = people
        # A call is one step, as on AWS: a transaction that moto refuses would take back what others wrote meanwhile.
        self._atomic = RLock()
        self.faults = faults or Faults()
        self.counting = False
        self.inbound = VirtualQueue(f"{QUEUES}inbound.fifo", 10, timedelta(seconds=180), 10)
        self.media = VirtualQueue(f"{QUEUES}media", 5, timedelta(seconds=360), 8)
        self.render = VirtualQueue(f"{QUEUES}render", 1, timedelta(seconds=1080), 5)
        self.outbound = VirtualQueue(f"{QUEUES}outbound", 10, timedelta(seconds=180), 8)
        self.mails = VirtualQueue(f"{QUEUES}mail", 10, timedelta(seconds=180), 8)
        self.contacts = VirtualQueue(f"{QUEUES}contacts", 10, timedelta(seconds=180), 5)
        self.search = VirtualQueue(f"{QUEUES}search", 10, timedelta(seconds=180), 8)
        self.queues = {
            queue.url: queue
            for queue in (self.mails, self.contacts, self.inbound, self.media, self.render, self.outbound, self.search)
        }
        self.streamed: list[dict[str, Any]] = []
        self.positions = {"relay_events": 0, "record_facts": 0}
        self.whatsapp = WhatsAppProvider(Channel.WHATSAPP)
        self.sms, self.webhook = Provider(Channel.SMS), Provider(Channel.WEBHOOK)
        self.push = Provider(Channel.PUSH)
        self.mail = MailProvider(Channel.EMAIL)
        self.social = {channel: Provider(channel) for channel in sorted(SOCIAL)}
        self._stack: list[Any] = []

    # -- setting up and clearing away -----------------------------------------------------------------------------

    def __enter__(self) -> Cloud:
        environment = {
            "STAGE": "test", "TABLE": TABLE, "BUS": "nabiz", "MEDIA_BUCKET": MEDIA, "FACTS_BUCKET": FACTS,
            "INBOUND_QUEUE_URL": self.inbound.url, "MEDIA_QUEUE_URL": self.media.url,
            "OUTBOUND_QUEUE_URL": self.outbound.url, "INBOUND_DEAD_QUEUE_URL": DEAD_QUEUES[0],
            "MEDIA_DEAD_QUEUE_URL": DEAD_QUEUES[1], "OUTBOUND_DEAD_QUEUE_URL": DEAD_QUEUES[2],
            "SEARCH_QUEUE_URL": self.search.url, "SEARCH_DEAD_QUEUE_URL": DEAD_QUEUES[3],
            "FAILURES_QUEUE_URL": DEAD_QUEUES[4], "SECRET_ID": SECRET, "USER_POOL_ID": "set-by-create",
            "DATA_KEY": "alias/nabiz-test",
            "GRAPH_URL": "https://graph.invalid", "INSTAGRAM_URL": "https://instagram.invalid",
            "X_URL": "https://x.invalid", "X_POLLING": "off", "SMS_URL": "https://sms.invalid",
            "SMS_PROVIDER": "netgsm", "SMS_SENDER_ID": "NABIZ", "SMS_CONFIGURATION_SET": "nabiz-test-sms",
            "PUBLIC_URL": "https://cinarova.example", "MAIL_FROM": MAIL_FROM,
            "MAIL_DOMAIN": MAIL_DOMAIN, "MAIL_BUCKET": MAILS, "MAIL_QUEUE_URL": self.mails.url,
            "MAIL_DEAD_QUEUE_URL": DEAD_QUEUES[5],
            "MAIL_CONFIGURATION_SET": "nabiz-test-mail", "CONTACTS_QUEUE_URL": self.contacts.url,
            "CONTACTS_DEAD_QUEUE_URL": DEAD_QUEUES[6], "RENDER_QUEUE_URL": self.render.url,
            "RENDER_DEAD_QUEUE_URL": DEAD_QUEUES[7], "MALWARE_SCAN": "on" if self._scanning else "off",
        }  # fmt: skip
        assert {f"NABIZ_{name}" for name in environment} == set(ENVIRONMENT.values())
        variables = {f"NABIZ_{name}": value for name, value in environment.items()}
        variables |= {"AWS_DEFAULT_REGION": REGION, "AWS_REGION": REGION, "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
                      "POWERTOOLS_SERVICE_NAME": "nabiz", "POWERTOOLS_METRICS_NAMESPACE": "Nabiz"}  # fmt: skip
        parts, configuration = compiled()
        self._start(mock_aws())
        self._start(mock.patch.dict(os.environ, variables))
        self._start(lean_moto())
        self._start(mock.patch.object(configuration_store, "load_configuration", return_value=configuration))
        self._start(mock.patch.object(botocore.client.BaseClient, "_make_api_call", self._choke_point()))
        self._start(mock.patch.object(bootstrap, "App", self._app_class()))
        bootstrap.app.cache_clear()
        self._create(parts)
        self.counting = True
        return self

    def __exit__(self, *_: object) -> None:
        self.counting = False
        bootstrap.app.cache_clear()
        for started in reversed(self._stack):
            started.__exit__(None, None, None)

    def _start(self, context: Any) -> None:
        context.__enter__()
        self._stack.append(context)

    def _app_class(self) -> type[bootstrap.App]:
        cloud = self

        class TestApp(bootstrap.App):
            """The real one, with the clock and the providers of the test."""

            session = property(lambda self: session())  # type: ignore[assignment]
            _whatsapp = property(lambda self: cloud.whatsapp)  # type: ignore[assignment]
            _social_files = property(lambda self: dict.fromkeys(map(str, SOCIAL), cloud.whatsapp))  # type: ignore[assignment]
            senders = property(lambda self: cloud.senders)  # type: ignore[assignment]

            def client(self, service: str) -> Any:
                return client(service)

            def now(self) -> datetime:
                return cloud.now

        return TestApp

    @property
    def senders(self) -> dict[Channel, Provider]:
        return {
            provider.channel: provider
            for provider in (self.whatsapp, self.sms, self.mail, self.webhook, self.push, *self.social.values())
        }

    def _create(self, parts: Mapping[str, object]) -> None:
        indexes = [index._get_schema() for index in Record._indexes.values()]
        attributes = [{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")]
        client("dynamodb").create_table(
            TableName=TABLE, BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[*attributes, *(one for index in indexes for one in index["attribute_definitions"])],
            KeySchema=_keys("pk", "sk"),
            GlobalSecondaryIndexes=[
                {"IndexName": index["index_name"], "KeySchema": index["key_schema"], "Projection": index["projection"]}
                for index in indexes
            ],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        )  # fmt: skip
        for bucket in (MEDIA, FACTS, MAILS):
            client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        for url in DEAD_QUEUES:
            fifo = {"FifoQueue": "true"} if url.endswith(".fifo") else {}
            client("sqs").create_queue(QueueName=url.rsplit("/", 1)[1], Attributes=fifo)
        secret = {
            "link_key": LINK_KEY,
            "whatsapp_phone_number_id": "1",
            "whatsapp_app_secret": APP_SECRET,
            "meta_app_secret": APP_SECRET,
            "x_consumer_secret": APP_SECRET,
        }
        secret |= {f"telephony_{provider}_key": TELEPHONY_KEY for provider in ("connect", "asterisk", "generic")}
        secret |= {f"client_key_{client}": key for client, key in CLIENT_KEYS.items()}
        client("secretsmanager").create_secret(Name=SECRET, SecretString=json.dumps(secret))
        if self._people:
            self._create_people()
        self.mail.sender = MailSender(client("sesv2"), MAIL_FROM, "nabiz-test-mail")
        assert bootstrap.app()._table
        configuration_store.write_configuration(parts, at=self.now)
        self.pretend_runs(self.now)

    def _create_people(self) -> None:
        pool = client("cognito-idp")
        self.user_pool = pool.create_user_pool(
            PoolName="staff", Schema=[{"Name": "departments", "AttributeDataType": "String", "Mutable": True}]
        )["UserPool"]["Id"]
        os.environ["NABIZ_USER_POOL_ID"] = self.user_pool
        for role in sorted(STAFF_ROLES):
            pool.create_group(UserPoolId=self.user_pool, GroupName=str(role))

    def hire(self, username: str, role: str, *, signed_in: bool = True) -> None:
        """Somebody works here, and has chosen a password unless they never came."""
        pool = client("cognito-idp")
        pool.admin_create_user(UserPoolId=self.user_pool, Username=username,
                               UserAttributes=[{"Name": "email", "Value": username},
                                               {"Name": "email_verified", "Value": "true"}])  # fmt: skip
        pool.admin_add_user_to_group(UserPoolId=self.user_pool, Username=username, GroupName=role)
        if signed_in:
            pool.admin_set_user_password(UserPoolId=self.user_pool, Username=username, Password="Nb1-test-password",
                                         Permanent=True)  # fmt: skip

    # -- AWS ------------------------------------------------------------------------------------------------------

    def _choke_point(self) -> Callable[..., Any]:
        cloud = self

        def call(self: Any, operation: str, parameters: dict[str, Any]) -> Any:
            service = self.meta.service_model.service_name
            lost = cloud.faults.before(service, operation) if cloud.counting else False
            # What waits in a queue of dead letters is read by people only: moto keeps it.
            dead = operation == "CreateQueue" or parameters.get("QueueUrl") in DEAD_QUEUES
            carried = service in ("sqs", "events", "sesv2") and not dead
            with cloud._atomic:
                answer = cloud._carry(operation, parameters) if carried else _REAL_CALL(self, operation, parameters)
            if lost:
                raise lost_answer(operation)
            return answer

        return call

    def _carry(self, operation: str, given: dict[str, Any]) -> dict[str, Any]:
        """What SQS, EventBridge and SES do."""
        match operation:
            case "SendMessageBatch":
                queue = self.queues[given["QueueUrl"]]
                for entry in given["Entries"]:
                    queue.send(entry["MessageBody"], self.now, entry.get("MessageGroupId", ""),
                               entry.get("MessageDeduplicationId", ""))  # fmt: skip
                return {"Successful": given["Entries"], "Failed": []}
            case "ChangeMessageVisibility":
                queue = self.queues[given["QueueUrl"]]
                queue.change_visibility(given["ReceiptHandle"], given["VisibilityTimeout"], self.now)
                return {}
            case "SendEmail":
                return self.mail.take()
            case "PutEvents":
                for entry in given["Entries"]:
                    self._route(entry)
                return {"FailedEntryCount": 0, "Entries": []}
        raise NotImplementedError(operation)

    def _route(self, entry: dict[str, Any]) -> None:
        rules = ((self.media, {"MediaAnnounced"}), (self.outbound, OUTBOUND_EVENTS), (self.search, SEARCH_EVENTS))
        for target, types in rules:
            if entry["DetailType"] in types:
                body = {"version": "0", "source": entry["Source"], "detail-type": entry["DetailType"],
                        "detail": json.loads(entry["Detail"])}  # fmt: skip
                target.send(json.dumps(body, ensure_ascii=False), self.now)

    # -- what Lambda does -----------------------------------------------------------------------------------------

    def run(self, function: str, event: dict[str, Any]) -> Any:
        """Call a function's handler."""
        return handler(function).lambda_handler(event, Context())

    def settle(self, limit: timedelta = timedelta(hours=6)) -> None:
        """Let everything that is under way arrive, with every redelivery; waiting costs virtual time only."""
        end = self.now + limit
        while True:
            if self.work():
                continue
            waiting = [moment for queue in self.queues.values() if (moment := queue.next_moment())]
            if not waiting or min(waiting) > end:
                return
            self.now = max(self.now, min(waiting))

    def work(self) -> bool:
        """Let every function take one batch of what is there; whether there was any."""
        worked = self.read_stream("relay_events")
        worked = self.read_stream("record_facts") or worked
        for queue, function in ((self.mails, "receive_mail"), (self.contacts, "receive_contacts"),
                                (self.inbound, "receive_inbound"),
                                (self.media, "fetch_media"), (self.render, "render_media"),
                                (self.outbound, "send_notification"),
                                (self.search, "index_search")):  # fmt: skip
            worked = self.poll(queue, function) or worked
        return worked

    def poll(self, queue: VirtualQueue, function: str) -> bool:
        """Hand a function one batch of its queue; whether there was one."""
        taken = queue.receive(self.now)
        if not taken:
            return False
        arn = f"arn:aws:sqs:{REGION}:123456789012:{queue.url.rsplit('/', 1)[-1]}"
        event = {"Records": [message.record(arn) for message in taken]}
        self.faults.worker = function
        try:
            answer = self.run(function, event)
            failed = {entry["itemIdentifier"] for entry in answer["batchItemFailures"]}
        except Exception:
            failed = {message.id for message in taken}
        except WorkerKilled:
            return True  # nobody says what was done: all of it comes again when it is visible
        finally:
            self.faults.worker = ""
        queue.finish(taken, failed)
        return True

    def read_stream(self, function: str) -> bool:
        """One batch of the table's stream; a failed one is delivered again."""
        position = self.positions[function]
        batch = self.stream()[position : position + 100]
        if not batch:
            return False
        found = [record for record in batch if any(matches(pattern, record) for pattern in stream_filters()[function])]
        if found:
            try:
                self.run(function, {"Records": found})
            except Exception:
                self.now += RETRY_STREAM
                return True
        self.positions[function] = position + len(batch)
        return True

    def stream(self) -> list[dict[str, Any]]:
        """Every record of the table's stream so far."""
        from moto.dynamodb.models import dynamodb_backends

        items = dynamodb_backends["123456789012"][REGION].tables[TABLE].stream_shard.items
        self.streamed += [item.to_json() for item in items[len(self.streamed) :]]
        return self.streamed

    def pretend_runs(self, at: datetime) -> None:
        """As if the schedules had run until this moment and found nothing."""
        counting, self.counting = self.counting, False
        for run in ("escalate_overdue", "dispatch_surveys"):
            TableTimers().write_mark(run, at)
        self.counting = counting

    def run_schedules(self, attempts: int = 4) -> None:
        """One run of each schedule for this moment; a failed one is delivered again."""
        for function in ("escalate_overdue", "dispatch_surveys"):
            moment = self.now.isoformat()
            for _ in range(attempts):
                try:
                    self.run(function, {"scheduled_time": moment})
                    break
                except Exception:
                    self.now += timedelta(seconds=60)


def _keys(partition: str, sort: str) -> list[dict[str, str]]:
    return [{"AttributeName": partition, "KeyType": "HASH"}, {"AttributeName": sort, "KeyType": "RANGE"}]
