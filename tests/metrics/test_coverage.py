"""Which weeks a source speaks for, kind by kind: unknown is not zero."""

import json
from pathlib import Path

from tests.metrics.small_class import ADA, opened, row, write_course

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


def status(number: int, day: str) -> dict[str, object]:
    """Write one public post of Ada's outbox."""
    ref = f"https://social.example.org/users/ada/statuses/{number}"
    note = {"id": ref, "type": "Note", "published": f"{day}T10:00:00Z", "content": "<p>Hello</p>", "to": [PUBLIC]}
    actor = "https://social.example.org/users/ada"
    return {"id": f"{ref}/activity", "type": "Create", "actor": actor, "to": [PUBLIC], "object": note}


def test_an_archive_of_short_posts_says_nothing_of_blog_posts(tmp_path: Path):
    course = write_course(tmp_path)
    items = [status(1, "2025-09-02"), status(2, "2025-09-17")]
    outbox = {"type": "OrderedCollection", "orderedItems": items}
    (course / "inbox" / ADA).mkdir()
    (course / "inbox" / ADA / "outbox.json").write_text(json.dumps(outbox), "utf-8")
    with opened(course) as desk:
        found = {metric: row(desk, ADA, metric, 1) for metric in ("tweets", "reposts", "posts", "comments")}
    assert {metric: (each["value"], each["state"]) for metric, each in found.items()} == {
        "tweets": (1, "ok"),
        "reposts": (0, "ok"),
        "posts": (None, "no data"),
        "comments": (None, "no data"),
    }
