"""The thread of a worker that hands in what is due, and says aloud what stands still."""

import logging
import threading
from dataclasses import dataclass, field

from mingcha.jobs.pool import StoreDown
from mingcha.web.selectors.health import Health, health_of
from mingcha.web.services import schedules
from mingcha.web.services.jobs import outages
from mingcha.web.store import close_connection
from mingcha.web.work import WorkStore

log = logging.getLogger(__name__)
LOOK_S = 60.0
"""Seconds between two looks at our own health."""


@dataclass
class Scheduler:
    """Every worker has one; whichever is first hands a job in. An outage of the store is waited out."""

    store: WorkStore
    stop: threading.Event
    every_s: float
    schedules_on: bool = True
    _told: frozenset[str] = field(default_factory=frozenset)
    _since_look_s: float = LOOK_S

    def run(self) -> None:
        """Until told to stop."""
        while not self.stop.wait(self.every_s):
            self.tick()
            self._since_look_s += self.every_s
            if self._since_look_s >= LOOK_S:
                self._since_look_s = 0.0
                self.look()
        close_connection()

    def tick(self) -> None:
        """Hand in what is due now."""
        if not self.schedules_on:
            return
        try:
            with outages():
                schedules.make_schedules(at=self.store.clock())
                names = schedules.hand_in_due(
                    engine=self.store.engine, at=self.store.clock(), sites=lambda: len(self.store.sites())
                )
            for name in names:
                log.info("schedule handed in: %s", name)
        except StoreDown as error:
            log.warning("schedules wait: %s", error)
        except Exception:
            log.exception("schedules not handed in")

    def look(self) -> Health:
        """Look at our own health; a problem is told when it begins, and when it is over."""
        found = health_of(self.store.engine, self.store.evidence, self.store.clock())
        now = frozenset(problem.name for problem in found.problems)
        for problem in found.problems:
            if problem.name not in self._told:
                log.error("alarm: %s", problem.text, extra={"alarm": problem.name})
        for name in sorted(self._told - now):
            log.info("alarm over: %s", name, extra={"alarm": name})
        self._told = now
        return found
