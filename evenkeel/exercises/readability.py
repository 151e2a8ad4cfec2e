"""How easily an English text reads, roughly: Flesch's reading ease by its published formula."""

import re

# Below this, one long word moves the figure more than the writing does.
LEAST_WORDS = 30
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_END = re.compile(r"[.!?]+(?=\s|$)|\n+")
_ADDRESS = re.compile(r"https?://\S+")
_VOWELS = re.compile(r"[aeiouy]+")
_BANDS = ((70.0, "easy"), (50.0, "plain"), (30.0, "hard"))


def reading_ease(text: str) -> float | None:
    """Return Flesch's reading ease (100 easy, 0 hard; Flesch 1948), None where there are too few words to say.

    206.835 - 1.015 words per sentence - 84.6 syllables per word. Syllables are counted by a rule of thumb for English,
    so this is rough, and says nothing of what a text is worth.
    """
    plain = _ADDRESS.sub(" ", text)
    found = _WORD.findall(plain)
    if len(found) < LEAST_WORDS:
        return None
    sentences = sum(1 for part in _END.split(plain) if _WORD.search(part))
    return 206.835 - 1.015 * len(found) / sentences - 84.6 * sum(map(syllables, found)) / len(found)


def syllables(word: str) -> int:
    """Count the syllables of an English word by its groups of vowels; a silent e at the end is none."""
    letters = word.casefold()
    groups = len(_VOWELS.findall(letters))
    silent = letters.endswith(("e", "es", "ed")) and not letters.endswith(("le", "les", "ted", "ded", "ses", "zes"))
    return max(1, groups - (silent and groups > 1))


def in_words(ease: float) -> str:
    """Say a reading ease in a word: easy, plain, hard or very hard."""
    return next((said for least, said in _BANDS if ease >= least), "very hard")
