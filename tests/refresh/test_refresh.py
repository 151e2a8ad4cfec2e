"""A class fetched from a real server: what is asked, what is loaded and for whom, and how it is remembered."""

from datetime import timedelta
from pathlib import Path

import pytest

from evenkeel import inbox
from evenkeel.access import LOCAL_INSTRUCTOR, Role, Viewer
from evenkeel.errors import NobodyFound, NotAllowed
from evenkeel.live.answers import NO_MARKS, Answer, Failure, Marks
from evenkeel.refresh import Refreshed
from tests.class_folder import dump, rows
from tests.live.web import Reply, Web
from tests.metrics.small_class import ADA, BEN, micros
from tests.refresh.course import Sites, comments, day, fetch, opened, page, roster, rss, states

ADAS, BENS = "http://ada.example.org", "http://ben.example.org"


def counts(told: Refreshed) -> dict[str, tuple[int, int, int]]:
    """Return new, known and changed of every address that was loaded."""
    return {r.path: (r.new, r.known, r.changed) for r in told.reports}


def problems(told: Refreshed) -> dict[str, str]:
    return {outcome.address: outcome.problem for outcome in told.problems}


def wrote(folder: Path) -> list[tuple[str, str, str | None]]:
    """Return every act on record: reference, kind, and who wrote it."""
    who = "JOIN account c ON c.id = a.account_id LEFT JOIN person p ON p.id = c.person_id"
    return sorted(rows(folder, f"SELECT a.ref, a.kind, p.email FROM act a {who}"))


def html(*feeds: str) -> str:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{feed}">' for feed in feeds)
    return f"<html><head>{links}</head><body>Ada writes</body></html>"


# What is asked and what comes of it


def test_a_blog_is_found_by_its_page_and_loaded_for_the_student_whose_it_is(web: Web, tmp_path: Path) -> None:
    site = web.url("", "ada.example.org")
    web.put("/", html("/feed/", "/comments/feed/"))
    web.put("/feed/", rss(site, [(1, day(1)), (2, day(2))], author="wpadmin"))
    web.put("/comments/feed/", comments(site, [(7, "Ben Birk", day(2, 2)), (8, "Night Owl", day(2, 3))]))
    with opened(tmp_path, roster(ada_blog=site)) as desk:
        told = fetch(desk, web.fetcher(), day(2, 5))
        assert (told.total, told.done, told.problems) == (1, 1, [])
        assert counts(told) == {f"{site}/feed/": (2, 0, 0), f"{site}/comments/feed/": (2, 0, 0)}
        assert {(o.part, o.status, o.account.whose) for o in told.outcomes} == {
            ("posts", 200, (ADA,)),
            ("comments", 200, (ADA,)),
        }
    name = site.removeprefix("http://")
    assert wrote(tmp_path) == [
        (f"wordpress:{name}:comment:7", "comment", BEN),
        (f"wordpress:{name}:comment:8", "comment", None),
        (f"wordpress:{name}:post:1", "post", ADA),
        (f"wordpress:{name}:post:2", "post", ADA),
    ]
    assert web.paths() == ["/", "/feed/", "/comments/feed/atom/", "/comments/feed/"]


def test_a_lone_commenter_is_not_taken_for_the_blogs_owner(web: Web, tmp_path: Path) -> None:
    site = web.url("", "ada.example.org")
    web.put("/feed/", rss(site, [(1, day(1))]))
    web.put("/comments/feed/", comments(site, [(7, "Night Owl", day(1, 3))]))
    with opened(tmp_path, roster(ada_blog=f"{site}/feed/")) as desk:
        fetch(desk, web.fetcher(), day(2))
    assert [who for ref, kind, who in wrote(tmp_path) if kind == "comment"] == [None]


def test_the_second_time_nothing_new_costs_nothing(web: Web, tmp_path: Path) -> None:
    site = web.url("", "ada.example.org")
    feed = Reply(
        body=rss(site, [(1, day(1))]), headers={"ETag": '"a"', "Last-Modified": "Mon, 01 Sep 2025 12:00:00 GMT"}
    )
    web.put("/feed/", feed, Reply(304))
    with opened(tmp_path, roster(ada_blog=site + "/feed/")) as desk:
        fetch(desk, web.fetcher(), day(1, 2))
        loads = rows(tmp_path, "SELECT count(*) FROM load")
        told = fetch(desk, web.fetcher(), day(1, 3))
        assert (told.reports, told.problems, told.unchanged) == ([], [], 1)
        assert rows(tmp_path, "SELECT count(*) FROM load") == loads
    asked = [each for each in web.asked if each.path == "/feed/"]
    assert [each.headers.get("If-None-Match") for each in asked] == [None, '"a"']
    assert asked[1].headers["If-Modified-Since"] == "Mon, 01 Sep 2025 12:00:00 GMT"
    # Comments were nowhere: they are not looked for again so soon.
    assert [path for path in web.paths() if "comments" in path] == ["/comments/feed/atom/", "/comments/feed/"]


