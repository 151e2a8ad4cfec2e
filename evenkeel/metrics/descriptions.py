"""What each metric means, in words that a page can show."""

from dataclasses import dataclass

from evenkeel.course.values import Settings


@dataclass(frozen=True, slots=True)
class Description:
    """One metric in words: formula, what it shows, what it does not show, source, and the settings behind it.

    `settings` are names of fields of `Settings`; `setting` says each with the value that holds.
    """

    formula: str
    shows: str
    not_shown: str
    source: str
    settings: tuple[str, ...] = ()


# No published value exists for any of these, so a page says with the number which one was used.
SETTINGS = {
    "answer_within_days": "an answer counts within {} days",
    "session_gap_minutes": "a new session begins after {} minutes without an act",
    "session_lead_seconds": "{} seconds are taken to lead up to the first act of a session",
    "window_weeks": "a week's value looks back over {} weeks, itself included",
    "min_acts": "fewer than {} are too little to say",
    "window_opens_hours_before_due": "work waits from {} hours before it is due",
    "window_closes_hours_after_due": "work waits until {} hours after it was due",
    "unknown_share_limit": "with more than {} of the minutes unlabelled there is too little to say",
    "calm_share": "a week is calm at {} of the line",
    "calm_weeks": "a flag goes off after {} calm weeks in a row",
    "grace_weeks": "{} of the weeks from the one in which somebody joins are not looked at",
    "peers": "whose exchanges count: {}",
    "stairway_champion_received": "a champion has addressed one at least {} times",
    "stairway_champion_weeks": "a champion has been in touch in at least {} weeks",
    "stairway_champion_reposts": "a champion has passed one's work on at least {} times",
    "stairway_casual_below": "fewer than {} acts between two make a casual friend",
    "stairway_casual_weeks": "weeks of contact that still make a casual friend: {}",
    "stairway_words": "an act has substance with more than {} words, or with a link",
    "stairway_lean_share": "giving and taking are even while they differ by no more than {} of what was exchanged",
}
# Where it makes sense to set what could be set further out.
SENSIBLE = {"session_gap_minutes": "15 to 120 minutes are sensible"}
_PEERS = {"all": "everybody on the roster", "students": "students only"}


def setting(name: str, settings: Settings) -> str:
    """Say a setting with the value that holds: "an answer counts within 7 days"."""
    value = getattr(settings, name)
    if name == "peers":
        said = _PEERS.get(value, value)
    else:
        said = f"{value:.0%}" if name.endswith(("_share", "_share_limit")) else f"{value:g}"
    return SETTINGS[name].format(said)


_BALANCE = ("answer_within_days", "window_weeks", "min_acts", "peers")
_SESSIONS = ("session_gap_minutes", "session_lead_seconds")
_WINDOWS = ("window_opens_hours_before_due", "window_closes_hours_after_due")
_OURS = "A plain count; the definition is ours"
_HALFAKER = "Sessions: Halfaker et al. 2015 (gap), Geiger & Halfaker 2013 (lead); the order of evidence is ours"

