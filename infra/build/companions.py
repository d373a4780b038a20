"""What every function has beside its code: a role of its own, a log group, an output with its name, alarms."""

from __future__ import annotations

from typing import Any

from infra.build.templates import Template

API = "APIHandler"  # the name that Chalice gives
SCHEDULED = {
    "EscalateOverdue": 300,
    "DispatchSurveys": 86400,
    "AskProviders": 1800,
    "CloseDeskDay": 86400,
}  # seconds after which silence is an alarm
STREAM_READERS = ("RelayEvents", "RecordFacts")


def companions(functions: list[str], grants: dict[str, list[dict[str, Any]]]) -> Template:
    """Resources and outputs for the functions with these logical ids.

    Args:
        grants: what each may do, from infra/permissions.yaml.

    Raises:
        ValueError: a function has no grants, or grants name no function.
    """
    unmatched = sorted(set(functions) ^ grants.keys())
    if unmatched:
        raise ValueError(f"infra/permissions.yaml and the template disagree about {', '.join(unmatched)}")
    resources: Template = {}
    outputs: Template = {}
    for function in functions:
        resources[f"{function}Log"] = _log_group(function)
        resources[f"{function}Role"] = _role(function, grants[function])
        if function != API:
            outputs[f"{function}Name"] = {"Value": {"Ref": function}}
    return {"Resources": resources, "Outputs": outputs}


def attach(function: str, definition: Template) -> None:
    """Point a function to its companions."""
    properties = definition["Properties"]
    properties["Role"] = {"Fn::GetAtt": [f"{function}Role", "Arn"]}
    properties["LoggingConfig"] = {"LogGroup": {"Ref": f"{function}Log"}, "LogFormat": "JSON"}


def _log_group(function: str) -> Template:
    return {
        "Type": "AWS::Logs::LogGroup",
        "Properties": {
            "LogGroupName": {"Fn::Sub": f"/${{AWS::StackName}}/{function}"},
            "RetentionInDays": {"Ref": "LogRetentionDays"},
        },
    }


def _role(function: str, grants: list[dict[str, Any]]) -> Template:
    write_log = {
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": [{"Fn::GetAtt": [f"{function}Log", "Arn"]}],
    }
    allowed = [{"Effect": "Allow", "Action": grant["actions"], "Resource": grant["resources"]} for grant in grants]
    wildcards = [grant["why"] for grant in grants if is_wild(grant["resources"])]
    return {
        "Type": "AWS::IAM::Role",
        **({"Metadata": {"Wildcards": "; ".join(wildcards)}} if wildcards else {}),
        "Properties": {
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "lambda.amazonaws.com"},
                        "Action": "sts:AssumeRole",
                    }
                ],
            },
            "Policies": [
                {
                    "PolicyName": "own",
                    "PolicyDocument": {"Version": "2012-10-17", "Statement": [write_log, *allowed]},
                }
            ],
        },
    }


def is_wild(resources: Any) -> bool:
    """Whether a policy's resources are, or under some condition may be, everything."""
    if isinstance(resources, list):
        return any(map(is_wild, resources))
    if isinstance(resources, dict):
        return is_wild(resources.get("Fn::If", []))
    return bool(resources == "*")
