from urllib.parse import unquote

import pytest

from evenkeel.charts import key
from evenkeel.charts.theme import DARK, LIGHT, Palette


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("shades", [LIGHT, DARK])
@pytest.mark.parametrize("ground", ["ground", "panel", "beyond"])
def test_text_is_readable_on_every_ground(shades: Palette, ground: str):
    for ink in ("ink", "quiet", "worth", "calm"):
        assert contrast(getattr(shades, ink), getattr(shades, ground)) >= 4.5, (ink, ground)


@pytest.mark.parametrize("shades", [LIGHT, DARK])
def test_marks_stand_out_from_the_ground(shades: Palette):
    assert contrast(shades.rest, shades.ground) >= 3


def test_the_key_says_in_words_what_each_picture_means():
    html = key.html([*key.evidence(LIGHT), key.flag(LIGHT)], LIGHT)
    assert html.count("<img") == html.count('alt=""') == 4
    for words in ("measured", "self-reported", "estimated from posting times", "flagged"):
        assert f"<span>{words}</span>" in html


def test_the_key_draws_estimated_as_a_dashed_ring():
    html = key.html(key.evidence(LIGHT, ["estimated"]), LIGHT)
    assert 'fill-opacity="0.0"' in unquote(html) and "stroke-dasharray" in html
