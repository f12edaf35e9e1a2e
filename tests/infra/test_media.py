"""The bucket: private, encrypted, forgetful about clips, and heard when one arrives."""

from __future__ import annotations

import pytest

from tests.infra.synthesis import Json, Resource, Template


@pytest.fixture
def media(data: Template) -> Resource:
    (bucket,) = [one for one in data.all("S3::Bucket") if one.logical_id == "MediaA721A567"]
    return bucket


@pytest.mark.parametrize("logical_id", ["MediaA721A567", "MediaLogsDFEF5B5E"])
def test_no_bucket_is_public_or_plain(data: Template, logical_id: str) -> None:
    (bucket,) = [one for one in data.all("S3::Bucket") if one.logical_id == logical_id]
    assert bucket.properties["PublicAccessBlockConfiguration"] == {
        "BlockPublicAcls": True,
        "BlockPublicPolicy": True,
        "IgnorePublicAcls": True,
        "RestrictPublicBuckets": True,
    }
    (rule,) = bucket.properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"
    assert bucket.deletion_policy == "Retain"


@pytest.mark.parametrize("logical_id", ["MediaA721A567", "MediaLogsDFEF5B5E"])
def test_a_bucket_is_reached_by_tls_only(data: Template, logical_id: str) -> None:
    (policy,) = [
        one.properties["PolicyDocument"]
        for one in data.all("S3::BucketPolicy")
        if one.properties["Bucket"] == {"Ref": logical_id}
    ]
    denied: list[Json] = [one for one in policy["Statement"] if one["Effect"] == "Deny"]
    assert {"Bool": {"aws:SecureTransport": "false"}} in [one["Condition"] for one in denied]
    assert {"NumericLessThan": {"s3:TlsVersion": 1.2}} in [one["Condition"] for one in denied]


def test_clips_are_forgotten_and_poses_are_kept(media: Resource) -> None:
    rules = {one["Id"]: one for one in media.properties["LifecycleConfiguration"]["Rules"]}
    expiring = {one["Prefix"] for one in rules.values() if "ExpirationInDays" in one}
    assert expiring == {"analyses/", "exports/", "pictures/", "segments/", "videos/"}
    assert rules["drop-segments"]["ExpirationInDays"] == 1
    assert rules["forget-pictures"]["ExpirationInDays"] == 1
    assert rules["forget-clips"]["ExpirationInDays"] == 7
    assert rules["forget-analyses"]["ExpirationInDays"] == 400
    assert rules["drop-half-uploads"]["AbortIncompleteMultipartUpload"]["DaysAfterInitiation"] == 1


def test_pages_of_ours_may_upload_and_nobody_elses(media: Resource) -> None:
    (rule,) = media.properties["CorsConfiguration"]["CorsRules"]
    assert set(rule["AllowedMethods"]) == {"GET", "POST", "PUT"}
    assert rule["AllowedOrigins"] == ["https://idance.example"]


def test_uploads_are_told_to_eventbridge(media: Resource) -> None:
    told = media.properties["NotificationConfiguration"]
    assert told == {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}


def test_access_is_logged_elsewhere(media: Resource) -> None:
    logged = media.properties["LoggingConfiguration"]
    assert logged["DestinationBucketName"] == {"Ref": "MediaLogsDFEF5B5E"}
