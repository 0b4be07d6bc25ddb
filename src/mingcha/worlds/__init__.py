"""Replay cities shipped with the program, one folder each: data, and the way to find it by name."""

from pathlib import Path


def world_folder(name: str) -> Path | None:
    """The folder of a built-in world, or None where there is none of that name."""
    folder = Path(__file__).parent / name
    return folder if name and "/" not in name and (folder / "world.toml").is_file() else None


def world_names() -> tuple[str, ...]:
    """Names of the built-in worlds, sorted."""
    return tuple(sorted(entry.parent.name for entry in Path(__file__).parent.glob("*/world.toml")))
