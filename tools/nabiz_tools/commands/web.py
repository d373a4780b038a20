"""`nabiz web publish --stack NAME`: the built pages to a stack on AWS, with the caller's own credentials."""

from __future__ import annotations

import argparse

from nabiz_tools.paths import WEB_BUILT
from nabiz_tools.web.publish import publish


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    to_aws = actions.add_parser("publish", help="upload what `make web` built, with the stack's settings")
    to_aws.add_argument("--stack", required=True, help="name of the deployed stack")
    to_aws.add_argument("--region", help="default: the profile's")
    to_aws.add_argument("--profile", help="the profile of the AWS configuration")


def run(options: argparse.Namespace) -> int:
    import boto3

    session = boto3.Session(profile_name=options.profile, region_name=options.region)
    (stack,) = session.client("cloudformation").describe_stacks(StackName=options.stack)["Stacks"]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    count = publish(session.client("s3"), session.client("cloudfront"), WEB_BUILT, outputs)
    print(f"{count} files published to https://{outputs['WebHost']}/ and https://{outputs['WebHost']}/console/")
    return 0
