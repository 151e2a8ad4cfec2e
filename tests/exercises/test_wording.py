"""What an exercise asks for, in words that a student reads."""

from evenkeel.exercises.values import Counts, Exercise
from evenkeel.exercises.wording import asked, recognised, shared_tags
from evenkeel.model import Kind


def test_it_is_said_how_work_is_recognised():
    video = Exercise("video", "A video", Kind.POST, ("video",))
    news = Exercise("local-news-item", "News", Kind.TWEET, ("local-news", "here and now"))
    comments = Exercise("comments", "Comments", Kind.COMMENT, to_classmate=True)
    assert recognised(video) == "A post with the tag “video”."
    assert recognised(news) == (
        "A short post with the tag “local-news” or “here and now”, or anything tagged “local-news-item”."
    )
    assert recognised(comments) == (
        "A comment on a classmate's work that carries no other exercise's tag, or anything tagged “comments”."
    )


def test_what_is_counted_is_said_a_line_each_and_what_is_not_asked_for_is_left_out():
    assert asked(Counts()) == ()
    assert asked(Counts(300, 600, 1, True, 3, True)) == (
        "300 to 600 words",
        "at least 1 link",
        "a video",
        "at least 3 different classmates addressed",
        "an answer to everybody who commented",
    )
    assert (asked(Counts(words_from=300)), asked(Counts(words_to=80))) == (
        ("at least 300 words",),
        ("at most 80 words",),
    )


def test_a_tag_of_two_exercises_is_said():
    own = Exercise("talk", "A talk", Kind.POST, ("video",))
    assert shared_tags(own, [own, Exercise("video", "A short video", Kind.POST), Exercise("x", "X", Kind.POST)]) == (
        "“video” is a tag of “A short video” too: work that bears it is handed in for both.",
    )


def test_work_of_another_kind_is_not_taken_by_a_tag_that_is_only_a_tag():
    posts, tweets = (Exercise(kind.value, "X", kind, ("here",)) for kind in (Kind.POST, Kind.TWEET))
    assert shared_tags(posts, [tweets]) == ()
