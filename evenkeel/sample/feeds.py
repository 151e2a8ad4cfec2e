"""WordPress feeds: posts and comments as RSS, and the Atom flavor that carries its threads."""

from __future__ import annotations

from evenkeel.sample.files import cdata, html, rfc822, xml, zulu
from evenkeel.sample.nouns import Act, Blog, Kind, Person, Written
from evenkeel.sample.story import ClassStory
from evenkeel.sample.wxr import permalink, short_link

NEWEST = 10
CUT = (Blog.CUT_RSS, Blog.PAIR)


def write_feeds(story: ClassStory) -> list[Written]:
    """Two files, posts and comments, for every blog that comes as a feed."""
    files: list[Written] = []
    for owner in story.students:
        if owner.part.blog in (Blog.RSS, *CUT):
            files += [_rss_posts(story, owner), _rss_comments(story, owner)]
        elif owner.part.blog is Blog.ATOM:
            files += [_atom_posts(story, owner), _atom_comments(story, owner)]
    return files


def in_feed(story: ClassStory, owner: Person, kind: Kind) -> list[Act]:
    """What a blog's feed shows, newest first: WordPress serves ten unless the site says otherwise."""
    acts = [act for act in reversed(story.at_venue(owner.email)) if act.kind is kind]
    return acts[:NEWEST] if owner.part.blog in CUT else acts


def comment_link(story: ClassStory, owner: Person, act: Act) -> str:
    """Where a comment stands: its post's address and its number."""
    return f"{permalink(owner, _post(story, act))}#comment-{act.key}"


def _post(story: ClassStory, act: Act) -> Act:
    while act.parent is not None:
        act = story.act(act.parent)
    return act


def _name(story: ClassStory, act: Act) -> str:
    writer = story.person(act.author)
    return act.alias or (writer.name if writer else act.author)


def _blog_name(owner: Person) -> str:
    return f"{owner.name.split()[0]} on PR"


def _channel(story: ClassStory, owner: Person, title: str, where: str, items: list[str]) -> bytes:
    text = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:wfw="http://wellformedweb.org/CommentAPI/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:atom="http://www.w3.org/2005/Atom"
\txmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
\txmlns:slash="http://purl.org/rss/1.0/modules/slash/"
>
<channel>
\t<title>{xml(title)}</title>
\t<atom:link href="{owner.blog}/{where}" rel="self" type="application/rss+xml" />
\t<link>{owner.blog}</link>
\t<description>Invented for a sample class</description>
\t<lastBuildDate>{rfc822(story.term.as_of)}</lastBuildDate>
\t<sy:updatePeriod>hourly</sy:updatePeriod>
\t<generator>https://wordpress.org/?v=6.9</generator>
{"".join(items)}</channel>
</rss>
"""
    return text.encode()


def _rss_posts(story: ClassStory, owner: Person) -> Written:
    items = [_rss_post(story, owner, act) for act in in_feed(story, owner, Kind.POST)]
    data = _channel(story, owner, _blog_name(owner), "feed/", items)
    return Written(f"inbox/{owner.email}/feed.xml", data)


def _rss_post(story: ClassStory, owner: Person, act: Act) -> str:
    link = permalink(owner, act)
    labels = "".join(f"\t\t<category>{cdata(one)}</category>\n" for one in act.labels)
    comments = sum(1 for one in story.at_venue(owner.email) if one is not act and _post(story, one) is act)
    return f"""\t<item>
\t\t<title>{xml(act.title)}</title>
\t\t<link>{link}</link>
\t\t<comments>{link}#respond</comments>
\t\t<dc:creator>{cdata(owner.name)}</dc:creator>
\t\t<pubDate>{rfc822(act.at)}</pubDate>
{labels}\t\t<guid isPermaLink="false">{short_link(owner, act)}</guid>
\t\t<description>{cdata(act.text[0][:120] + " [&#8230;]")}</description>
\t\t<content:encoded>{cdata(html(act.text))}</content:encoded>
\t\t<wfw:commentRss>{link}feed/</wfw:commentRss>
\t\t<slash:comments>{comments}</slash:comments>
\t</item>
"""


def _rss_comments(story: ClassStory, owner: Person) -> Written:
    items = [_rss_comment(story, owner, act) for act in in_feed(story, owner, Kind.COMMENT)]
    data = _channel(story, owner, f"Comments for {_blog_name(owner)}", "comments/feed/", items)
    return Written(f"inbox/{owner.email}/comments-feed.xml", data)


def _rss_comment(story: ClassStory, owner: Person, act: Act) -> str:
    post, name = _post(story, act), _name(story, act)
    body = html(act.text)
    if act.parent != post.key and act.parent is not None:
        above = story.act(act.parent)
        href = comment_link(story, owner, above)
        body = f'<p>In reply to <a href="{href}">{xml(_name(story, above))}</a>.</p>\n{body}'
    return f"""\t<item>
