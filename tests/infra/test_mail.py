"""E-mail: what SES may write and where, what it tells of, and who may read what citizens sent."""

from __future__ import annotations

import pytest

from tests.infra.stack import Stack, listed, target
from tests.infra.test_permissions import holders

MAILS = "mail/"


def test_ses_may_put_mails_and_nothing_else(stack: Stack) -> None:
    _, put = stack.resources["MailBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]

    assert (put["Principal"], listed(put["Action"])) == ({"Service": "ses.amazonaws.com"}, ["s3:PutObject"])
    assert put["Resource"] == {"Fn::Sub": "${MailBucket.Arn}/mail/*"}
    assert put["Condition"]["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    assert "receipt-rule-set/" in str(put["Condition"]["ArnLike"])


def test_every_mail_to_the_domain_is_scanned_and_stored(stack: Stack) -> None:
    (rule,) = stack.of_type("AWS::SES::ReceiptRule").values()
    (action,) = rule["Rule"]["Actions"]

    assert rule["Rule"]["Enabled"] is rule["Rule"]["ScanEnabled"] is True
    assert rule["Rule"]["Recipients"] == [{"Ref": "MailDomain"}]
    assert action == {"S3Action": {"BucketName": {"Ref": "MailBucket"}, "ObjectKeyPrefix": MAILS}}


def test_the_rule_waits_until_ses_may_write(stack: Stack) -> None:
    assert stack.resources["MailToBucket"]["DependsOn"] == "MailBucketPolicy"


def test_stored_mails_go_after_ninety_days(stack: Stack) -> None:
    rules = stack.of_type("AWS::S3::Bucket")["MailBucket"]["LifecycleConfiguration"]["Rules"]

    assert {rule["Prefix"]: rule["ExpirationInDays"] for rule in rules if "Prefix" in rule} == {MAILS: 90}


def test_what_arrives_reaches_the_queue_of_mail(stack: Stack) -> None:
    arrived = stack.of_type("AWS::Events::Rule")["MailArrived"]
    bucket = stack.of_type("AWS::S3::Bucket")["MailBucket"]

    assert bucket["NotificationConfiguration"] == {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}
    assert arrived["EventPattern"]["source"] == ["aws.s3"]
    assert arrived["EventPattern"]["detail"]["bucket"] == {"name": [{"Ref": "MailBucket"}]}
    assert [target(to["Arn"]) for to in arrived["Targets"]] == ["MailQueue"]
    assert [target(to["DeadLetterConfig"]["Arn"]) for to in arrived["Targets"]] == ["FailuresQueue"]


def test_ses_tells_of_deliveries_bounces_and_complaints(stack: Stack) -> None:
    (events,) = stack.of_type("AWS::SES::ConfigurationSetEventDestination").values()
    subscription = stack.of_type("AWS::SNS::Subscription")["MailEventsToQueue"]
    variables = stack.template["Globals"]["Function"]["Environment"]["Variables"]

    assert events["ConfigurationSetName"] == variables["NABIZ_MAIL_CONFIGURATION_SET"] == {"Ref": "MailSet"}
    assert set(events["EventDestination"]["MatchingEventTypes"]) == {"delivery", "bounce", "complaint", "reject"}
    assert target(events["EventDestination"]["SnsDestination"]["TopicARN"]) == "MailEvents"
    assert (target(subscription["TopicArn"]), target(subscription["Endpoint"])) == ("MailEvents", "MailQueue")
    assert subscription["RawMessageDelivery"] is True


def test_the_sms_service_tells_the_same_queue_where_it_is_chosen(stack: Stack) -> None:
    chosen = stack.of_type("AWS::SMSVOICE::ConfigurationSet")["SmsSet"]
    (destination,) = chosen["EventDestinations"]
    subscription = stack.of_type("AWS::SNS::Subscription")["SmsEventsToQueue"]

    assert stack.resources["SmsSet"]["Condition"] == "AwsSms"
    assert destination["MatchingEventTypes"] == ["TEXT_ALL"]
    assert target(destination["SnsDestination"]["TopicArn"]) == target(subscription["TopicArn"]) == "SmsEvents"
    assert target(subscription["Endpoint"]) == "MailQueue"


@pytest.mark.parametrize(("topic", "service"), [("MailEvents", "ses"), ("SmsEvents", "sms-voice")])
def test_a_service_of_this_account_alone_may_tell(stack: Stack, topic: str, service: str) -> None:
    (statement,) = stack.of_type("AWS::SNS::TopicPolicy")[f"{topic}Policy"]["PolicyDocument"]["Statement"]

    assert statement["Principal"] == {"Service": f"{service}.amazonaws.com"}
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}


def test_mails_are_read_by_who_understands_them_and_changed_by_nobody(stack: Stack) -> None:
    reading = {name for name, things in holders(stack, "s3:GetObject").items() if "MailBucket" in things}
    writing = {name for name, things in holders(stack, "s3:PutObject").items() if "MailBucket" in things}

    assert reading == {"ReceiveMail", "ReceiveInbound", "FetchMedia"}
    assert not writing


def test_who_sorts_mail_touches_neither_tickets_nor_secrets(stack: Stack) -> None:
    for action in ("dynamodb:GetItem", "dynamodb:PutItem", "secretsmanager:GetSecretValue"):
        assert "ReceiveMail" not in holders(stack, action)
