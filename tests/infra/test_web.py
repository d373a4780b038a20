"""The pages on AWS: private behind CloudFront, with the headers and routes of the local front."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from infra.build.pages import ORIGINS
from infra.build.templates import Template
from nabiz_tools.local.seed import tile_origin
from nabiz_tools.web.headers import POLICY, read_headers
from tests.infra.conftest import ROOT
from tests.infra.stack import Stack


def sent_by(policy: Template) -> dict[str, Any]:
    """The headers that CloudFront writes for such a policy, by name."""
    security = policy["SecurityHeadersConfig"]
    transport = security["StrictTransportSecurity"]
    subdomains = "; includeSubDomains" if transport["IncludeSubdomains"] else ""
    return {
        POLICY: security["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"],
        "X-Content-Type-Options": "nosniff" if security["ContentTypeOptions"]["Override"] else "",
        "X-Frame-Options": security["FrameOptions"]["FrameOption"],
        "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
        "Strict-Transport-Security": f"max-age={transport['AccessControlMaxAgeSec']}{subdomains}",
        **{item["Header"]: item["Value"] for item in policy["CustomHeadersConfig"]["Items"]},
    }


def test_cloudfront_sends_the_headers_that_the_front_sends(stack: Stack) -> None:
    (policy,) = stack.of_type("AWS::CloudFront::ResponseHeadersPolicy").values()

    assert sent_by(policy["ResponseHeadersPolicyConfig"]) == read_headers().all(ORIGINS)


def test_no_script_runs_but_our_own() -> None:
    policy = read_headers().policy

    assert policy["script-src"] == ("'self'",)
    assert policy["default-src"] == ("'none'",)
    outside = {source for sources in policy.values() for source in sources if not source.startswith("'")}
    assert outside == {"data:", "blob:", "{media}", "{tiles}", "{sign_in}"}


def test_an_origin_that_a_place_has_not_is_left_out() -> None:
    policy = read_headers().content_policy({"media": "http://127.0.0.1:1", "sign_in": "", "tiles": ""})

    assert "connect-src 'self' http://127.0.0.1:1;" in policy


@pytest.mark.parametrize(
    ("tiles", "origin"),
    [
        ("https://tiles.cinarova.example/{z}/{x}/{y}.png", "https://tiles.cinarova.example"),
        ("https://{s}.tiles.example/{z}/{x}/{y}.png", "https://*.tiles.example"),
        ("/tiles/{z}/{x}/{y}.png", ""),
    ],
)
def test_pictures_come_from_the_map_that_the_city_has_configured(tmp_path: Path, tiles: str, origin: str) -> None:
    (tmp_path / "branding.yaml").write_text(f"map:\n  tiles: {json.dumps(tiles)}\n", "utf-8")
    origins = {"media": "", "sign_in": "", "tiles": tile_origin(tmp_path)}

    policy = read_headers().content_policy(origins)

    assert origins["tiles"] == origin
    assert f"img-src 'self' data: blob:{origin and ' ' + origin};" in policy
    assert "connect-src 'self';" in policy


def test_pages_are_read_by_their_distribution_alone(stack: Stack) -> None:
    policy = stack.of_type("AWS::S3::BucketPolicy")["WebBucketPolicy"]["PolicyDocument"]
    (allowed,) = (statement for statement in policy["Statement"] if statement["Effect"] == "Allow")
    (distribution,) = stack.of_type("AWS::CloudFront::Distribution").values()
    pages = next(origin for origin in distribution["DistributionConfig"]["Origins"] if origin["Id"] == "pages")

    assert allowed["Action"] == "s3:GetObject"
    assert "${WebDistribution}" in allowed["Condition"]["StringEquals"]["aws:SourceArn"]["Fn::Sub"]
    assert pages["OriginAccessControlId"]


def test_the_api_is_the_same_origin_and_never_cached(stack: Stack) -> None:
    (distribution,) = stack.of_type("AWS::CloudFront::Distribution").values()
    (behavior,) = distribution["DistributionConfig"]["CacheBehaviors"]

    assert behavior["PathPattern"] == "/api/*"
    assert {"POST", "PUT"} <= set(behavior["AllowedMethods"])
    assert behavior["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    assert stack.resources["RestAPI"]["Properties"]["StageName"] == "api"


def test_the_local_cloud_has_no_part_of_it(local_template: Template) -> None:
    web = [it for it in local_template["Resources"].values() if it["Type"].startswith("AWS::CloudFront")]

    assert web
    assert {it["Condition"] for it in web} == {"IsAws"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/", "/index.html"),
        ("/t/123456782", "/index.html"),
        ("/sw.js", "/sw.js"),
        ("/console/", "/console/index.html"),
        ("/console/tickets/1", "/console/index.html"),
        ("/console/assets/a-1.js", "/console/assets/a-1.js"),
        ("/consoles", "/index.html"),
    ],
)
def test_an_address_of_a_page_gets_its_apps_document(asked: str, found: str) -> None:
    code = (ROOT / "infra/web/route.js").read_text("utf-8")
    script = f"{code}\nconsole.log(handler({{request: {{uri: {json.dumps(asked)}}}}}).uri)"

    ran = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == found
