"""A drawing as an Enhanced Metafile (MS-EMF), the vector format that Word, WPS and LibreOffice all show.

One unit is 1/100 mm. Every character's place is written down, so widths do not hang on the reader's fonts.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from mingcha.reports.drawing import Anchor, Box, Drawing, Face, Label, Shape, Stroke, text_width_mm
from mingcha.reports.fonts import OFFICE_NAMES

_UNITS_PER_MM = 100
_NULL_BRUSH, _NULL_PEN = 0x80000005, 0x80000008
_GB2312_CHARSET = 134
# Object 1 is made, used and deleted for each shape: simple readers keep few.
_HANDLE = 1


def render_emf(drawing: Drawing) -> bytes:
    """The bytes of the .emf."""
    records = [_record(18, struct.pack("<I", 1)), _record(22, struct.pack("<I", 24))]
    for shape in drawing.shapes:
        records += _shape(shape)
    records.append(_record(14, struct.pack("<III", 0, 16, 20)))
    return _header(drawing, records) + b"".join(records)


def _header(drawing: Drawing, records: list[bytes]) -> bytes:
    width, height = _units(drawing.width_mm), _units(drawing.height_mm)
    size = 88 + sum(len(record) for record in records)
    # The device is an A4 sheet of 100 dots a millimetre, so dots and frame count alike.
    return struct.pack(
        "<II 4i 4i I I I I HH III ii ii",
        1, 88, 0, 0, width, height, 0, 0, width, height, 0x464D4520, 0x10000, size,
        len(records) + 1, 2, 0, 0, 0, 0, 21000, 29700, 210, 297,
    )  # fmt: skip


def _shape(shape: Shape) -> Iterator[bytes]:
    match shape:
        case Stroke():
            yield from _with_pen(shape.width_mm, _line(shape))
        case Box():
            yield from _box(shape)
        case Label():
            yield from _label(shape)


def _line(stroke: Stroke) -> list[bytes]:
    return [
        _record(27, struct.pack("<ii", _units(stroke.x1), _units(stroke.y1))),
        _record(54, struct.pack("<ii", _units(stroke.x2), _units(stroke.y2))),
    ]


def _with_pen(width_mm: float, drawn: list[bytes]) -> Iterator[bytes]:
    yield _record(38, struct.pack("<IIiiI", _HANDLE, 0, _units(width_mm), 0, 0))
    yield _record(37, struct.pack("<I", _HANDLE))
    yield from drawn
    yield _record(37, struct.pack("<I", _NULL_PEN))
    yield _record(40, struct.pack("<I", _HANDLE))


def _box(box: Box) -> Iterator[bytes]:
    corners = (box.x, box.y, box.x + box.width, box.y + box.height)
    rectangle = _record(43, struct.pack("<4i", *(_units(value) for value in corners)))
    if box.grey is not None:
        level = round(box.grey * 255)
        yield _record(39, struct.pack("<IIII", _HANDLE, 0, level | level << 8 | level << 16, 0))
        yield _record(37, struct.pack("<I", _HANDLE))
        yield _record(37, struct.pack("<I", _NULL_PEN))
        yield rectangle
        yield _record(37, struct.pack("<I", _NULL_BRUSH))
        yield _record(40, struct.pack("<I", _HANDLE))
    if box.outlined:
        yield _record(37, struct.pack("<I", _NULL_BRUSH))
        yield from _with_pen(0.2, [rectangle])


def _label(label: Label) -> Iterator[bytes]:
    size_mm = label.size_pt * 25.4 / 72
    width_mm = text_width_mm(label.text, label.size_pt)
    left_mm = label.x - {Anchor.START: 0.0, Anchor.MIDDLE: width_mm / 2, Anchor.END: width_mm}[label.anchor]
    base_mm = label.y + 0.38 * size_mm
    yield _record(82, struct.pack("<I", _HANDLE) + _font(label.face, size_mm))
    yield _record(37, struct.pack("<I", _HANDLE))
    yield _record(24, struct.pack("<I", 0xFFFFFF if label.white else 0))
    yield _text(label.text, _units(left_mm), _units(base_mm), _units(size_mm))
    yield _record(37, struct.pack("<I", 0x8000000D))
    yield _record(40, struct.pack("<I", _HANDLE))


def _font(face: Face, size_mm: float) -> bytes:
    """A LogFontPanose (MS-EMF, 2.2.16): 320 bytes of which only the LogFont is filled."""
    name = OFFICE_NAMES[face].encode("utf-16-le")[:62]
    form = struct.pack("<5i 8B", -_units(size_mm), 0, 0, 0, 400, 0, 0, 0, _GB2312_CHARSET, 0, 0, 0, 0)
    return (form + name.ljust(64, b"\0")).ljust(320, b"\0")


def _text(text: str, x: int, y: int, size: int) -> bytes:
    encoded = text.encode("utf-16-le")
    widths = [size // 2 if character.isascii() else size for character in text]
    # A character outside the basic plane is two units; the second has no width.
    steps = [
        step
        for character, width in zip(text, widths, strict=True)
        for step in ((width, 0) if ord(character) > 0xFFFF else (width,))
    ]
    padded = encoded.ljust(-(-len(encoded) // 4) * 4, b"\0")
    head = struct.pack("<4i I ff", 0, 0, -1, -1, 1, 1.0, 1.0)
    place = struct.pack("<ii III 4i I", x, y, len(steps), 76, 0, 0, 0, -1, -1, 76 + len(padded))
    return _record(84, head + place + padded + struct.pack(f"<{len(steps)}I", *steps))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<II", kind, 8 + len(body)) + body


def _units(length_mm: float) -> int:
    return round(length_mm * _UNITS_PER_MM)
