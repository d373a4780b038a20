"""The headers of every page, from infra/web/headers.yaml: one file for the local front and for CloudFront."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from nabiz_tools.paths import REPOSITORY

FILE = REPOSITORY / "infra" / "web" / "headers.yaml"
POLICY = "Content-Security-Policy"


@dataclass(frozen=True)
class PageHeaders:
    """What stands in the file. `origins` of its methods gives `media`, `sign_in` and `tiles`, each may be empty."""

    policy: Mapping[str, tuple[str, ...]]
    fixed: Mapping[str, str]
    caching: Mapping[str, str]

    def all(self, origins: Mapping[str, str]) -> dict[str, str]:
        """Every header but the one about keeping copies."""
        return {POLICY: self.content_policy(origins), **self.fixed}

    def content_policy(self, origins: Mapping[str, str]) -> str:
        """The policy's text with the origins of one place."""
        return "; ".join(" ".join([name, *_filled(sources, origins)]) for name, sources in self.policy.items())

    def cache_control(self, path: str) -> str:
        """How long a browser may keep the file of this path, which has no slash at its beginning."""
        return next(value for prefix, value in self.caching.items() if path.startswith(prefix))


def _filled(sources: tuple[str, ...], origins: Mapping[str, str]) -> list[str]:
    filled = [origins[source[1:-1]] if source.startswith("{") else source for source in sources]
    return [source for source in filled if source]


def read_headers(file: Path = FILE) -> PageHeaders:
    written: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    policy = {name: tuple(sources) for name, sources in written["policy"].items()}
    return PageHeaders(policy, written["headers"], written["caching"])
