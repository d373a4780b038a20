"""boto3 clients of the local cloud, or of AWS, all of one session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sqs import SQSClient

# A cold function on a busy small machine; boto3's own 60 s would repeat an invocation that still runs.
CONFIG = Config(read_timeout=300, retries={"total_max_attempts": 1}, s3={"addressing_style": "path"})


class Clients:
    """Made when they are first asked for. The local cloud's root acts there; on AWS, without an address, the caller."""

    def __init__(self, endpoint_url: str, region: str) -> None:
        self.endpoint_url = endpoint_url
        self._url = endpoint_url or None
        self.session = boto3.Session("test", "test", region_name=region) if endpoint_url else boto3.Session(
            region_name=region or None)  # fmt: skip

    @property
    def cloudformation(self) -> CloudFormationClient:
        return self.session.client("cloudformation", endpoint_url=self._url, config=CONFIG)

    @property
    def cognito(self) -> CognitoIdentityProviderClient:
        return self.session.client("cognito-idp", endpoint_url=self._url, config=CONFIG)

    @property
    def dynamodb(self) -> DynamoDBClient:
        return self.session.client("dynamodb", endpoint_url=self._url, config=CONFIG)

    @property
    def streams(self) -> DynamoDBStreamsClient:
        return self.session.client("dynamodbstreams", endpoint_url=self._url, config=CONFIG)

    @property
    def functions(self) -> LambdaClient:
        return self.session.client("lambda", endpoint_url=self._url, config=CONFIG)

    @property
    def iam(self) -> Any:
        return self.session.client("iam", endpoint_url=self.endpoint_url, config=CONFIG)

    @property
    def s3(self) -> S3Client:
        return self.session.client("s3", endpoint_url=self._url, config=CONFIG)

    @property
    def secrets(self) -> SecretsManagerClient:
        return self.session.client("secretsmanager", endpoint_url=self._url, config=CONFIG)

    @property
    def mail(self) -> SESV2Client:
        return self.session.client("sesv2", endpoint_url=self._url, config=CONFIG)

    @property
    def sqs(self) -> SQSClient:
        return self.session.client("sqs", endpoint_url=self._url, config=CONFIG)
