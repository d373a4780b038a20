"""Alarms: whatever may go wrong without anybody waiting for it tells somebody."""

from __future__ import annotations

from tests.infra.stack import Stack, target
from tests.infra.test_queues import dead_letter_queues


def watched(stack: Stack, metric: str) -> set[str]:
    """Logical ids of what alarms on this metric watch."""
    found = set()
    for alarm in stack.of_type("AWS::CloudWatch::Alarm").values():
        if alarm["MetricName"] == metric:
            found |= {target(dimension["Value"]) for dimension in alarm["Dimensions"]}
    return found


def test_every_dead_letter_sounds(stack: Stack) -> None:
    assert watched(stack, "ApproximateNumberOfMessagesVisible") == dead_letter_queues(stack)


def test_every_queue_that_is_not_read_sounds(stack: Stack) -> None:
    assert watched(stack, "ApproximateAgeOfOldestMessage") == {target(s["Queue"]) for _, s in stack.sources("SQS")}


def test_every_function_sounds_on_errors_and_throttles(stack: Stack) -> None:
    assert watched(stack, "Errors") == watched(stack, "Throttles") == set(stack.functions)


def test_streams_that_lag_sound(stack: Stack) -> None:
    assert watched(stack, "IteratorAge") == {name for name, _ in stack.sources("DynamoDB")}


def test_a_schedule_that_falls_silent_sounds(stack: Stack) -> None:
    silent = [a for a in stack.of_type("AWS::CloudWatch::Alarm").values() if a["MetricName"] == "Invocations"]
    schedules = stack.of_type("AWS::Scheduler::Schedule").values()

    assert watched(stack, "Invocations") == {target(schedule["Target"]["Arn"]) for schedule in schedules}
    assert all(alarm["TreatMissingData"] == "breaching" for alarm in silent)
    assert all((a["ComparisonOperator"], a["Threshold"]) == ("LessThanThreshold", 1) for a in silent)


def test_an_escalation_that_stops_is_heard_of_within_five_minutes(stack: Stack) -> None:
    (alarm,) = [
        one for name, one in stack.of_type("AWS::CloudWatch::Alarm").items() if name == "EscalateOverdueSilenceAlarm"
    ]

    assert alarm["Period"] * alarm["EvaluationPeriods"] <= 300


def test_server_errors_of_the_api_sound(stack: Stack) -> None:
    assert (
        watched(stack, "5XXError") == {"AWS::StackName"} == {target(stack.resources["RestAPI"]["Properties"]["Name"])}
    )


def test_every_alarm_tells_the_topic(stack: Stack) -> None:
    for alarm in stack.of_type("AWS::CloudWatch::Alarm").values():
        assert [target(action) for action in alarm["AlarmActions"]] == ["AlarmTopic"]
