"""The sentences the invented class writes with; names in braces are filled in by `words`."""

from __future__ import annotations

from dataclasses import dataclass

PLACES = (
    "Millbrook",
    "the east side",
    "Harbor Street",
    "the university district",
    "Fenwick County",
    "the old depot",
    "Larch Hill",
    "the ferry landing",
)
GROUPS = (
    "the food bank",
    "the city library",
    "a family bakery",
    "the bus authority",
    "the animal shelter",
    "a minor-league club",
    "the water utility",
    "a co-op grocery",
    "the student clinic",
    "the farmers' market",
    "a bike-share start-up",
    "the community theater",
)
PEOPLE = (
    "the volunteer coordinator",
    "a press officer",
    "their one-person comms team",
    "the shop's owner",
    "a retired reporter",
    "a parent on the school board",
    "the night-shift supervisor",
    "my cousin, who runs their page",
)
NUMBERS = (
    "eleven",
    "fourteen",
    "nearly forty",
    "about sixty",
    "two dozen",
    "a hundred and twelve",
    "seventeen",
    "nine",
)
SPANS = (
    "in one afternoon",
    "over two weeks",
    "before lunch",
    "between two classes",
    "in under a day",
    "across three weekends",
)


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject of the course: what it is called, its titles and what students say about it."""

    phrase: str
    tag: str
    titles: tuple[str, ...]
    points: tuple[str, ...]


TOPICS = (
    Topic(
        "listening before posting",
        "listening",
        (
            "What I heard when {group} stopped posting",
            "Listening first: a week with {group}",
            "Nobody asked {group} a question",
            "Reading {number} replies so you don't have to",
        ),
        (
            "Most accounts I follow talk {number} times for every time they answer.",
            "I read {number} replies to {group} and only a handful got an answer.",
            "The questions people asked were not the questions the page was answering.",
            "Sort the mentions by topic, and the complaint about parking is really one about signs.",
            "Listening is work you can schedule: half an hour in the morning, and write down who said what.",
            "A saved search for {place} turned up people who never tag the organization at all.",
            "What struck me is how polite the first message always is, and how sharp the third one gets.",
            "You cannot call it dialogue if only one side can change its mind.",
        ),
    ),
    Topic(
        "the first hour of a crisis",
        "crisis",
        (
            "The first hour: {group} and a bad morning",
            'Saying "we don\'t know yet" out loud',
            "A crisis plan that fits on one card",
            "What {group} should have said on Tuesday",
        ),
        (
            "The first statement came {span} and said almost nothing, yet it calmed people down.",
            "Silence looked like guilt, even though they were only waiting for facts.",
            "{person} told me they answered {number} messages by hand before they dared to post.",
            'An apology with the word "if" in it is not an apology.',
            "Our holding statement had three parts: what happened, what we do now, when you hear more.",
            "They pinned the update, dated it, and kept the old versions readable, which earned trust.",
            "Rumors filled every gap that {group} left open.",
            "I timed it: from the first angry post to the first reporter's call took less than a lecture.",
        ),
    ),
    Topic(
        "local news and who still makes it",
        "local-news",
        (
            "Who covers {place} now?",
            "Pitching a story from {place}",
            "One newsroom, {number} beats",
            "A local item worth the walk: {group}",
        ),
        (
            "The weekly in {place} has {number} pages and one reporter, who answers her own phone.",
            "A local pitch needs a name, a street and a reason to care this week.",
            "I sent the item to the city desk at desk@news.example.org and got a human answer {span}.",
            "{group} has a story every month and nobody writes it down.",
            "Readers in {place} share the school lunch menu more than the mayor.",
            "The best photo was taken by {person} on a phone.",
            "When the paper left {place}, the rumor page stayed.",
            "News is local when the person quoted can be met at the supermarket.",
        ),
    ),
    Topic(
        "champions and how they are made",
        "champions",
        (
            "How a stranger becomes a champion",
            "{group} has {number} fans and one champion",
            "From follower to friend, slowly",
            "The person who always passes it on",
        ),
        (
            "A champion is somebody who speaks up when you are not in the room.",
            "{person} has shared every call for volunteers {span} without being asked.",
            "You can see the stairs: first a like, then a question, then an argument, then help.",
            "Nobody becomes a champion because of a coupon.",
            "They remembered her name, and that was the whole strategy.",
            "I counted {number} people who come back each week, and the page answers {number} of them.",
            "It took {group} months to earn this and one rude reply to nearly lose it.",
            "Giving credit in public cost nothing and came back doubled.",
        ),
    ),
    Topic(
        "media releases people read",
        "media-release",
        (
            "A media release in {number} sentences",
            "The headline is the release",
            "Rewriting a release from {group}",
            "Dear reporter: what I cut this week",
        ),
        (
            "The release had {number} adjectives in the first paragraph and no date.",
            "I cut the quote that nobody would ever say and kept the number.",
            "A link to a plain page works better than an attachment named final_v7.",
            "{person} reads releases on a phone, standing up, so the first line is all you get.",
            "We rewrote it for {place} and it suddenly had a reason to exist.",
            "An embargo is a promise, not a trick.",
            "The boilerplate at the end was longer than the news.",
            "If the story works without our name in it, it is a story.",
        ),
    ),
    Topic(
        "measuring what matters",
        "measurement",
        (
            "Counting what counts for {group}",
            "Reach is not a relationship",
            "{number} likes later",
            "A spreadsheet and a bit of honesty",
        ),
        (
            "Reach went up and answers went down in the same month.",
            "I made a table with one row a week: asked, answered, how long it took.",
            "{number} impressions sounds large until you divide it by the budget.",
            "The share of questions answered {span} is a number {person} can actually change.",
            "We agreed on the goal before looking at the data, which felt strange and then useful.",
            "A rate without its count is a rumor.",
            "The report for {group} now fits on one page and somebody reads it.",
            "What we do not know goes in its own line instead of being a zero.",
        ),
    ),
    Topic(
        "honesty online",
        "ethics",
        (
            "The small print of a paid post",
            "Should {group} answer trolls?",
            "Who is speaking? A note on disclosure",
            "Asking permission for the photo",
        ),
        (
            "The post was paid for and said so in gray letters at the very end.",
            "{person} asked every volunteer before using a picture, and {number} said no.",
            "Deleting a mistake quietly makes it a second mistake.",
            'I would rather see "corrected at noon" than a perfect page.',
            "An account without a person behind it cannot really apologize.",
            "Our class code says: say who you are, say who pays, say when you were wrong.",
            "{group} left the criticism standing and answered it, which is rarer than it should be.",
            "A bot that says it is a bot is fine by me.",
        ),
    ),
    Topic(
        "video that is worth a minute",
        "video-craft",
        (
            "Sixty seconds at {group}",
            "What I learned holding the camera",
            "Subtitles first",
            "A one-minute portrait from {place}",
        ),
        (
            "The first three seconds decide, and ours showed a door.",
            "We filmed {number} minutes and used one.",
            "{person} was nervous until we talked about soup.",
            "Subtitles doubled the watch time on the bus, where everybody watches without sound.",
            "The wind in {place} ruined the best take, so we kept the second best.",
            "A portrait works when the person does something with their hands.",
            "I wrote the shot list {span} and threw it away at the door.",
            "Nobody missed the drone footage.",
        ),
    ),
)