def test_comments_that_were_nowhere_are_looked_for_again_after_a_week(web: Web, tmp_path: Path) -> None:
    site = web.url("", "ada.example.org")
    web.put("/feed/", rss(site, [(1, day(1))]))
    with opened(tmp_path, roster(ada_blog=site + "/feed/")) as desk:
        fetch(desk, web.fetcher(), day(1, 2))
        web.put("/comments/feed/", comments(site, [(7, "Ben Birk", day(1, 3))]))
        assert fetch(desk, web.fetcher(), day(1, 5)).reports == []
        assert counts(fetch(desk, web.fetcher(), day(2, 3))) == {f"{site}/comments/feed/": (1, 0, 0)}
        assert counts(fetch(desk, web.fetcher(), day(2, 4))) == {}


def test_what_says_the_same_in_other_bytes_is_not_loaded_again(tmp_path: Path) -> None:
    body = rss(ADAS, [(1, day(1))])
    with opened(tmp_path, roster(ada_blog=ADAS)) as desk:
        fetch(desk, Sites({ADAS: body}), day(1, 2))
        told = fetch(desk, Sites({ADAS: body.replace(b"<title>Blog</title>", b"<title>Blog</title>\n\n")}), day(1, 3))
        assert (told.reports, told.unchanged) == ([], 1)
        changed = fetch(desk, Sites({ADAS: body.replace(b"Words of", b"Better words of")}), day(1, 4))
        assert counts(changed) == {ADAS: (0, 0, 1)}


def test_one_dead_blog_stops_no_other(web: Web, tmp_path: Path) -> None:
    ada, ben = web.url("/feed/", "ada.example.org"), web.url("/gone", "ben.example.org")
    web.put("/feed/", rss(web.url("", "ada.example.org"), [(1, day(1))]))
    with opened(tmp_path, roster(ada_blog=ada, ben_blog=ben)) as desk:
        told = fetch(desk, web.fetcher(), day(1, 2))
    assert counts(told) == {ada: (1, 0, 0)}
    assert problems(told) == {ben: "There is nothing at this address (404)"}
    assert told.done == told.total == 2


def test_a_failure_is_told_with_since_when_until_it_is_over(web: Web, tmp_path: Path) -> None:
    site = web.url("", "ada.example.org")
    web.put("/feed/", rss(site, [(1, day(1))]))
    with opened(tmp_path, roster(ada_blog=f"{site}/feed/")) as desk:
        fetch(desk, web.fetcher(), day(1, 2))
        web.put("/feed/", Reply(500))
        first = fetch(desk, web.fetcher(), day(2)).problems
        again = fetch(desk, web.fetcher(), day(2, 3)).problems
        plan = desk.to_fetch(LOCAL_INSTRUCTOR)
        assert (plan.asked_at, plan.failing) == (micros(day(2, 3)), tuple(again))
        assert [each.since for each in (*first, *again)] == [micros(day(2))] * 2
        assert [each.problem for each in again] == ["It has trouble of its own (500)"]
        web.put("/feed/", rss(site, [(1, day(1)), (2, day(2))]))
        assert counts(fetch(desk, web.fetcher(), day(2, 5))) == {f"{site}/feed/": (1, 1, 0)}
        web.put("/feed/", Reply(500))
        assert [each.since for each in fetch(desk, web.fetcher(), day(3)).problems] == [micros(day(3))]


