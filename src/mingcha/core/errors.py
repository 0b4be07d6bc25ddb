"""Every exception of mingcha descends from MingchaError.

    MingchaError
    ├── UsageError        a person's input is wrong; exit code 2
    │   └── NoCalendar    working days asked for a year without a holiday table
    ├── CannotDo          the job cannot be done here and now; exit code 3
    └── Undecided         raised inside a rule, never seen outside `judge`
        ├── CantTell      the rule could not be checked; the reason is shown to a person
        └── Inapplicable  the rule does not concern this subject

What the world does wrong (a dead host, a broken page) is a value, `FetchFailure`, and no exception.
"""


class MingchaError(Exception):
    """A sentence for a person: the place, the value, the remedy."""


class UsageError(MingchaError):
    """Wrong usage or input: says where it is, what it is and what to do. Exit code 2."""


class NoCalendar(UsageError):
    """No holiday table for a year: working days in it are not computed silently."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"没有{year}年的节假日安排，不能计算工作日；"
            f"请用 mingcha import calendar 导入国务院办公厅关于{year}年节假日安排的通知"
        )
        self.year = year


class CannotDo(MingchaError):
    """The job could not be done, although it was asked rightly. Exit code 3."""


class Undecided(MingchaError):
    """A rule ends without a judgement; the message is the reason, in Chinese."""


class CantTell(Undecided):
    """The rule could not be checked: says why and what a person should do."""


class Inapplicable(Undecided):
    """The rule does not concern this subject on this day."""