\t\t<title>Comment on {xml(post.title)} by {xml(name)}</title>
\t\t<link>{comment_link(story, owner, act)}</link>
\t\t<dc:creator>{cdata(name)}</dc:creator>
\t\t<pubDate>{rfc822(act.at)}</pubDate>
\t\t<guid isPermaLink="false">{short_link(owner, post)}#comment-{act.key}</guid>
\t\t<description>{cdata(" ".join(act.text))}</description>
\t\t<content:encoded>{cdata(body)}</content:encoded>
\t</item>
"""


def _atom(story: ClassStory, owner: Person, title: str, where: str, entries: list[str]) -> bytes:
    text = f"""<?xml version="1.0" encoding="UTF-8"?><feed
\txmlns="http://www.w3.org/2005/Atom"
\txmlns:thr="http://purl.org/syndication/thread/1.0"
\txml:lang="en-US"
>
\t<title type="text">{xml(title)}</title>
\t<updated>{zulu(story.term.as_of)}</updated>
\t<link rel="alternate" type="text/html" href="{owner.blog}" />
\t<id>{owner.blog}/{where}</id>
\t<link rel="self" type="application/atom+xml" href="{owner.blog}/{where}" />
\t<generator uri="https://wordpress.org/" version="6.9">WordPress</generator>
{"".join(entries)}</feed>
"""
    return text.encode()


def _atom_posts(story: ClassStory, owner: Person) -> Written:
    entries = [_atom_post(story, owner, act) for act in in_feed(story, owner, Kind.POST)]
    return Written(f"inbox/{owner.email}/feed.atom", _atom(story, owner, _blog_name(owner), "feed/atom/", entries))


def _atom_post(story: ClassStory, owner: Person, act: Act) -> str:
    link = permalink(owner, act)
    labels = "".join(f'\t\t<category scheme="{owner.blog}" term="{xml(one)}" />\n' for one in act.labels)
    return f"""\t<entry>
\t\t<author><name>{xml(owner.name)}</name><uri>{owner.blog}</uri></author>
\t\t<title type="html">{cdata(xml(act.title))}</title>
\t\t<link rel="alternate" type="text/html" href="{link}" />
\t\t<id>{short_link(owner, act)}</id>
\t\t<updated>{zulu(act.at)}</updated>
\t\t<published>{zulu(act.at)}</published>
{labels}\t\t<content type="html" xml:base="{link}">{cdata(html(act.text))}</content>
\t</entry>
"""


def _atom_comments(story: ClassStory, owner: Person) -> Written:
    entries = [_atom_comment(story, owner, act) for act in in_feed(story, owner, Kind.COMMENT)]
    data = _atom(story, owner, f"Comments on {_blog_name(owner)}", "comments/feed/atom/", entries)
    return Written(f"inbox/{owner.email}/comments.atom", data)


def _atom_comment(story: ClassStory, owner: Person, act: Act) -> str:
    post, name = _post(story, act), _name(story, act)
    threads = [(short_link(owner, post), permalink(owner, post))]
    if act.parent != post.key and act.parent is not None:
        threads.append(
            (
                f"{short_link(owner, post)}#comment-{act.parent}",
                f"{permalink(owner, post)}#comment-{act.parent}",
            )
        )
    above = "".join(f'\t\t<thr:in-reply-to ref="{ref}" href="{href}" type="text/html" />\n' for ref, href in threads)
    return f"""\t<entry>
\t\t<title type="html">Comment on {xml(post.title)} by {xml(name)}</title>
\t\t<link rel="alternate" href="{comment_link(story, owner, act)}" type="text/html" />
\t\t<author><name>{xml(name)}</name></author>
\t\t<id>{short_link(owner, post)}#comment-{act.key}</id>
\t\t<updated>{zulu(act.at)}</updated>
\t\t<published>{zulu(act.at)}</published>
\t\t<content type="html" xml:base="{comment_link(story, owner, act)}">{cdata(html(act.text))}</content>
{above}\t</entry>
"""
