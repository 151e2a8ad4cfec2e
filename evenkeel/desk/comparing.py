"""The class as a student may see it: quartiles of enough others, and nothing of anybody."""

from collections.abc import Sequence

from evenkeel.access import Viewer
from evenkeel.desk.counting import Counting
from evenkeel.metrics.quartiles import Quartiles, of_others


class Comparing(Counting):
    """The part of a desk that sets somebody beside the class."""

    def class_quartiles(
        self, viewer: Viewer, now: int, week: int, metrics: Sequence[str]
    ) -> dict[str, Quartiles] | None:
        """Return the quartiles of metrics among the others in a week (0: the term), whatever their section.

        None where fewer than ten others have all of these numbers, and until week or term have ended: a single new act
        would show. See `metrics.quartiles.of_others`.
        """
        asked = [each for each in self.weeks() if week in (0, each.number)]
        if not asked or any(each.end > now for each in asked):
            return None
        return of_others(self.analysis(now).measures, viewer.email, week, metrics)
