"""A run's small state file, so that one that was stopped is taken up where it stood."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

FILE = "run.json"


@dataclass(frozen=True, slots=True)
class RunState:
    """One run in one folder. `resumed` says that an earlier start of it was stopped in the middle."""

    folder: Path
    run: str
    resumed: bool

    @classmethod
    def begin(cls, folder: Path, subjects: Sequence[str], now: datetime) -> "RunState":
        """The unfinished run of the same subjects in this folder, else a new one named by the instant."""
        path = folder / FILE
        wanted = sorted(subjects)
        known = _read(path)
        if known is not None and known.get("state") == "running" and known.get("subjects") == wanted:
            return cls(folder, str(known["run"]), resumed=True)
        run = now.strftime("%Y%m%dT%H%M%S%f")
        _write(path, {"run": run, "state": "running", "subjects": wanted})
        return cls(folder, run, resumed=False)

    def finish(self) -> None:
        """Mark the run as ended; the next start in this folder is a new run."""
        path = self.folder / FILE
        known = _read(path) or {}
        _write(path, known | {"state": "finished"})


def _read(path: Path) -> dict[str, object] | None:
    """The state, None when there is none or a torn one: a new run is then started."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and "run" in found else None


def _write(path: Path, state: dict[str, object]) -> None:
    part = path.with_suffix(".part")
    part.write_text(json.dumps(state, ensure_ascii=False, indent=1), encoding="utf-8")
    part.replace(path)
