"""When a student's work waited: the pending windows and study hours, merged, and what of a stretch lies in them."""

from dataclasses import dataclass

from evenkeel.metrics.workings.ground import Ground
from evenkeel.metrics.workings.values import Line, Part


@dataclass(frozen=True, slots=True)
class Waits:
    """Stretches without overlap, in order, in which some work waited."""

    merged: tuple[tuple[int, int], ...]

    def overlap(self, starts: int, ends: int) -> int:
        """Return how much of a stretch lies in them (microseconds)."""
        return sum(max(0, min(ends, until) - max(starts, since)) for since, until in self.merged)

    def holds(self, starts: int, ends: int) -> bool:
        """Tell whether one of them holds a whole stretch."""
        return any(since <= starts and ends <= until for since, until in self.merged)


def waits(ground: Ground) -> Waits:
    """Merge the windows of a student; windows that touch are one."""
    merged: list[tuple[int, int]] = []
    for window in ground.windows:
        if merged and window.starts <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], window.ends)
        else:
            merged.append((window.starts, window.ends))
    return Waits(tuple(merged))


def windows_part(ground: Ground, week: int) -> Part:
    """List the windows that have a part in a week (0: the term)."""
    settings = ground.course.settings
    spans = [span for span in ground.weeks if week in (0, span.number)]
    lines = tuple(
        Line(window.exercise or "planned study hours", None, "", window.starts, window.ends)
        for window in ground.windows
        if any(window.starts < span.ends and window.ends > span.starts for span in spans)
    )
    told = (
        f"From its release, at most {settings.window_opens_hours_before_due:g} hours before it is due, until it is "
        f"handed in, at most {settings.window_closes_hours_after_due:g} hours after. Minutes in two "
        "windows at once count once."
    )
    return Part("When work waited", "minutes", lines, told)
