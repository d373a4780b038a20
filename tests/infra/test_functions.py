"""Functions: each with its own log, role and environment; what fails asynchronously ends up somewhere."""

from __future__ import annotations

import sys
from pathlib import Path

from infra.build.templates import Template
from nabiz.settings import ENVIRONMENT
from tests.infra.conftest import ROOT
from tests.infra.stack import Stack, target

API = "APIHandler"


def test_every_function_writes_to_its_own_log_group_with_retention(stack: Stack) -> None:
    groups = stack.of_type("AWS::Logs::LogGroup")
    used = {name: target(function["LoggingConfig"]["LogGroup"]) for name, function in stack.functions.items()}

    assert sorted(used.values()) == sorted(groups)
    assert all(group["RetentionInDays"] == {"Ref": "LogRetentionDays"} for group in groups.values())


def test_every_function_has_a_role_of_its_own(stack: Stack) -> None:
    roles = [target(function["Role"]) for function in stack.functions.values()]

    assert len(set(roles)) == len(roles)
    assert set(roles) <= stack.of_type("AWS::IAM::Role").keys()
    assert not any("Policies" in function for function in stack.functions.values())  # SAM ignores them beside a role


def test_the_environment_is_what_settings_read(stack: Stack) -> None:
    everywhere = stack.template["Globals"]["Function"]["Environment"]["Variables"]

    assert {name for name in everywhere if name.startswith("NABIZ_")} == set(ENVIRONMENT.values())
    assert not any("Environment" in function for function in stack.functions.values())


def test_every_function_in_the_house_is_in_the_template(stack: Stack) -> None:
    folders = {path.parent.name for path in (ROOT / "functions").glob("*/handler.py")} | {"api"}
    named = {Path(function["CodeUri"]).name for function in stack.functions.values()}

    assert named == folders
    assert all(function["CodeUri"].startswith("./functions/") for function in stack.functions.values())


def test_lambda_runs_python_313_on_arm(stack: Stack) -> None:
    parameters = stack.template["Parameters"]
    every = [stack.template["Globals"]["Function"], stack.functions[API]]

    assert (parameters["Runtime"]["Default"], parameters["Architecture"]["Default"]) == ("python3.13", "arm64")
    assert all(one["Runtime"] == {"Ref": "Runtime"} for one in every)
    assert all(one["Architectures"] == [{"Ref": "Architecture"}] for one in every)


def test_the_local_template_differs_in_two_defaults_only(template: Template, local_template: Template) -> None:
    local, there = local_template["Parameters"], template["Parameters"]

    assert local["Runtime"]["Default"] == f"python{sys.version_info.major}.{sys.version_info.minor}"
    same = {name: {**value, "Default": there[name].get("Default")} for name, value in local.items()}
    assert {**local_template, "Parameters": same} == template


def test_queue_readers_answer_for_single_messages(stack: Stack) -> None:
    sources = dict(stack.sources("SQS"))

    assert sources.keys() == {
        "ReceiveMail",
        "ReceiveContacts",
        "ReceiveInbound",
        "FetchMedia",
        "RenderMedia",
        "SendNotification",
        "IndexSearch",
    }
    assert all(source["FunctionResponseTypes"] == ["ReportBatchItemFailures"] for source in sources.values())
    assert {name: source["BatchSize"] for name, source in sources.items()} == {
        "ReceiveMail": 10,
        "ReceiveContacts": 10,
        "ReceiveInbound": 10,
        "FetchMedia": 5,
        "RenderMedia": 1,
        "SendNotification": 10,
        "IndexSearch": 10,
    }


def test_stream_readers_divide_retry_and_put_aside(stack: Stack) -> None:
    sources = dict(stack.sources("DynamoDB"))

    assert sources.keys() == {"RelayEvents", "RecordFacts"}  # two at most: a third is throttled
    for source in sources.values():
        assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert source["BisectBatchOnFunctionError"] is True
        assert 0 < source["MaximumRetryAttempts"] <= 10
        assert source["MaximumRecordAgeInSeconds"] == 3600
        assert source["StartingPosition"] == "TRIM_HORIZON"  # a new deployment loses no event
        assert target(source["DestinationConfig"]["OnFailure"]["Destination"]) == "FailuresQueue"
        assert "INSERT" in source["FilterCriteria"]["Filters"][0]["Pattern"]


def test_every_function_that_nobody_waits_for_has_a_failure_destination(stack: Stack) -> None:
    read_from_queues = {name for name, _ in stack.sources("SQS")}  # their queues have dead letters: test_queues.py
    read_from_streams = {name for name, _ in stack.sources("DynamoDB")}
    asynchronous = stack.functions.keys() - {API} - read_from_queues - read_from_streams

    assert asynchronous == {"EscalateOverdue", "DispatchSurveys", "AskProviders", "CloseDeskDay"}
    for name in asynchronous:
        failed = stack.functions[name]["EventInvokeConfig"]["DestinationConfig"]["OnFailure"]
        assert (failed["Type"], target(failed["Destination"])) == ("SQS", "FailuresQueue")


def test_a_function_ends_before_its_caller_gives_up(stack: Stack) -> None:
    api_gateway_waits = 29  # seconds

    assert stack.timeout(API) < api_gateway_waits
    assert (
        stack.timeout("EscalateOverdue") < 300
    )  # a run that takes longer overlaps the next ones, which each do what is left
