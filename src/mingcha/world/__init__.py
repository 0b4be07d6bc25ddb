"""Worlds: cities that can be replayed. Loads a world folder, serves its sites over HTTP, reads its events."""

from mingcha.world.events import read_events, world_events
from mingcha.world.loader import load_world
from mingcha.world.model import BulletinBlock, World
from mingcha.world.server import WorldServer

__all__ = ["BulletinBlock", "World", "WorldServer", "load_world", "read_events", "world_events"]
