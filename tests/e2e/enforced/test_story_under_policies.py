"""With IAM enforced the main job works: every function has what it needs."""

from __future__ import annotations

from nabiz_tools.demo.story import Story
from tests.support.town import Town


def test_the_whole_story_works_with_every_function_under_its_own_policy(town: Town) -> None:
    Story(town.api).tell()

    town.settle()
    assert town.dead_letters() == {}


def test_a_browser_uploads_and_downloads_by_presigned_addresses(town: Town) -> None:
    form = town.api.create("/public/uploads", {"mime_type": "image/jpeg"}).expect(201).json
    forged = {**form["fields"], "key": "media/forged"}

    refused = town.upload(form["url"], forged, b"\xff\xd8\xff")
    taken = town.upload(form["url"], form["fields"], b"\xff\xd8\xff")

    assert refused.status == 403, refused
    assert taken.status in (200, 201, 204), taken
