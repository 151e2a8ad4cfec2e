"""Short, believable writing about public relations, put together from the bank of sentences."""

from __future__ import annotations

from random import Random

from evenkeel.sample import bank, phrases
from evenkeel.sample.bank import Topic

STATUS_LIMIT = 280


def fill(sentence: str, topic: Topic, rng: Random, handle: str = "") -> str:
    """Put names, places and numbers into a sentence and begin it with a capital letter."""
    text = sentence.format(
        topic=topic.phrase,
        group=rng.choice(bank.GROUPS),
        place=rng.choice(bank.PLACES),
        person=rng.choice(bank.PEOPLE),
        number=rng.choice(bank.NUMBERS),
        span=rng.choice(bank.SPANS),
        handle=handle,
    )
    return text[0].upper() + text[1:]


def topic_of(rng: Random, exercise: str = "") -> Topic:
    """A subject: the exercise's own where there is one."""
    wanted = {"local-news-item": "local-news", "video": "video-craft"}.get(exercise)
    return next((one for one in bank.TOPICS if one.tag == wanted), None) or rng.choice(bank.TOPICS)


def topic_tagged(labels: tuple[str, ...], rng: Random) -> Topic:
    """The subject that a post's labels name."""
    return next((one for one in bank.TOPICS if one.tag in labels), None) or rng.choice(bank.TOPICS)


def post(topic: Topic, rng: Random) -> tuple[str, tuple[str, ...]]:
    """A blog post: its title, and two to four paragraphs."""
    points = list(topic.points)
    rng.shuffle(points)
    links = list(phrases.LINKING)
    rng.shuffle(links)
    paragraphs = [[rng.choice(phrases.OPENERS), points.pop(), links.pop()]]
    for _ in range(rng.choice((1, 1, 2))):
        paragraphs.append([points.pop(), links.pop(), points.pop()])
    paragraphs.append([points.pop(), rng.choice(phrases.CLOSERS)])
    text = tuple(" ".join(fill(one, topic, rng) for one in paragraph) for paragraph in paragraphs)
    return fill(rng.choice(topic.titles), topic, rng), text


def hello(topic: Topic, rng: Random) -> tuple[str, tuple[str, ...]]:
    """The first post of a notebook."""
    lines = [fill(one, topic, rng) for one in rng.sample(phrases.HELLOS, 4)]
    return rng.choice(("Hello", "Who I am", "A first post", "Testing, one two")), (" ".join(lines),)


def comment(topic: Topic, rng: Random) -> tuple[str, ...]:
    """What one says below another's post."""
    return tuple(fill(one, topic, rng) for one in rng.sample(phrases.COMMENTS, rng.choice((1, 1, 2))))


def answer(topic: Topic, rng: Random) -> tuple[str, ...]:
    """What the writer of a post says back."""
    return (fill(rng.choice(phrases.ANSWERS), topic, rng),)


def status(rng: Random, tagged: bool) -> str:
    """A message to nobody in particular."""
    text = fill(rng.choice(phrases.STATUS), rng.choice(bank.TOPICS), rng)
    return f"{text} #prclass" if tagged else text


def long_status(rng: Random) -> str:
    """A message well beyond what one X post shows."""
    topic = rng.choice(bank.TOPICS)
    points = rng.sample(topic.points, 5)
    text = " ".join(fill(point, topic, rng) for point in points)
    while len(text) < STATUS_LIMIT + 60:
        text = f"{text} {fill(rng.choice(phrases.LINKING), topic, rng)}"
    return text


def talk(rng: Random) -> str:
    """What follows an @-mention."""
    text = fill(rng.choice(phrases.TALK), rng.choice(bank.TOPICS), rng)
    return text[0].lower() + text[1:] if not text.startswith("I ") else text


def shout(handle: str, rng: Random) -> str:
    """A message that names an organization."""
    return fill(rng.choice(phrases.SHOUTS), rng.choice(bank.TOPICS), rng, handle)


def org_news(rng: Random) -> str:
    """What an organization posts and students pass on."""
    return fill(rng.choice(phrases.ORG_NEWS), rng.choice(bank.TOPICS), rng)


def org_answer(rng: Random) -> str:
    """What an organization answers a student."""
    return fill(rng.choice(phrases.ORG_ANSWERS), rng.choice(bank.TOPICS), rng)
