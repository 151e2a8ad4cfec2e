"""Every metric by name: what it is called, counted in and bounded by, what it shows and what it does not show."""

from dataclasses import dataclass

from evenkeel.metrics.descriptions import DESCRIPTIONS, Description


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric as pages, commands and rules know it.

    `unit`: minutes, hours, share (0 to 1, shown 0 to 100), signed (-1 to 1) or count. `low`, `high`: the ends of
    its range, None where there is none. `weekly`: has a row a week, else one for the term alone.
    """

    id: str
    title: str
    unit: str
    low: float | None = 0
    high: float | None = None
    weekly: bool = True
    of_time: bool = False

    @property
    def about(self) -> Description:
        """What the number means, in words."""
        return DESCRIPTIONS[self.id]


_ALL = (
    Metric("engagement_balance", "Engagement balance", "share", 0, 1),
    Metric("addressed_share", "Addressed share", "share", 0, 1),
    Metric("matched_share", "Matched share", "share", 0, 1),
    Metric("direction", "Direction", "signed", -1, 1),
    Metric("reply_back_rate", "Reply-back rate", "share", 0, 1),
    Metric("answer_time", "Time to answer", "hours"),
    Metric("procrastination_minutes", "Leisure while work was due", "minutes", of_time=True),
    Metric("leisure_minutes", "Leisure", "minutes", of_time=True),
    Metric("coursework_minutes", "Coursework", "minutes", of_time=True),
    Metric("social_minutes", "Social media", "minutes", of_time=True),
    Metric("coursework_share", "Coursework share", "share", 0, 1, of_time=True),
    Metric("acts", "Acts", "count"),
    Metric("posts", "Posts", "count"),
    Metric("comments", "Comments", "count"),
    Metric("tweets", "Short posts", "count"),
    Metric("reposts", "Reposts", "count"),
    Metric("words", "Words", "count"),
    Metric("received", "Received", "count"),
    Metric("outreach", "Outreach", "count"),
    Metric("lateness", "Lateness among classmates", "share", 0, 1, weekly=False),
    Metric("steadiness", "Steadiness", "share", 0, 1, weekly=False),
    Metric("burstiness", "Burstiness", "signed", -1, 1, weekly=False),
)

METRICS = {metric.id: metric for metric in _ALL}
BOUNDS = {metric.id: (metric.low, metric.high) for metric in _ALL}
