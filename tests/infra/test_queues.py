"""Queues and rules: nothing is lost without a trace, nothing is handled twice for want of time."""

from __future__ import annotations

import json
from collections import defaultdict

from tests.infra.stack import Stack, listed, target

FOURTEEN_DAYS = 14 * 24 * 3600


def dead_letter_queues(stack: Stack) -> set[str]:
    return {name for name, queue in stack.of_type("AWS::SQS::Queue").items() if "RedrivePolicy" not in queue}


def test_every_queue_that_is_read_has_dead_letters(stack: Stack) -> None:
    queues = stack.of_type("AWS::SQS::Queue")
    read = {target(source["Queue"]) for _, source in stack.sources("SQS")}

    assert read == queues.keys() - dead_letter_queues(stack)
    for name in read:
        dead = target(queues[name]["RedrivePolicy"]["deadLetterTargetArn"])
        assert queues[dead].get("FifoQueue", False) == queues[name].get("FifoQueue", False)


def test_messages_stay_hidden_for_six_timeouts(stack: Stack) -> None:
    queues = stack.of_type("AWS::SQS::Queue")

    for function, source in stack.sources("SQS"):
        assert queues[target(source["Queue"])]["VisibilityTimeout"] >= 6 * stack.timeout(function)


def test_dead_letters_wait_for_two_weeks(stack: Stack) -> None:
    queues = stack.of_type("AWS::SQS::Queue")
    dead = dead_letter_queues(stack)

    assert dead == {
        "InboundDeadQueue",
        "MailDeadQueue",
        "ContactsDeadQueue",
        "MediaDeadQueue",
        "RenderDeadQueue",
        "OutboundDeadQueue",
        "SearchDeadQueue",
        "FailuresQueue",
    }
    assert {queues[name]["MessageRetentionPeriod"] for name in dead} == {FOURTEEN_DAYS}


def test_queues_are_encrypted(stack: Stack) -> None:
    assert all(queue["SqsManagedSseEnabled"] is True for queue in stack.of_type("AWS::SQS::Queue").values())


def test_a_citizens_messages_are_handled_in_order_and_once(stack: Stack) -> None:
    inbound = stack.of_type("AWS::SQS::Queue")["InboundQueue"]

    assert inbound["FifoQueue"] is True
    assert inbound["ContentBasedDeduplication"] is False  # the provider's id, not the text, says what is the same
    assert (inbound["DeduplicationScope"], inbound["FifoThroughputLimit"]) == ("messageGroup", "perMessageGroupId")
    assert inbound["RedrivePolicy"]["maxReceiveCount"] >= 10  # a failed message counts its innocent followers too


def test_rules_carry_our_events_and_put_failures_aside(stack: Stack) -> None:
    rules = {name: rule for name, rule in stack.of_type("AWS::Events::Rule").items() if "EventBusName" in rule}

    destinations = {name: [target(to["Arn"]) for to in rule["Targets"]] for name, rule in rules.items()}
    assert destinations == {
        "OutboundEvents": ["OutboundQueue"],
        "MediaJobs": ["MediaQueue"],
        "SearchEvents": ["SearchQueue"],
    }
    for rule in rules.values():
        assert rule["EventPattern"]["source"] == ["nabiz"]
        assert target(rule["EventBusName"]) == "Bus"
        assert all(target(to["DeadLetterConfig"]["Arn"]) == "FailuresQueue" for to in rule["Targets"])


def test_only_rules_and_the_topic_of_mail_may_deliver(stack: Stack) -> None:
    rules = stack.of_type("AWS::Events::Rule")
    meant = {name: {target(one["Arn"]) for one in rule["Targets"]} | {"FailuresQueue"} for name, rule in rules.items()}
    meant["MailEvents"] = {"MailQueue", "FailuresQueue"}
    meant["SmsEvents"] = {"MailQueue", "FailuresQueue"}
    allowed: dict[str, set[str]] = defaultdict(set)
    services = {}

    for policy in stack.of_type("AWS::SQS::QueuePolicy").values():
        for statement in policy["PolicyDocument"]["Statement"]:
            assert listed(statement["Action"]) == ["sqs:SendMessage"]
            source = target(statement["Condition"]["ArnEquals"]["aws:SourceArn"])
            allowed[source] |= {target(resource) for resource in listed(statement["Resource"])}
            services[source] = statement["Principal"]["Service"]

    assert allowed == meant
    assert services == {**dict.fromkeys(rules, "events.amazonaws.com"), "MailEvents": "sns.amazonaws.com",
                        "SmsEvents": "sns.amazonaws.com"}  # fmt: skip


def test_schedules_keep_istanbuls_time_and_put_failures_aside(stack: Stack) -> None:
    schedules = stack.of_type("AWS::Scheduler::Schedule")
    started = {target(schedule["Target"]["Arn"]): schedule for schedule in schedules.values()}

    assert started.keys() == {"EscalateOverdue", "DispatchSurveys", "AskProviders", "CloseDeskDay"}
    assert started["EscalateOverdue"]["ScheduleExpression"] == "rate(1 minute)"  # no rung is more than two minutes late
    assert started["DispatchSurveys"]["ScheduleExpression"] == "cron(0/15 9-20 * * ? *)"
    for schedule in schedules.values():
        assert schedule["ScheduleExpressionTimezone"] == "Europe/Istanbul"
        assert target(schedule["Target"]["DeadLetterConfig"]["Arn"]) == "FailuresQueue"
        assert schedule["Target"]["RetryPolicy"]["MaximumRetryAttempts"] >= 1
        assert json.loads(schedule["Target"]["Input"]) == {"scheduled_time": "<aws.scheduler.scheduled-time>"}
