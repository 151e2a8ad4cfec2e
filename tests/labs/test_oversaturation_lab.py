from zoneinfo import ZoneInfo

from evenkeel.labs.oversaturation import BRAND, OWN, by_account, odd, read, rho, weeks
from evenkeel.labs.shape import Row, Standpoint

AT = Standpoint(0, ZoneInfo("UTC"))


def week(number: int, posts: int, answers: int, account: str = "Blue Heron", whose: str = BRAND, **rest: object) -> Row:
    return Row({"account": account, "whose": whose, "week": number, "posts": posts, "answers": answers} | rest)


FALLING = [week(n, n, n * (20 - n)) for n in range(1, 9)]


def test_answers_that_fall_as_posts_rise_are_a_correlation_of_minus_1():
    assert rho(by_account(weeks(FALLING))["Blue Heron"]) == -1
    assert read(FALLING, AT).finding == "With 1 of 1 account, a post finds fewer answers in busier weeks"


def test_fewer_than_8_weeks_say_too_little():
    told = read(FALLING[:7], AT)
    assert told.finding == "1 account, none with enough weeks to say"
    assert told.tables[0].rows[0][-1] == "too little to say"


def test_a_week_without_a_post_has_no_answers_to_each_and_is_no_zero():
    assert weeks([week(1, 0, 0)]) == []
    assert read([week(1, 0, 0)], AT).finding == "No week entered yet"


def test_the_newest_row_on_a_week_of_an_account_holds_whatever_its_spelling():
    assert [one.answers for one in weeks([week(1, 2, 5), week(1, 2, 9, account="blue  heron")])] == [9]


def test_a_student_is_shown_the_accounts_of_brands_alone():
    told = read([*FALLING, week(1, 3, 3, account="Ada's own", whose=OWN)], AT._replace(floor=5))
    assert {row[0] for row in told.tables[0].rows} == {"Blue Heron"}
    assert set(told.pictures[0].frame["group"]) == {BRAND}


def test_leaving_is_counted_where_it_was_noted():
    assert "1 of 2" in read([week(1, 3, 3, left=True), week(2, 3, 3, left=False), week(3, 3, 3)], AT).sentences[0]


def test_answers_to_no_post_are_a_slip():
    assert list(odd(week(1, 0, 4).content)) and not list(odd(week(1, 1, 4).content))