def test_a_feed_that_is_gone_is_looked_for_anew(web: Web, tmp_path: Path) -> None:
    site = web.url("", "ada.example.org")
    web.put("/", html("/old.xml"))
    web.put("/old.xml", page(site, [(1, day(1))]))
    with opened(tmp_path, roster(ada_blog=site)) as desk:
        fetch(desk, web.fetcher(), day(1, 2))
        web.put("/", html("/new.xml"))
        web.put("/old.xml", Reply(404))
        assert problems(fetch(desk, web.fetcher(), day(1, 3))) == {
            f"{site}/old.xml": "There is nothing at this address (404)"
        }
        web.put("/new.xml", page(site, [(2, day(1, 4)), (1, day(1))]))
        told = fetch(desk, web.fetcher(), day(1, 5))
        assert (counts(told), problems(told)) == ({f"{site}/new.xml": (1, 1, 0)}, {})
        assert problems(fetch(desk, web.fetcher(), day(1, 6))) == {}
    assert web.paths()[-1] == "/new.xml"


def test_a_page_in_the_place_of_a_feed_is_told(web: Web, tmp_path: Path) -> None:
    site = web.url("", "ada.example.org")
    web.put("/feed.xml", rss(site, [(1, day(1))]))
    with opened(tmp_path, roster(ada_blog=f"{site}/feed.xml")) as desk:
        fetch(desk, web.fetcher(), day(1, 2))
        web.put("/feed.xml", html())
        told = fetch(desk, web.fetcher(), day(1, 3))
    assert problems(told) == {f"{site}/feed.xml": "It answers with something that is no feed"}


def test_a_broken_feed_is_told_and_nothing_of_it_is_stored(web: Web, tmp_path: Path) -> None:
    site = web.url("", "ada.example.org")
    web.put("/feed.xml", rss(site, [(1, day(1))])[:-40])
    with opened(tmp_path, roster(ada_blog=f"{site}/feed.xml")) as desk:
        told = fetch(desk, web.fetcher(), day(1, 2))
        [problem] = told.problems
        assert "the XML is broken" in problem.problem and told.reports == []
        web.put("/feed.xml", rss(site, [(1, day(1))]))
        assert counts(fetch(desk, web.fetcher(), day(1, 3))) == {f"{site}/feed.xml": (1, 0, 0)}


def test_letters_are_read_as_the_feed_says_whatever_the_server_says(web: Web, tmp_path: Path) -> None:
    site = web.url("", "ada.example.org")
    body = rss(site, [(1, day(1))]).replace(b"Post 1", "Zoë Çelik".encode())
    web.put("/feed.xml", Reply(body=body, headers={"Content-Type": "text/xml; charset=iso-8859-1"}))
    with opened(tmp_path, roster(ada_blog=f"{site}/feed.xml")) as desk:
        fetch(desk, web.fetcher(), day(1, 2))
    assert rows(tmp_path, "SELECT title FROM said") == [("Zoë Çelik",)]


def test_a_blog_that_moved_for_good_is_asked_at_its_new_address(web: Web, tmp_path: Path) -> None:
    site = web.url("", "ada.example.org")
    web.put("/feed.xml", Reply(301, headers={"Location": "/moved.xml"}))
    web.put("/moved.xml", rss(site, [(1, day(1))]))
    with opened(tmp_path, roster(ada_blog=f"{site}/feed.xml")) as desk:
        [first] = fetch(desk, web.fetcher(), day(1, 2)).outcomes
        assert (first.address, first.moved) == (f"{site}/feed.xml", f"{site}/moved.xml")
        web.asked.clear()
        fetch(desk, web.fetcher(), day(1, 3))
        assert web.paths() == ["/moved.xml"]
        web.put("/moved.xml", Reply(404))
        web.put("/feed.xml", rss(site, [(1, day(1)), (2, day(1, 3))]))
        assert counts(fetch(desk, web.fetcher(), day(1, 4))) == {f"{site}/feed.xml": (1, 1, 0)}


def test_what_is_gone_for_good_is_left_alone_for_a_month_and_still_told(web: Web, tmp_path: Path) -> None:
    site = web.url("", "ada.example.org")
    web.put("/feed.xml", Reply(410))
    with opened(tmp_path, roster(ada_blog=f"{site}/feed.xml")) as desk:
        fetch(desk, web.fetcher(), day(1))
        web.asked.clear()
        told = fetch(desk, web.fetcher(), day(2))
        assert web.asked == []
        assert [(p.problem, p.since) for p in told.problems] == [("It is gone for good (410)", micros(day(1)))]
        fetch(desk, web.fetcher(), day(5, 4))
        assert web.paths() == ["/feed.xml"]


