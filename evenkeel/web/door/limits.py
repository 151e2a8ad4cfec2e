"""How often one may try: wrong keys and codes are counted, by where they come from and by whom they name."""

import threading
from collections import deque
from dataclasses import dataclass, field

MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Limit:
    """So many wrong tries within so many seconds."""

    tries: int
    seconds: float


# A class behind one address may mistype; one person's code may be tried a few times only, from wherever.
FROM_ONE_PLACE = Limit(30, 10 * MINUTE)
FOR_ONE_PERSON = Limit(8, 15 * MINUTE)
ALTOGETHER = Limit(300, 10 * MINUTE)
_MOST_KEYS = 10_000


@dataclass(slots=True)
class Attempts:
    """Wrong tries of late, in memory: a restart forgets them. Safe to share between threads."""

    _wrong: dict[tuple[str, str], deque[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def too_many(self, place: str, person: str, now: float) -> bool:
        """Tell whether another try must wait; `now` in seconds of any steady clock."""
        with self._lock:
            return any(len(self._late(key, limit, now)) >= limit.tries for key, limit in _keys(place, person))

    def wrong(self, place: str, person: str, now: float) -> None:
        """Count a wrong try."""
        with self._lock:
            if len(self._wrong) > _MOST_KEYS:
                self._forget_the_quiet(now)
            for key, limit in _keys(place, person):
                self._late(key, limit, now).append(now)

    def _late(self, key: tuple[str, str], limit: Limit, now: float) -> deque[float]:
        tries = self._wrong.setdefault(key, deque(maxlen=limit.tries))
        while tries and tries[0] <= now - limit.seconds:
            tries.popleft()
        return tries

    def _forget_the_quiet(self, now: float) -> None:
        longest = max(limit.seconds for limit in (FROM_ONE_PLACE, FOR_ONE_PERSON, ALTOGETHER))
        self._wrong = {key: tries for key, tries in self._wrong.items() if tries and tries[-1] > now - longest}


def _keys(place: str, person: str) -> list[tuple[tuple[str, str], Limit]]:
    named = [(("person", person), FOR_ONE_PERSON)] if person else []
    return [(("place", place), FROM_ONE_PLACE), (("all", ""), ALTOGETHER), *named]
