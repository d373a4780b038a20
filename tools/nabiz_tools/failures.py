"""What goes wrong in a way that a person can mend: one clear line, no traceback."""

from __future__ import annotations


class ToolError(Exception):
    """Its text is all that the command line prints; `cli.main` then exits with 1."""


# What botocore raises before AWS was asked at all, and what to do about it.
ADVICE = {
    "NoCredentialsError": "AWS credentials are missing: sign in, for example with `aws sso login`, or set AWS_PROFILE.",
    "PartialCredentialsError": "AWS credentials are incomplete: set both the key id and the secret, or AWS_PROFILE.",
    "TokenRetrievalError": "The AWS sign-in has expired: `aws sso login`, then again.",
    "SSOTokenLoadError": "The AWS sign-in has expired: `aws sso login`, then again.",
    "UnauthorizedSSOTokenError": "The AWS sign-in has expired: `aws sso login`, then again.",
    "ProfileNotFound": "AWS_PROFILE names a profile that does not exist.",
    "NoRegionError": "No AWS region is set: pass --region or set AWS_REGION.",
    "EndpointConnectionError": "AWS cannot be reached: is there a network, and does the region exist?",
}


def advise(error: Exception) -> str:
    """What a person can do about an error of botocore, or an empty text where that is not known."""
    if not type(error).__module__.startswith("botocore."):
        return ""
    response = getattr(error, "response", None)
    if isinstance(response, dict):
        said = response.get("Error", {})
        return f"AWS refused {getattr(error, 'operation_name', 'a call')}: {said.get('Code')}: {said.get('Message')}"
    return ADVICE.get(type(error).__name__, "")