def test_who_asks_to_be_left_alone_is_not_asked_before(web: Web, tmp_path: Path) -> None:
    site = web.url("", "ada.example.org")
    web.put("/feed.xml", rss(site, [(1, day(1))]), Reply(429, headers={"Retry-After": "7200"}), b"<rss/>")
    with opened(tmp_path, roster(ada_blog=f"{site}/feed.xml")) as desk:
        fetch(desk, web.fetcher(), day(1, 1, 13))
        assert problems(fetch(desk, web.fetcher(), day(1, 1, 14))) == {
            f"{site}/feed.xml": "It asks for fewer requests (429)"
        }
        web.asked.clear()
        assert len(fetch(desk, web.fetcher(), day(1, 1, 15)).problems) == 1 and web.asked == []
        assert fetch(desk, web.fetcher(), day(1, 1, 17)).problems == [] and web.paths() == ["/feed.xml"]


def test_an_address_that_leads_into_the_network_here_is_refused_and_told(web: Web, tmp_path: Path) -> None:
    web.put("/feed.xml", Reply(302, headers={"Location": "http://169.254.169.254/latest/meta-data/"}))
    site = web.url("/feed.xml", "ada.example.org")
    with opened(tmp_path, roster(ada_blog=site, ben_blog=f"http://127.0.0.1:{web.port}/x")) as desk:
        told = fetch(desk, web.fetcher(), day(1))
    assert problems(told) == {
        site: "It sends on to http://169.254.169.254/latest/meta-data/, which names its host by a number; "
        "public sites have a name",
        f"http://127.0.0.1:{web.port}/x": "It names its host by a number; public sites have a name",
    }
    assert web.paths() == ["/feed.xml"]


# Pages of one feed


PAGES = {n: [(k, day(1) + timedelta(days=k - 1)) for k in range(31 - 10 * n, 41 - 10 * n)][::-1] for n in (1, 2, 3)}


def test_older_pages_are_asked_for_until_the_term_begins(web: Web, tmp_path: Path) -> None:
    """Thirty posts, one a day from Monday of week 1, ten a page; the fourth page is not there."""
    site = web.url("", "ada.example.org")
    web.put("/feed/", page(site, PAGES[1]))
    web.put("/feed/?paged=2", page(site, PAGES[2]))
    web.put("/feed/?paged=3", page(site, PAGES[3]))
    with opened(tmp_path, roster(ada_blog=f"{site}/feed/")) as desk:
        told = fetch(desk, web.fetcher(), day(5, 3))
        assert counts(told) == {f"{site}/feed/": (30, 0, 0)}
        assert [p for p in web.paths() if p.startswith("/feed")] == ["/feed/", "/feed/?paged=2", "/feed/?paged=3"]
        found = states(desk.measures(LOCAL_INSTRUCTOR, micros(day(8))), ADA, "posts")
        assert {week: found[week] for week in (1, 2, 3, 4, 5)} == {
            **{1: ("ok", 7), 2: ("ok", 7), 3: ("ok", 7), 4: ("ok", 7), 5: ("ok", 2)}
        }


def test_a_page_that_is_not_there_says_that_there_is_no_more(web: Web, tmp_path: Path) -> None:
    """Ten posts could be the newest of many; as there is no second page, they are all, and weeks before are zero."""
    site = web.url("", "ada.example.org")
    web.put("/feed/", page(site, [(n, day(3) + timedelta(days=n)) for n in range(10, 0, -1)]))
    with opened(tmp_path, roster(ada_blog=f"{site}/feed/")) as desk:
        [report] = fetch(desk, web.fetcher(), day(5)).reports
        assert report.coverage["cut_short"] is False and report.coverage["since"] is None
        found = states(desk.measures(LOCAL_INSTRUCTOR, micros(day(8))), ADA, "posts")
        assert (found[1], found[2], found[3]) == (("ok", 0), ("ok", 0), ("ok", 6))


def test_pages_are_asked_for_only_as_far_as_something_may_be_missing(web: Web, tmp_path: Path) -> None:
    site = web.url("", "ada.example.org")
    written = [(n, day(1) + timedelta(days=n - 1)) for n in range(1, 31)]
    with opened(tmp_path, roster(ada_blog=f"{site}/feed/")) as desk:
        web.put("/feed/", rss(site, written[:8]))
        fetch(desk, web.fetcher(), day(2, 2))
        # Five more: the newest ten reach back to before the last fetch.
        web.put("/feed/", rss(site, written[:13]))
        web.asked.clear()
        fetch(desk, web.fetcher(), day(2, 7))
        assert [path for path in web.paths() if "paged" in path] == []
        # Seventeen more: the second page closes the gap, the third is not needed.
        web.put("/feed/", rss(site, written[:30]))
        web.put("/feed/?paged=2", page(site, written[10:20][::-1]))
        told = fetch(desk, web.fetcher(), day(5, 3))
        assert [path for path in web.paths() if "paged" in path] == ["/feed/?paged=2"]
        assert counts(told) == {f"{site}/feed/": (17, 3, 0)}
        short = desk.coverage(LOCAL_INSTRUCTOR, micros(day(8)))
        assert not short["cut_short"].any()


