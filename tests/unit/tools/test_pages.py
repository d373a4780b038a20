"""The front serves the built pages with the policy's headers, and nothing that lies beside them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nabiz_tools.failures import ToolError
from nabiz_tools.front.pages import Pages
from nabiz_tools.web.headers import POLICY
from nabiz_tools.web.publish import uploads

OUTPUTS = {
    "WebBucketName": "pages", "WebDistributionId": "E1", "UserPoolClientId": "client",
    "SignInUrl": "https://sign-in.example", "ConsoleAddress": "https://city.example/console/",
}  # fmt: skip


@pytest.fixture
def built(tmp_path: Path) -> Path:
    for name, content in {
        "dist/console/index.html": "console", "dist/console/assets/a-1.js": "script",
        "dist/console/.vite/manifest.json": "{}", "dist/citizen/index.html": "citizen", "dist/citizen/sw.js": "worker",
        "secret.txt": "secret",
    }.items():  # fmt: skip
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    return tmp_path / "dist"


@pytest.fixture
def pages(built: Path, tmp_path: Path) -> Pages:
    site = tmp_path / "site.json"
    site.write_text(json.dumps({"settings": {"api_url": "/api"}, "origins": {"media": "http://127.0.0.1:4566"}}))
    return Pages(built, site)


@pytest.mark.parametrize(
    ("asked", "content"),
    [
        ("/", b"citizen"),
        ("/t/123456782?key=a.b", b"citizen"),
        ("/sw.js", b"worker"),
        ("/console/", b"console"),
        ("/console/tickets/123456782", b"console"),
        ("/console/assets/a-1.js", b"script"),
        ("/console/settings.json", b'{"api_url": "/api"}'),
    ],
)
def test_every_address_is_answered_by_its_app(pages: Pages, asked: str, content: bytes) -> None:
    file = pages.find(asked)

    assert file is not None
    assert (file.status, file.content) == (200, content)


@pytest.mark.parametrize(
    "asked", ["/../secret.txt", "/console/../../secret.txt", "/%2e%2e/secret.txt", "/console/.vite/manifest.json",
              "/missing.js"],
)  # fmt: skip
def test_what_is_no_page_is_not_served(pages: Pages, asked: str) -> None:
    assert pages.find(asked) is None


def test_pages_carry_the_policy_of_their_place(pages: Pages) -> None:
    page, script = pages.find("/console/"), pages.find("/console/assets/a-1.js")

    assert page is not None
    assert script is not None
    assert "img-src 'self' data: blob: http://127.0.0.1:4566;" in page.headers[POLICY]
    assert page.headers["Cache-Control"] == "no-cache"
    assert "immutable" in script.headers["Cache-Control"]


def test_documents_are_published_after_what_they_name(built: Path) -> None:
    keys = [upload.key for upload in uploads(built, OUTPUTS)]

    assert keys == ["console/assets/a-1.js", "console/settings.json", "sw.js", "console/index.html", "index.html"]


def test_the_consoles_settings_on_aws_name_the_sign_in(built: Path) -> None:
    (settings,) = (upload for upload in uploads(built, OUTPUTS) if upload.key == "console/settings.json")

    assert json.loads(settings.content)["auth"] == {
        "mode": "oidc", "client_id": "client", "authority": "https://sign-in.example",
        "redirect_uri": "https://city.example/console/",
    }  # fmt: skip


def test_a_stack_without_pages_is_named(built: Path) -> None:
    with pytest.raises(ToolError, match="WebBucketName"):
        uploads(built, {})
