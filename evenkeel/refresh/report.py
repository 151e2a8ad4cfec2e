"""What is asked, and what came of it, as values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from evenkeel.intake import LoadReport


@dataclass(frozen=True, slots=True)
class Account:
    """An account that the roster names and that can be asked; `whose` are e-mail addresses, mostly one."""

    platform: str
    spelling: str
    written: str
    whose: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by."""
        return self.platform, self.spelling


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one address. Loaded: `report`; nothing new: neither `report` nor `problem`.

    `problem` is a sentence, `since` when it began (microseconds); `moved` where the address says it stands now.
    `status` is the server's last answer, 0 where there was none or it was not asked.
    """

    account: Account
    address: str
    part: str
    status: int = 0
    report: LoadReport | None = None
    problem: str = ""
    since: int = 0
    moved: str = ""

    @property
    def finding(self) -> bool:
        """Whether something is to be seen to: it could not be fetched or taken, or holds what cannot be read."""
        return bool(self.problem or (self.report and (self.report.refused or self.report.rejected)))


@dataclass(frozen=True, slots=True)
class Plan:
    """Which accounts a refresh asks, at which sites, and how it went the last time.

    `others`: how many accounts cannot be asked, by platform; `asked_at`: when anything was last asked (0: never);
    `failing`: the addresses that could not be fetched then.
    """

    accounts: tuple[Account, ...]
    hosts: tuple[str, ...]
    others: Mapping[str, int]
    asked_at: int = 0
    failing: tuple[Outcome, ...] = ()

    @property
    def people(self) -> int:
        """How many people's accounts they are."""
        return len({email for account in self.accounts for email in account.whose})


@dataclass(slots=True)
class Refreshed:
    """What came of a refresh, address by address; it grows while the refresh goes on."""

    total: int
    done: int = 0
    asking: list[Account] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def step(self, account: Account, done: bool) -> None:
        """Note that an account is being asked, or that it is done."""
        if done:
            self.asking.remove(account)
            self.done += 1
        else:
            self.asking.append(account)

    @property
    def reports(self) -> list[LoadReport]:
        """What was loaded."""
        return [outcome.report for outcome in self.outcomes if outcome.report]

    @property
    def problems(self) -> list[Outcome]:
        """What could not be fetched."""
        return [outcome for outcome in self.outcomes if outcome.problem]

    @property
    def unchanged(self) -> int:
        """How many addresses had nothing new."""
        return sum(not outcome.problem and outcome.report is None for outcome in self.outcomes)


# Called now and then with how far it has got; what it raises ends the refresh.
Progress = Callable[[Refreshed], object]
