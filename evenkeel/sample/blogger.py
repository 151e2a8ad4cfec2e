"""Blogger exports of both generations: the old backup and the new Takeout feed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from evenkeel.sample.files import html, local, number_for, slug, xml, zipped, zulu
from evenkeel.sample.nouns import Act, Blog, Kind, Person, Written
from evenkeel.sample.story import ClassStory
from evenkeel.sample.term import ZONE

KIND = "http://schemas.google.com/blogger/2008/kind#"
KIND_SCHEME, LABEL_SCHEME = "http://schemas.google.com/g/2005#kind", "http://www.blogger.com/atom/ns#"
SETTINGS = (
    "BLOG_NAME",
    "BLOG_DESCRIPTION",
    "BLOG_LOCALE",
    "BLOG_COMMENT_ACCESS",
    "BLOG_SHOW_TITLE",
    "BLOG_TIME_ZONE",
)


def write_blogger(story: ClassStory) -> list[Written]:
    """One export for every Blogger blog; every second Takeout comes as Google's zip."""
    old = [one for one in story.students if one.part.blog is Blog.LEGACY]
    new = [one for one in story.students if one.part.blog is Blog.TAKEOUT]
    return [_legacy(story, one) for one in old] + [_takeout(story, one, bool(at % 2)) for at, one in enumerate(new)]


def blog_id(owner: Person) -> str:
    """A blog's tag, the stem of all its identifiers."""
    return f"tag:blogger.com,1999:blog-{number_for(owner.blog, 19)}"


def _tag(owner: Person, key: int) -> str:
    return f"{blog_id(owner)}.post-{_number(key)}"


def _number(key: int) -> int:
    return 5_000_000_000_000_000_000 + key * 10_007


def _address(owner: Person, act: Act) -> str:
    return f"/{local(act.at):%Y/%m}/{slug(act.title)}-{act.key}.html"


def _name(story: ClassStory, act: Act) -> str:
    writer = story.person(act.author)
    return act.alias or (writer.name if writer else act.author)


def _root(story: ClassStory, act: Act) -> Act:
    while act.parent is not None:
        act = story.act(act.parent)
    return act


def _first(owner: Person) -> str:
    """A first name without accents: it becomes a folder's name, which systems spell differently."""
    return owner.slug.split(".")[0].capitalize()


def _legacy(story: ClassStory, owner: Person) -> Written:
    entries = [*_settings(owner), *(_legacy_entry(story, owner, act) for act in story.at_venue(owner.email))]
    entries += [
        _legacy_extra(owner, 1, "page", "About"),
        _legacy_extra(owner, 2, "post", "Half a thought", draft=True),
    ]
    day = story.term.as_of.date()
    text = f"""<?xml version='1.0' encoding='UTF-8'?>
<?xml-stylesheet href="http://www.blogger.com/styles/atom.css" type="text/css"?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:app='http://www.w3.org/2007/app' \
xmlns:thr='http://purl.org/syndication/thread/1.0'>
<id>{blog_id(owner)}.archive</id><updated>{day}T12:00:00.000-04:00</updated>
<title type='text'>{xml(_first(owner))}: notes in public</title>
<link rel='alternate' type='text/html' href='{owner.blog}/'/>
<author><name>{xml(owner.name)}</name><email>noreply@blogger.com</email></author>
<generator version='7.00' uri='http://www.blogger.com'>Blogger</generator>
{"".join(entries)}</feed>
"""
    skipped = {"template": 1, "settings": len(SETTINGS), "page": 1, "draft": 1}
    return Written(f"inbox/{owner.email}/blog-{day:%m-%d-%Y}.xml", text.encode(), skipped)


def _settings(owner: Person) -> Iterator[str]:
    names = [("template", "layout"), *(("settings", f"settings.{one}") for one in SETTINGS)]
    for kind, name in names:
        yield f"""<entry><id>{blog_id(owner)}.{name}</id><published>2026-01-08T09:00:00.000-05:00</published>
<category scheme='{KIND_SCHEME}' term='{KIND}{kind}'/><title type='text'>{name}</title>
<content type='text'>true</content><author><name>{xml(owner.name)}</name></author></entry>
"""


def _legacy_entry(story: ClassStory, owner: Person, act: Act) -> str:
    kind = "post" if act.kind is Kind.POST else "comment"
    at = local(act.at).isoformat(timespec="milliseconds")
    labels = "".join(f"<category scheme='{LABEL_SCHEME}' term='{xml(one)}'/>" for one in act.labels)
    title = act.title if kind == "post" else f"{act.text[0][:38]}..."
    return f"""<entry><id>{_tag(owner, act.key)}</id><published>{at}</published><updated>{at}</updated>
<category scheme='{KIND_SCHEME}' term='{KIND}{kind}'/>{labels}
<title type='text'>{xml(title)}</title><content type='html'>{xml(html(act.text))}</content>
{_legacy_links(story, owner, act)}
<author><name>{xml(_name(story, act))}</name><email>noreply@blogger.com</email></author></entry>
"""


def _legacy_links(story: ClassStory, owner: Person, act: Act) -> str:
    post = _root(story, act)
    page = f"{owner.blog}{_address(owner, post)}"
    if act.parent is None:
        below = sum(1 for one in story.at_venue(owner.email) if one is not act and _root(story, one) is act)
        link = f"<link rel='alternate' type='text/html' href='{page}' title='{xml(act.title)}'/>"
        return f"{link}<thr:total>{below}</thr:total>"
    related = ""
    if act.parent != post.key:
        feed = f"http://www.blogger.com/feeds/{number_for(owner.blog, 19)}/{_number(post.key)}/comments/default"
        related = f"<link rel='related' type='application/atom+xml' href='{feed}/{_number(act.parent)}'/>"
    shown = f"{page}?showComment={int(act.at.timestamp())}000#c{_number(act.key)}"
    return (
        f"<link rel='alternate' type='text/html' href='{shown}'/>"
        f"{related}<thr:in-reply-to href='{page}' ref='{_tag(owner, post.key)}' type='text/html'/>"
    )