def test_a_server_that_gives_the_same_page_whatever_is_asked_ends_it(web: Web, tmp_path: Path) -> None:
    site = web.url("", "ada.example.org")
    same = page(site, [(n, day(3) + timedelta(days=n)) for n in range(10, 0, -1)])
    web.put("/feed/", same)
    web.put("/feed/?paged=2", same)
    with opened(tmp_path, roster(ada_blog=f"{site}/feed/")) as desk:
        [report] = fetch(desk, web.fetcher(), day(5)).reports
    assert (report.new, report.coverage["cut_short"]) == (10, True)
    assert [path for path in web.paths() if "paged" in path] == ["/feed/?paged=2"]


# Who is asked


def test_a_blog_of_two_is_asked_once_and_nobodys_by_its_place(tmp_path: Path) -> None:
    body = rss(ADAS, [(1, day(1))], author="Night Owl")
    sites = Sites({ADAS: body})
    with opened(tmp_path, roster(ada_blog=ADAS, ben_blog=ADAS + "/")) as desk:
        told = fetch(desk, sites, day(1, 2))
    [outcome] = told.outcomes
    assert (told.total, set(outcome.account.whose)) == (1, {ADA, BEN})
    assert [who for _, _, who in wrote(tmp_path)] == [None]


def test_one_student_can_be_asked_alone(tmp_path: Path) -> None:
    sites = Sites({ADAS: rss(ADAS, [(1, day(1))]), BENS: rss(BENS, [(1, day(1))], "Ben Birk")})
    with opened(tmp_path, roster(ada_blog=ADAS, ben_blog=BENS, ben_x="@ben")) as desk:
        assert list(counts(fetch(desk, sites, day(1, 2), student="ben birk"))) == [BENS]
        plan = desk.to_fetch(LOCAL_INSTRUCTOR, BEN)
        assert ([a.written for a in plan.accounts], plan.hosts, plan.others) == ([BENS], ("ben.example.org",), {"x": 1})
        with pytest.raises(NobodyFound):
            fetch(desk, sites, day(1, 2), student="Carla")
    assert {address for address, _ in sites.asked} == {BENS}


def test_a_plan_says_whom_it_asks_where_and_whom_it_cannot(tmp_path: Path) -> None:
    people = roster(ada_blog=ADAS, ada_mastodon="@ada@social.example.org", ben_bluesky="ben.bsky.social", ben_x="@ben")
    with opened(tmp_path, people) as desk:
        plan = desk.to_fetch(LOCAL_INSTRUCTOR)
    assert (len(plan.accounts), plan.people, plan.others, plan.asked_at) == (3, 2, {"x": 1}, 0)
    assert plan.hosts == ("ada.example.org", "public.api.bsky.app", "social.example.org")


def test_a_student_may_not_fetch(tmp_path: Path) -> None:
    with opened(tmp_path, roster(ada_blog=ADAS)) as desk:
        for ask in (lambda viewer: desk.refresh(viewer, 0), desk.to_fetch):
            with pytest.raises(NotAllowed):
                ask(Viewer(Role.STUDENT, ADA))


def test_an_empty_class_asks_nobody(tmp_path: Path) -> None:
    with opened(tmp_path, roster(ada_x="@ada")) as desk:
        told = fetch(desk, Sites({}), day(1))
    assert (told.total, told.outcomes) == (0, [])


# What goes on meanwhile, and afterwards


