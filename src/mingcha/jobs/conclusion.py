"""The end of a run: its units are judged from the sites' stored views, and the run is closed."""

from collections.abc import Iterable
from typing import Protocol

from mingcha.jobs.engine import Delivery
from mingcha.jobs.judging import Judged


class ConclusionStore(Protocol):
    """What concluding needs of the store. Every method may raise StoreDown."""

    def judged_units(self, run: int) -> Iterable[Judged] | None:
        """What the rules say of the units of a run; None when it has ended or sites of it are left."""
        ...

    def conclude(self, run: int, judged: Iterable[Judged]) -> None:
        """Keep what was said of the units and end the run, both or neither. Raises LostRun."""
        ...


def conclude_run(delivery: Delivery, store: ConclusionStore) -> None:
    """Handle a "conclude" job: argument `run`. Delivered again, nothing happens."""
    run = int(delivery.job.args["run"])
    judged = store.judged_units(run)
    if judged is not None:
        store.conclude(run, judged)
