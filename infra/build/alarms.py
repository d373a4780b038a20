"""Alarms: when a person has to look. One table of cases, spelled out for every function and queue."""

from __future__ import annotations

from typing import Any

from infra.build.companions import API, SCHEDULED, STREAM_READERS
from infra.build.templates import Template

DEAD_LETTERS = (
    "InboundDeadQueue",
    "MediaDeadQueue",
    "RenderDeadQueue",
    "OutboundDeadQueue",
    "SearchDeadQueue",
    "MailDeadQueue",
    "ContactsDeadQueue",
    "FailuresQueue",
)
# Seconds that the oldest message may wait. A citizen expects an answer at once; a photograph may be retried.
OLDEST = {
    "InboundQueue": 300,
    "OutboundQueue": 600,
    "SearchQueue": 900,
    "MediaQueue": 1800,
    "RenderQueue": 1800,
    "MailQueue": 300,
    "ContactsQueue": 60,
}  # what rings must be shown while it rings
STREAM_LAG = 60_000  # milliseconds between a change and its event


def alarms(functions: list[str]) -> Template:
    """Alarms of the functions with these logical ids, of the queues and of the API, and the topic they go to."""
    resources: Template = {
        "AlarmTopic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "Nabız"}},
        "AlarmMailSubscription": {
            "Type": "AWS::SNS::Subscription",
            "Condition": "TellsByMail",
            "Properties": {"TopicArn": {"Ref": "AlarmTopic"}, "Protocol": "email", "Endpoint": {"Ref": "AlarmMail"}},
        },
    }
    for queue in DEAD_LETTERS:
        resources[f"{queue}Alarm"] = _queue_alarm(queue, "ApproximateNumberOfMessagesVisible", above=0)
    for queue, seconds in OLDEST.items():
        resources[f"{queue}AgeAlarm"] = _queue_alarm(queue, "ApproximateAgeOfOldestMessage", above=seconds)
    for function in functions:
        resources[f"{function}ErrorAlarm"] = _function_alarm(function, "Errors", above=0)
        resources[f"{function}ThrottleAlarm"] = _function_alarm(function, "Throttles", above=0)
    for function in STREAM_READERS:
        resources[f"{function}LagAlarm"] = _function_alarm(
            function, "IteratorAge", above=STREAM_LAG, statistic="Maximum"
        )
    for function, seconds in SCHEDULED.items():
        resources[f"{function}SilenceAlarm"] = _silence_alarm(function, seconds)
    resources[f"{API}FaultAlarm"] = _alarm(
        "The API answers with server errors",
        "AWS/ApiGateway",
        "5XXError",
        {"ApiName": {"Ref": "AWS::StackName"}},
        above=0,
    )
    return {"Resources": resources}


def _queue_alarm(queue: str, metric: str, *, above: int) -> Template:
    description = {
        "ApproximateNumberOfMessagesVisible": f"{queue} holds what nobody could handle: nabiz dead-letters",
        "ApproximateAgeOfOldestMessage": f"{queue} is not read fast enough",
    }[metric]
    dimensions = {"QueueName": {"Fn::GetAtt": [queue, "QueueName"]}}
    return _alarm(description, "AWS/SQS", metric, dimensions, above=above, statistic="Maximum")


def _function_alarm(function: str, metric: str, *, above: int, statistic: str = "Sum") -> Template:
    dimensions = {"FunctionName": {"Ref": function}}
    return _alarm(
        f"{function}: {metric} above {above}", "AWS/Lambda", metric, dimensions, above=above, statistic=statistic
    )


def _silence_alarm(function: str, seconds: int) -> Template:
    alarm = _alarm(
        f"{function} was not started by its schedule",
        "AWS/Lambda",
        "Invocations",
        {"FunctionName": {"Ref": function}},
        above=0,
        period=seconds,
    )
    alarm["Properties"].update(Threshold=1, ComparisonOperator="LessThanThreshold", TreatMissingData="breaching")
    return alarm


def _alarm(
    description: str,
    namespace: str,
    metric: str,
    dimensions: dict[str, Any],
    *,
    above: int,
    statistic: str = "Sum",
    period: int = 300,
) -> Template:
    return {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "AlarmDescription": description,
            "Namespace": namespace,
            "MetricName": metric,
            "Dimensions": [{"Name": name, "Value": value} for name, value in dimensions.items()],
            "Statistic": statistic,
            "Period": period,
            "EvaluationPeriods": 1,
            "Threshold": above,
            "ComparisonOperator": "GreaterThanThreshold",
            "TreatMissingData": "notBreaching",
            "AlarmActions": [{"Ref": "AlarmTopic"}],
        },
    }
