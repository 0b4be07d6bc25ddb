"""What a figure was measured on, and when."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path


def facts() -> dict[str, object]:
    """Processor, cores, Python and day."""
    cpu = next(
        (line.partition(":")[2].strip() for line in _cpuinfo() if line.startswith("model name")),
        platform.machine(),
    )
    return {
        "cpu": cpu,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "date": datetime.now(UTC).date().isoformat(),
    }


def describe() -> str:
    """The facts in one line."""
    known = facts()
    return f"{known['cpu']}, {known['cores']} cores, Python {known['python']}, {known['date']}"


def _cpuinfo() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