DESCRIPTIONS: dict[str, Description] = {
    "engagement_balance": Description(
        "2 × Σ min(given, received) ÷ (exchanged + unanswered)",
        "Whether talk with classmates goes both ways: 0 when all of it is one-way or falls into silence, "
        "100 when every exchange is matched. It is an indicator of two-way exchange.",
        "What was said, how well, and to what effect. Private messages, talk in class and answers outside "
        "the files are not in it, and being left without an answer is not the student's doing alone.",
        "Weighted reciprocity: Squartini et al. 2013; two-way exchange: Grunig & Hunt 1984; the combination is ours",
        _BALANCE,
    ),
    "addressed_share": Description(
        "exchanged ÷ (exchanged + unanswered)",
        "How much of what a student takes part in is talk with people, beside posts to nobody in particular "
        "that drew no answer.",
        "Whether the talk goes both ways, and who reads along: a post that many read and none answered "
        "counts as silence here.",
        "The first factor of the engagement balance; the definition is ours",
        _BALANCE,
    ),
    "matched_share": Description(
        "2 × Σ min(given, received) ÷ exchanged",
        "How much of the talk with each classmate comes back from the same classmate.",
        "How much talk there is: two acts that answer each other score like two hundred. Posts that nobody "
        "answered are left to the addressed share.",
        "Weighted reciprocity, seen from one person: Squartini et al. 2013",
        _BALANCE,
    ),
    "direction": Description(
        "(given − received) ÷ exchanged",
        "Whether a student mostly gives (towards +1) or mostly receives (towards −1).",
        "Whether it balances within each pair: giving to one and receiving from another also comes to 0. "
        "Neither end is a fault; people who are asked a lot receive a lot.",
        "The companion of the matched share, which never exceeds 1 − |direction|; the definition is ours",
        _BALANCE,
    ),
    "reply_back_rate": Description(
        "answered in time ÷ comments and mentions old enough to judge",
        "How many of the comments and mentions that reached a student got an answer from them in time.",
        "Whether an answer was called for: a plain thank-you counts like a question. Likes, private answers "
        "and answers in class are not in the files.",
        "A plain share; with it a Wilson interval (Wilson 1927)",
        ("answer_within_days", "window_weeks", "min_acts"),
    ),
    "answer_time": Description(
        "Kaplan–Meier median of hours until an answer; what is unanswered waits to the end of the data",
        "After how many hours half of the comments and mentions were answered, with the unanswered ones reckoned in.",
        "Whether the answer was a good one, or when the comment was first read. It stays empty where fewer "
        "than half were answered, which is not the same as slow.",
        "Kaplan & Meier 1958",
        ("window_weeks",),
    ),
    "procrastination_minutes": Description(
        "minutes of (leisure while work waited or in study hours) ∪ (labelled “I meant to be working”)",
        "Leisure that fell into the hours before a hand-in, or into hours planned for study: possibly, not "
        "certainly, procrastination. Only minutes a student labelled are called so.",
        "Intent: a film after a day's work looks like one instead of it. What no tracker or diary holds is "
        "missing, and the tie between logs and felt procrastination is weak and differs from person to "
        "person.",
        "Delay against one's own judgement: Steel 2007; Meier, Reinecke & Meltzer 2016; logs and feeling: "
        "Aalbers et al. 2022; the windows are ours",
        (*_WINDOWS, *_SESSIONS),
    ),
    "leisure_minutes": Description(
        "minutes of the merged timeline whose purpose is leisure",
        "Time told or seen to be leisure, each minute once, with the kind of evidence it rests on.",
        "Leisure away from the devices and diaries that were handed in, and minutes whose purpose nobody "
        "labelled: unknown is never counted as leisure.",
        _HALFAKER,
        _SESSIONS,
    ),
    "coursework_minutes": Description(
        "minutes of the merged timeline whose purpose is coursework",
        "Time told or seen to be work for the class, each minute once, with the kind of evidence it rests on.",
        "Reading, thinking and writing on paper or on a device without tracker or diary; and nothing of how "
        "much was learnt in the time.",
        _HALFAKER,
        _SESSIONS,
    ),
    "social_minutes": Description(
        "minutes of the merged timeline on a platform, and all estimated ones",
        "Time on social platforms for whatever purpose, the class's own included.",
        "Scrolling and reading that left neither an entry nor an act: sessions that are estimated from acts "
        "see writing alone.",
        _HALFAKER,
        _SESSIONS,
    ),
    "coursework_share": Description(
        "coursework ÷ (coursework + leisure)",
        "Which part of the labelled minutes was coursework.",
        "How many minutes there were: 3 of 4 scores like 30 h of 40 h. Minutes without a label are outside "
        "it, and too many of them silence it.",
        "A plain share; the definition and the limit are ours",
        (*_SESSIONS, "unknown_share_limit"),
    ),
    "acts": Description(
        "posts + comments + short posts + reposts",
        "How often a student did something in public that the files hold.",
        "Length, care and worth: a repost counts like an essay. Likes, reading and anything deleted or "
        "private are not acts.",
        _OURS,
    ),
    "posts": Description(
        "number of posts on blogs",
        "How many posts a student published on a blog.",
        "Drafts, pages and posts that were deleted, nor how long or how good each is.",
        _OURS,
    ),
    "comments": Description(
        "number of comments",
        "How many comments a student left on blogs, their own answers to readers included.",
        "Comments on blogs that are not in the files, and comments that wait for approval or were taken for spam.",
        _OURS,
    ),
    "tweets": Description(
        "number of short posts",
        "How many short posts (X, Mastodon, Bluesky, Threads) a student wrote, replies and quotes included.",
        "Posts for followers only, direct messages and what was deleted before the archive was made.",
        _OURS,
    ),
    "reposts": Description(
        "number of reposts",
        "How often a student passed on somebody else's item unchanged.",
        "Whether they agreed with it or had read it; likes and bookmarks.",
        _OURS,
    ),
    "words": Description(
        "blank-separated pieces with a letter or digit, less web addresses, mentions and reposts",
        "How much a student wrote in all posts, comments and short posts together.",
        "How good or how original the words are: quoted and pasted text counts. What is said in pictures, "
        "sound and video does not.",
        _OURS,
    ),
    "received": Description(
        "acts of others that address the student",
        "How often anybody, in the class or outside, answered, mentioned, quoted or passed on the student.",
        "Readers who left no trace, and answers on blogs that are not in the files. To be addressed often "
        "is not in a student's own hands.",
        _OURS,
    ),
    "outreach": Description(
        "own acts that address somebody outside the class",
        "How often a student turned to people beyond the class.",
        "Whether they answered: their side is mostly not in the files, which is why it stays out of the "
        "balance. A handle that nobody has matched to the roster counts as outside.",
        _OURS,
    ),
    "lateness": Description(
        "mean over tasks of (handed in earlier + ½ handed in at the same time) ÷ all who handed in",
        "Where in the class a student usually hands in: 0 first, 50 in the middle, 100 last. It takes 3 "
        "tasks that 10 or more handed in.",
        "Whether anything was late: in a punctual class somebody is still last. Tasks never handed in are "
        "not in it. It was found to run higher for some groups of students, so it is no ground for judging "
        "one.",
        "Sabnis, Yu & Kizilcec 2022",
    ),
    "steadiness": Description(
        "1 − Gini coefficient of acts a week, empty weeks included",
        "How evenly a student's acts are spread over the completed weeks: 100 is the same number in each. "
        "It takes 4 weeks.",
        "How many acts there are: one a week is as steady as thirty. A course that asks for more in some "
        "weeks makes everybody less steady.",
        "Gini coefficient (Gini 1912); its use on weekly acts is ours",
    ),
    "burstiness": Description(
        "(√(n+1) r − √(n−1)) ÷ ((√(n+1) − 2) r + √(n−1)), r = standard deviation ÷ mean of the n gaps",
        "Whether acts come like clockwork (−1), at random (0) or in bursts (+1), allowing for how few there are.",
        "Why: nights, a weekly class and breaks make everybody bursty. It says nothing of when work was due "
        "or of how much was done.",
        "Kim & Jo 2016, eq. 22",
    ),
}
