from evenkeel import words


def test_minutes_are_said_in_hours():
    said = {
        0: "0 min",
        20: "20 min",
        59.5: "1 h",
        60: "1 h",
        320: "5 h 20 min",
        -90: "-1 h 30 min",
        -0.2: "0 min",
    }
    assert {minutes: words.hours(minutes) for minutes in said} == said


def test_a_share_is_said_between_0_and_100_with_halves_up():
    assert [words.score(share) for share in (0, 0.005, 0.324, 1)] == ["0", "1", "32", "100"]


def test_numbers_have_no_needless_decimals():
    assert [words.number(value) for value in (3, 3.10, 0.25, 1204, 0.005)] == [
        "3",
        "3.1",
        "0.25",
        "1,204",
        "0.01",
    ]


def test_counts_mind_their_plural():
    assert words.count(0, "student") == "no students"
    assert words.count(1, "student") == "1 student"
    assert words.count(1200, "reply", "replies") == "1,200 replies"


def test_words_are_joined_as_in_speech():
    assert [words.together(list(names)) for names in ("", "a", "ab", "abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
