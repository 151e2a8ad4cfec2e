"""How hard a text is to read, by the two Flesch formulas; English alone, and nothing for a short text."""

import re
from typing import NamedTuple

from evenkeel import text as writing

# Below this many words a score says more about chance than about the text.
LEAST_WORDS = 100
_SENTENCE_END = re.compile(r"[.!?]+[\"'”’)\]]*(?:\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_LETTERS = re.compile(r"[^a-z]")


class Readability(NamedTuple):
    """Reading ease (0 hard to 100 easy, can lie outside) and school grade of a text."""

    ease: float
    grade: float
    words: int


def readability(text: str) -> Readability | None:
    """Score a text (Flesch 1948; Kincaid et al. 1975); None below 100 words.

    Syllables are estimated from the letters, a few percent off. It does not show whether a text is clear or true.
    """
    words = writing.words(text)
    if words < LEAST_WORDS:
        return None
    spoken = [word for word in text.split() if _LETTERS.sub("", word.casefold())]
    found = sum(syllables(word) for word in spoken)
    return scored(words, sentences(text), found)


def scored(words: int, of_sentences: int, of_syllables: int) -> Readability:
    """Apply both formulas to counts."""
    length, weight = words / max(1, of_sentences), of_syllables / words
    ease = 206.835 - 1.015 * length - 84.6 * weight
    return Readability(ease, 0.39 * length + 11.8 * weight - 15.59, words)


def sentences(text: str) -> int:
    """Count sentences by their ends; a line of its own, such as a headline, is one too."""
    lines = [line for line in text.splitlines() if line.strip()]
    return sum(max(1, len(_SENTENCE_END.findall(line))) for line in lines)


def syllables(word: str) -> int:
    """Estimate the syllables of an English word from its groups of vowels."""
    letters = _LETTERS.sub("", word.casefold())
    count = len(_VOWELS.findall(letters))
    silent_e = letters.endswith("e") and not re.search(r"[^aeiouy]le$|[aeiouy]e$", letters)
    silent_ed = letters.endswith("ed") and not letters.endswith(("ted", "ded", "eed"))
    silent_es = letters.endswith("es") and not re.search(r"(?:[sxzcg]|ch|sh|[^aeiouy]l|[aeiouy])es$", letters)
    return max(1, count - (silent_e or silent_ed or silent_es))


def said(found: Readability | None) -> str:
    """Say a score in words."""
    if found is None:
        return f"Readability is shown from {LEAST_WORDS} words on."
    return (
        f"Reading ease {found.ease:.0f} (Flesch, 100 is easiest), about school grade {max(0.0, found.grade):.0f} "
        f"(Kincaid), from {found.words:,} words; English alone."
    )
