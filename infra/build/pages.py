"""What CloudFront sends with every page and how it finds them: made from infra/web, which the local front uses too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from infra.build.templates import Template
from nabiz_tools.web.headers import PageHeaders, read_headers

WEB = Path("infra/web")
# A presigned address names the bucket with or without the region.
ORIGINS = {
    "media": "https://${MediaBucket}.s3.${AWS::Region}.amazonaws.com https://${MediaBucket}.s3.amazonaws.com",
    "sign_in": "https://${UserPoolDomain}.auth.${AWS::Region}.amazoncognito.com",
    "tiles": "${TileOrigin}",
}


def pages() -> Template:
    """The policy of the response headers and the function that routes."""
    headers = read_headers()
    return {
        "Resources": {
            "PageHeaders": {
                "Type": "AWS::CloudFront::ResponseHeadersPolicy",
                "Condition": "IsAws",
                "Properties": {"ResponseHeadersPolicyConfig": _policy(headers)},
            },
            "PageRoutes": {
                "Type": "AWS::CloudFront::Function",
                "Condition": "IsAws",
                "Properties": {
                    "Name": {"Fn::Sub": "${AWS::StackName}-page-routes"},
                    "AutoPublish": True,
                    "FunctionCode": (WEB / "route.js").read_text("utf-8"),
                    "FunctionConfig": {"Comment": "Addresses of pages to their app", "Runtime": "cloudfront-js-2.0"},
                },
            },
        }
    }


def _policy(headers: PageHeaders) -> dict[str, Any]:
    fixed = dict(headers.fixed)
    age, _, rest = fixed.pop("Strict-Transport-Security").partition("; ")
    assert fixed.pop("X-Content-Type-Options") == "nosniff"
    return {
        "Name": {"Fn::Sub": "${AWS::StackName}-pages"},
        "SecurityHeadersConfig": {
            "ContentSecurityPolicy": {
                "ContentSecurityPolicy": {"Fn::Sub": headers.content_policy(ORIGINS)},
                "Override": True,
            },
            "ContentTypeOptions": {"Override": True},
            "FrameOptions": {"FrameOption": fixed.pop("X-Frame-Options"), "Override": True},
            "ReferrerPolicy": {"ReferrerPolicy": fixed.pop("Referrer-Policy"), "Override": True},
            "StrictTransportSecurity": {
                "AccessControlMaxAgeSec": int(age.removeprefix("max-age=")),
                "IncludeSubdomains": rest == "includeSubDomains",
                "Override": True,
            },
        },
        "CustomHeadersConfig": {
            "Items": [{"Header": name, "Value": value, "Override": True} for name, value in fixed.items()]
        },
    }
