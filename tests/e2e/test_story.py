"""The main job from a citizen's message to the survey's figure, as `make demo` tells it.

In it the provider answers twice with 503 when the photo is fetched: the message is seen at once, the photo arrives.
"""

from __future__ import annotations

from nabiz_tools.demo.story import Story
from tests.support.town import Town


def test_the_demo_tells_its_whole_story(town: Town) -> None:
    Story(town.api).tell()

    assert town.dead_letters() == {}
