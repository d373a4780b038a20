"""`console/settings.json`: what the console must know before anybody has signed in."""

from __future__ import annotations

from typing import Any


def local_settings(client_id: str) -> dict[str, Any]:
    """For a local cloud, which has no pages to sign in on: the console asks its sign-in API, by way of the front."""
    auth = {"mode": "password", "client_id": client_id, "endpoint": "/cognito/"}
    return {"api_url": "/api", "branding_url": "/api/public/branding", "auth": auth}


def aws_settings(client_id: str, sign_in: str, console_url: str) -> dict[str, Any]:
    """For AWS: authorization code with PKCE on the user pool's own pages."""
    auth = {"mode": "oidc", "client_id": client_id, "authority": sign_in, "redirect_uri": console_url}
    return {"api_url": "/api", "branding_url": "/api/public/branding", "auth": auth}
