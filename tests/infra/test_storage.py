"""What is kept: encrypted, private, restorable, and not deleted with the stack."""

from __future__ import annotations

import pytest

from nabiz.services import receive_upload
from nabiz.storage.records import Record
from tests.infra.stack import Stack, target

KEPT = ("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::Cognito::UserPool", "AWS::SecretsManager::Secret")


def test_the_table_can_be_restored_and_tells_its_changes(stack: Stack) -> None:
    (table,) = stack.of_type("AWS::DynamoDB::Table").values()

    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["SSESpecification"] == {"SSEEnabled": True}
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}


def test_the_indexes_are_those_that_the_records_query(stack: Stack) -> None:
    (table,) = stack.of_type("AWS::DynamoDB::Table").values()
    built = {index["IndexName"]: (index["KeySchema"], index["Projection"]) for index in table["GlobalSecondaryIndexes"]}

    declared = [index._get_schema() for index in Record._indexes.values()]

    assert built == {index["index_name"]: (index["key_schema"], index["projection"]) for index in declared}


def test_every_index_shows_what_a_record_is(stack: Stack) -> None:
    (table,) = stack.of_type("AWS::DynamoDB::Table").values()

    for index in table["GlobalSecondaryIndexes"]:
        projection = index["Projection"]
        # Without its discriminator PynamoDB drops an item silently.
        assert projection["ProjectionType"] == "ALL" or "type" in projection["NonKeyAttributes"]


@pytest.mark.parametrize("kind", KEPT)
def test_data_outlives_the_stack(stack: Stack, kind: str) -> None:
    kept = [resource for resource in stack.resources.values() if resource["Type"] == kind]

    assert kept
    assert all(resource["DeletionPolicy"] == resource["UpdateReplacePolicy"] == "Retain" for resource in kept)


def test_buckets_are_private_and_encrypted(stack: Stack) -> None:
    buckets = stack.of_type("AWS::S3::Bucket")

    assert buckets.keys() == {"MediaBucket", "FactsBucket", "WebBucket", "MailBucket"}
    for bucket in buckets.values():
        assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
        assert bucket["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
        assert bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert "AbortIncompleteMultipartUpload" in bucket["LifecycleConfiguration"]["Rules"][0]


def test_buckets_refuse_plain_http(stack: Stack) -> None:
    policies = stack.of_type("AWS::S3::BucketPolicy")

    assert {target(policy["Bucket"]) for policy in policies.values()} == stack.of_type("AWS::S3::Bucket").keys()
    for policy in policies.values():
        statement = policy["PolicyDocument"]["Statement"][0]
        assert statement["Effect"] == "Deny"
        assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_unclaimed_uploads_go_and_stored_media_stay(stack: Stack) -> None:
    rules = stack.of_type("AWS::S3::Bucket")["MediaBucket"]["LifecycleConfiguration"]["Rules"]
    expiring = {rule["Prefix"]: rule["ExpirationInDays"] for rule in rules if "ExpirationInDays" in rule}

    assert expiring == {"uploads/": 2, "inbound/": 15}


def test_the_secret_makes_its_own_link_key_and_knows_no_other(stack: Stack) -> None:
    (secret,) = stack.of_type("AWS::SecretsManager::Secret").values()

    assert secret["GenerateSecretString"]["GenerateStringKey"] == "link_key"
    assert secret["GenerateSecretString"]["PasswordLength"] >= 64
    assert "SecretString" not in secret


def test_only_our_own_pages_bring_files_and_read_what_the_bucket_answers(stack: Stack) -> None:
    (rule,) = stack.of_type("AWS::S3::Bucket")["MediaBucket"]["CorsConfiguration"]["CorsRules"]

    origins = [str(origin) for origin in rule["AllowedOrigins"]]
    assert len(origins) == 2
    assert "PublicUrl" in origins[0]
    assert "ConsoleUrl" in origins[1]
    assert rule["AllowedMethods"] == ["POST", "PUT", "GET"]
    assert rule["ExposedHeaders"] == ["ETag"]


def test_parts_that_nobody_puts_together_go_after_a_day(stack: Stack) -> None:
    rules = stack.of_type("AWS::S3::Bucket")["MediaBucket"]["LifecycleConfiguration"]["Rules"]

    aborting = [rule for rule in rules if "AbortIncompleteMultipartUpload" in rule]
    assert [rule["AbortIncompleteMultipartUpload"]["DaysAfterInitiation"] for rule in aborting] == [
        receive_upload.KEPT.days
    ]
    assert "Prefix" not in aborting[0]
