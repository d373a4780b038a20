"""Signs requests to X for the account that our access token stands for (OAuth 1.0a, RFC 5849, HMAC-SHA1)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlsplit


@dataclass(frozen=True, slots=True)
class Keys:
    """Of the app (`consumer`) and of the account in it (`token`)."""

    consumer_key: str
    consumer_secret: str
    token: str
    token_secret: str


def authorization(method: str, url: str, keys: Keys, *, nonce: str = "", at: int = 0) -> dict[str, str]:
    """The header of one request. A body of JSON is not part of the signature; `nonce` and `at` are for the tests."""
    said = {
        "oauth_consumer_key": keys.consumer_key, "oauth_nonce": nonce or secrets.token_hex(16),
        "oauth_signature_method": "HMAC-SHA1", "oauth_timestamp": str(at or int(time.time())),
        "oauth_token": keys.token, "oauth_version": "1.0",
    }  # fmt: skip
    said["oauth_signature"] = _signature(method, url, said, keys)
    return {"Authorization": "OAuth " + ", ".join(f'{_coded(k)}="{_coded(v)}"' for k, v in sorted(said.items()))}


def _signature(method: str, url: str, said: Mapping[str, str], keys: Keys) -> str:
    parts = urlsplit(url)
    base = f"{parts.scheme}://{parts.netloc}{parts.path}"
    pairs = sorted((_coded(k), _coded(v)) for k, v in [*said.items(), *parse_qsl(parts.query, keep_blank_values=True)])
    joined = "&".join(f"{k}={v}" for k, v in pairs)
    text = "&".join((method.upper(), _coded(base), _coded(joined)))
    key = f"{_coded(keys.consumer_secret)}&{_coded(keys.token_secret)}"
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha1).digest()).decode()


def _coded(text: str) -> str:
    return quote(text, safe="-._~")