def test_progress_hears_of_every_account_and_may_end_it(tmp_path: Path) -> None:
    sites = Sites({ADAS: rss(ADAS, [(1, day(1))]), BENS: rss(BENS, [(1, day(1))])})
    heard: list[tuple[int, int]] = []
    with opened(tmp_path / "a", roster(ada_blog=ADAS, ben_blog=BENS)) as desk:
        desk.refresh(
            LOCAL_INSTRUCTOR, micros(day(1, 2)), lambda told: heard.append((told.done, told.total)), fetcher=sites
        )
        assert heard[-1] == (2, 2) and {total for _, total in heard} == {2}
        assert [done for done, _ in heard] == sorted(done for done, _ in heard)

    def leave(told: Refreshed) -> None:
        if told.reports:
            raise KeyboardInterrupt

    with opened(tmp_path / "b", roster(ada_blog=ADAS, ben_blog=BENS)) as desk:
        with pytest.raises(KeyboardInterrupt):
            desk.refresh(LOCAL_INSTRUCTOR, micros(day(1, 2)), leave, fetcher=sites)
        assert sites.stopped
    assert len(wrote(tmp_path / "b")) == 1, "what was loaded stays"


def test_an_error_of_ours_is_a_failure_of_that_account_alone(tmp_path: Path) -> None:
    class Odd(Sites):
        def get(self, address: str, marks: Marks = NO_MARKS) -> Answer | Failure:
            if address == BENS:
                raise RuntimeError("a mistake")
            return super().get(address, marks)

    with opened(tmp_path, roster(ada_blog=ADAS, ben_blog=BENS)) as desk:
        told = fetch(desk, Odd({ADAS: rss(ADAS, [(1, day(1))])}), day(1, 2))
    assert list(counts(told)) == [ADAS]
    assert [p.problem.startswith("An error inside Evenkeel") for p in told.problems] == [True]


def test_who_is_silent_on_a_blog_now_is_known_to_be(tmp_path: Path) -> None:
    """Ben commented in week 1. In week 3 the newest ten comments are others', and Ben wrote none of them."""
    feed, beside = f"{ADAS}/feed/", f"{ADAS}/comments/feed/"
    first = comments(ADAS, [(1, "Ben Birk", day(1, 2)), (2, "Owl 2", day(1, 3))])
    later = comments(
        ADAS, [(1, "Ben Birk", day(1, 2)), *[(n, f"Owl {n}", day(1, 3) + timedelta(days=n)) for n in range(2, 13)]]
    )
    posts = rss(ADAS, [(1, day(1)), (2, day(2)), (3, day(3))])
    with opened(tmp_path, roster(ada_blog=feed)) as desk:
        fetch(desk, Sites({feed: posts, beside: first}), day(1, 6))
        fetch(desk, Sites({feed: posts, beside: later}), day(3, 3))
        found = states(desk.measures(LOCAL_INSTRUCTOR, micros(day(8))), BEN, "comments")
        short = desk.coverage(LOCAL_INSTRUCTOR, micros(day(8)))
    assert (found[1], found[2], found[3]) == (("ok", 1), ("ok", 0), ("ok", 0))
    assert not short[short["student"] == BEN]["cut_short"].any(), "the ten reach back to before the last fetch"


def test_what_was_undone_is_fetched_again(tmp_path: Path) -> None:
    with opened(tmp_path, roster(ada_blog=ADAS)) as desk:
        body = rss(ADAS, [(1, day(1))])
        fetch(desk, Sites({ADAS: body}), day(1, 2))
        [load] = rows(tmp_path, f"SELECT id FROM load WHERE path = '{ADAS}'")
        desk.undo(LOCAL_INSTRUCTOR, load[0])
        assert wrote(tmp_path) == []
        assert counts(fetch(desk, Sites({ADAS: body}), day(1, 3))) == {ADAS: (1, 0, 0)}


def test_a_feed_that_is_also_loaded_from_a_file_is_one_thing(tmp_path: Path) -> None:
    body = rss(ADAS, [(1, day(1)), (2, day(2))])
    with opened(tmp_path, roster(ada_blog=ADAS)) as desk:
        fetch(desk, Sites({ADAS: body}), day(2, 3))
        held = len(wrote(tmp_path))
        (tmp_path / "inbox" / "feed.xml").write_bytes(body)
        [report] = desk.load(LOCAL_INSTRUCTOR, inbox.waiting(tmp_path), inbox.Asked(micros(day(2, 4))))
        assert (report.new, len(wrote(tmp_path))) == (0, held)


def test_fetching_twice_at_once_changes_nothing(tmp_path: Path) -> None:
    sites = Sites({ADAS: rss(ADAS, [(1, day(1))])})
    with opened(tmp_path, roster(ada_blog=ADAS)) as desk:
        fetch(desk, sites, day(1, 2))
        before = dump(tmp_path)
        fetch(desk, sites, day(1, 2))
        assert dump(tmp_path) == before
