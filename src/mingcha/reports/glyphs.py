"""Which characters a font file can show, read from its `cmap` table (OpenType 1.9, formats 4 and 12)."""

from __future__ import annotations

import struct
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO


class FontFileError(ValueError):
    """The file is no font that can be read; the message names it."""


@lru_cache(maxsize=64)
def covered_characters(path: Path, index: int = 0) -> frozenset[int]:
    """Code points with a glyph in face `index` of a .ttf, .otf, .ttc or .otc file; cached for the process."""
    try:
        with path.open("rb") as file:
            table = _cmap_table(file, index)
        return frozenset(_best_subtable(table))
    except (OSError, struct.error, IndexError, StopIteration) as error:
        raise FontFileError(f"字体文件 {path} 无法读取（{error}），请更换或移除。") from error


def _cmap_table(file: BinaryIO, index: int) -> bytes:
    offset = 0
    head = file.read(12)
    if head[:4] == b"ttcf":
        file.seek(12 + 4 * index)
        (offset,) = struct.unpack(">I", file.read(4))
        file.seek(offset)
        head = file.read(12)
    (tables,) = struct.unpack(">H", head[4:6])
    records = [struct.unpack(">4sIII", file.read(16)) for _ in range(tables)]
    start, length = next((record[2], record[3]) for record in records if record[0] == b"cmap")
    file.seek(start)
    return file.read(length)


def _best_subtable(table: bytes) -> set[int]:
    """The Unicode subtable with the widest reach: format 12 before format 4."""
    (count,) = struct.unpack_from(">H", table, 2)
    readers = {12: _format_12, 4: _format_4}
    found: dict[int, int] = {}
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * number)
        if (platform == 0 and encoding != 5) or (platform, encoding) in ((3, 1), (3, 10)):
            found[struct.unpack_from(">H", table, offset)[0]] = offset
    for number, reader in readers.items():
        if number in found:
            return reader(table, found[number])
    return set()


def _format_12(table: bytes, offset: int) -> set[int]:
    (groups,) = struct.unpack_from(">I", table, offset + 12)
    points: set[int] = set()
    for start, end, glyph in struct.iter_unpack(">III", table[offset + 16 : offset + 16 + 12 * groups]):
        points.update(range(start if glyph else start + 1, end + 1))
    return points


def _format_4(table: bytes, offset: int) -> set[int]:
    (double,) = struct.unpack_from(">H", table, offset + 6)
    segments = double // 2
    ends = struct.unpack_from(f">{segments}H", table, offset + 14)
    starts = struct.unpack_from(f">{segments}H", table, offset + 16 + double)
    deltas = struct.unpack_from(f">{segments}H", table, offset + 16 + 2 * double)
    shift_place = offset + 16 + 3 * double
    shifts = struct.unpack_from(f">{segments}H", table, shift_place)
    points: set[int] = set()
    for number, (start, end, delta, shift) in enumerate(zip(starts, ends, deltas, shifts, strict=True)):
        for point in range(start, min(end, 0xFFFE) + 1):
            if shift == 0:
                glyph = (point + delta) & 0xFFFF
            else:
                place = shift_place + 2 * number + shift + 2 * (point - start)
                (glyph,) = struct.unpack_from(">H", table, place)
            if glyph:
                points.add(point)
    return points