def _legacy_extra(owner: Person, number: int, kind: str, title: str, draft: bool = False) -> str:
    control = "<app:control><app:draft>yes</app:draft></app:control>" if draft else ""
    return f"""<entry><id>{_tag(owner, 900_000 + number)}</id>
<published>2026-01-20T20:00:00.000-05:00</published><updated>2026-01-20T20:00:00.000-05:00</updated>
{control}<category scheme='{KIND_SCHEME}' term='{KIND}{kind}'/>
<title type='text'>{title}</title><content type='html'>&lt;p&gt;Not an act.&lt;/p&gt;</content>
<author><name>{xml(owner.name)}</name><email>noreply@blogger.com</email></author></entry>
"""


def _takeout(story: ClassStory, owner: Person, as_zip: bool) -> Written:
    acts = story.at_venue(owner.email)
    entries = [_takeout_entry(story, owner, act) for act in acts]
    posts = [act for act in acts if act.kind is Kind.POST]
    entries += [_takeout_extra(owner, 1, "PAGE", "LIVE"), _takeout_extra(owner, 2, "POST", "DRAFT")]
    entries += [_takeout_extra(owner, 3, "POST", "LIVE", trashed=True)]
    # Spam outnumbers talk in real files of this kind.
    spam = [(3 + n, "SPAM_COMMENT" if n % 6 else "GHOSTED_COMMENT") for n in range(1, 19)] if posts else []
    entries += [_takeout_extra(owner, n, "COMMENT", status, parent=posts[0]) for n, status in spam]
    ghosts = sum(status == "GHOSTED_COMMENT" for _, status in spam)
    skipped = {"page": 1, "draft": 1, "trashed": 1, "spam": len(spam) - ghosts, "ghosted": ghosts}
    title = f"{_first(owner)} asks"
    feed = f"""<?xml version='1.0' encoding='utf-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>
<id>{blog_id(owner)}</id>
<title>{xml(title)}</title>
{"".join(entries)}</feed>
""".encode()
    path = f"Takeout/Blogger/Blogs/{title}"
    if not as_zip:
        return Written(f"inbox/{owner.email}/{path}/feed.atom", feed, skipped)
    settings = f"blog_name,blog_time_zone,blog_admin\n{title},{ZONE},{owner.email}\n".encode()
    members = {
        f"{path}/feed.atom": feed,
        f"{path}/settings.csv": settings,
        "Takeout/archive_browser.html": b"<html></html>",
    }
    return Written(f"inbox/{owner.email}/takeout-20260427T120000Z-001.zip", zipped(members), skipped)


def _takeout_entry(story: ClassStory, owner: Person, act: Act) -> str:
    post = _root(story, act)
    is_post = act.parent is None
    parent = "" if is_post else f"<blogger:parent>{_tag(owner, post.key)}</blogger:parent>\n"
    answered = _tag(owner, act.parent) if act.parent not in (None, post.key) and act.parent else ""
    replied = "" if is_post else f"<blogger:inReplyTo>{answered}</blogger:inReplyTo>\n"
    labels = "".join(f"<category scheme='{blog_id(owner)}' term='{xml(one)}'/>\n" for one in act.labels)
    address = f"<blogger:filename>{_address(owner, act)}</blogger:filename>\n" if is_post else ""
    return f"""<entry>
<id>{_tag(owner, act.key)}</id>
{parent}{replied}<blogger:type>{"POST" if is_post else "COMMENT"}</blogger:type>
<blogger:status>LIVE</blogger:status>
<author><name>{xml(_name(story, act))}</name><uri></uri><blogger:type>BLOGGER</blogger:type></author>
<title>{xml(act.title)}</title>
<content type='html'>{xml(html(act.text))}</content>
<blogger:created>{zulu(act.at - timedelta(minutes=20))}</blogger:created>
<published>{zulu(act.at)}</published>
<updated>{zulu(act.at + timedelta(hours=1))}</updated>
{labels}{address}<link/>
<blogger:trashed/>
</entry>
"""


def _takeout_extra(
    owner: Person, number: int, kind: str, status: str, *, trashed: bool = False, parent: Act | None = None
) -> str:
    gone = "<blogger:trashed>2026-02-03T10:00:00Z</blogger:trashed>" if trashed else "<blogger:trashed/>"
    above = f"<blogger:parent>{_tag(owner, parent.key)}</blogger:parent>\n<blogger:inReplyTo/>\n" if parent else ""
    who = ("Anonymous", "ANONYMOUS") if parent else (owner.name, "BLOGGER")
    return f"""<entry>
<id>{_tag(owner, 900_000 + number)}</id>
{above}<blogger:type>{kind}</blogger:type>
<blogger:status>{status}</blogger:status>
<author><name>{xml(who[0])}</name><uri></uri><blogger:type>{who[1]}</blogger:type></author>
<title></title>
<content type='html'>Great offer number {number}, click now</content>
<published>2026-02-01T08:{number:02}:00Z</published>
<updated>2026-02-01T08:{number:02}:00Z</updated>
<blogger:filename></blogger:filename><link/>
{gone}
</entry>
"""
