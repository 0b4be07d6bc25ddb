"""Register files of offices, read and written without a database (contract, section 3)."""

from mingcha.registry.fields import Reject
from mingcha.registry.reading import Lifetime, RegisterFile, read_register
from mingcha.registry.writing import note_rejects, rejects_path, write_register, write_rejects

__all__ = [
    "Lifetime",
    "RegisterFile",
    "Reject",
    "note_rejects",
    "read_register",
    "rejects_path",
    "write_register",
    "write_rejects",
]
