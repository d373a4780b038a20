"""A table with very many open tickets, brought in as AWS brings in a table: from files in a bucket."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from infra.build.templates import read_yaml
from nabiz.configuration import Configuration
from nabiz.domain.numbers import check_digit
from nabiz.domain.people import system
from nabiz.domain.ticket import Kind, Ticket
from nabiz.storage.convert import ticket_record
from nabiz_tools.aws import Clients
from nabiz_tools.client import wait_until

STORAGE = Path(__file__).parents[2] / "infra" / "template" / "storage.yaml"
BUCKET = "nabiz-test-import"
IMPORT_SECONDS = 240.0
TEXT = "116. Sokakta yaralı bir köpek var"
Item = dict[str, Any]


def create_table(clients: Clients, name: str, items: Iterator[Item]) -> None:
    """A table like the city's, filled by DynamoDB's own import. Raises ToolError when it takes too long."""
    s3, dynamodb = clients.s3, clients.dynamodb
    if BUCKET not in {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}:
        region: Any = {"LocationConstraint": clients.session.region_name}
        s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=region)
    lines = "\n".join(json.dumps({"Item": item}, ensure_ascii=False) for item in items)
    s3.put_object(Bucket=BUCKET, Key=f"{name}/items.json.gz", Body=gzip.compress(lines.encode(), compresslevel=1))
    described = read_yaml(STORAGE)["Resources"]["Table"]["Properties"]
    shape = {key: described[key] for key in ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")}
    started = dynamodb.import_table(
        S3BucketSource={"S3Bucket": BUCKET, "S3KeyPrefix": f"{name}/"},
        InputFormat="DYNAMODB_JSON",
        InputCompressionType="GZIP",
        TableCreationParameters={"TableName": name, "BillingMode": "PAY_PER_REQUEST", **shape},
    )
    arn = started["ImportTableDescription"]["ImportArn"]

    def done() -> dict[str, Any] | None:
        described: Any = dynamodb.describe_import(ImportArn=arn)["ImportTableDescription"]
        return described if described["ImportStatus"] != "IN_PROGRESS" else None

    finished = wait_until(done, IMPORT_SECONDS, "the import")
    assert finished["ImportStatus"] == "COMPLETED", finished


def tickets(configuration: Configuration, open: int, due: int, at: datetime) -> Iterator[Item]:
    """`open` tickets as they lie in the table; the first `due` of them wait for a rung since a few minutes before `at`.

    Each that is not due waits for its first rung at one of many hours to come.
    """
    terms = configuration.catalogue.terms("yarali-hayvan")
    waits = _first_wait(configuration, at)
    patterns = {
        offset: _pattern(configuration, terms, at - waits + offset)
        for offset in (timedelta(minutes=-3), *(timedelta(hours=hour) for hour in range(1, 73)))
    }
    later = [offset for offset in patterns if offset > timedelta()]
    for index in range(open):
        offset = timedelta(minutes=-3) if index < due else later[index % len(later)]
        yield _numbered(patterns[offset], index)


def _first_wait(configuration: Configuration, at: datetime) -> timedelta:
    ticket = _ticket(configuration, configuration.catalogue.terms("yarali-hayvan"), at)
    assert ticket.timer is not None
    return ticket.timer.at - at


def _ticket(configuration: Configuration, terms: Any, opened_at: datetime) -> Ticket:
    ticket = Ticket(
        "000000000", Kind.COMPLAINT, "web", TEXT, "citizen", opened_at, "system:seed", category="yarali-hayvan"
    )
    ticket.open(terms, configuration.rules, system("seed"))
    ticket.route("veteriner", configuration.rules, system("seed"), opened_at)
    return ticket


def _pattern(configuration: Configuration, terms: Any, opened_at: datetime) -> Item:
    pattern: Item = ticket_record(_ticket(configuration, terms, opened_at), "seed").to_dynamodb_dict()
    return pattern


def numbers(due: int) -> Iterator[str]:
    """Numbers of the tickets that wait for a rung."""
    return map(_number, range(due))


def _number(index: int) -> str:
    body = str(10_000_000 + index)
    return body + str(check_digit(body))


def _numbered(pattern: Item, index: int) -> Item:
    """The same ticket under a number of its own, in the shard of the timers that the number gives."""
    number = _number(index)
    item = {name: {kind: value.replace("000000000", number) if isinstance(value, str) else value
                   for kind, value in typed.items()} for name, typed in pattern.items()}  # fmt: skip
    item["clock_pk"] = {"S": pattern["clock_pk"]["S"].rsplit("#", 1)[0] + f"#{int(number) % 4}"}
    item["person_pk"] = {"S": f"P#citizen-{index % 50_000}"}
    item["citizen"] = {"S": f"citizen-{index % 50_000}"}
    return item
