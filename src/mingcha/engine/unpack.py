"""Content-Encoding undone while a body streams in: bounded, and a body cut in the middle is known as such.

libcurl's own decoding takes a gzip stream that ends in the middle for a whole page, on which the foot with
its marks would then be called missing.
"""

from typing import Any

from isal import isal_zlib
from isal.igzip_lib import IsalError

ACCEPTED = "gzip, deflate"
_GZIP = frozenset((b"gzip", b"x-gzip"))
_GZIP_BITS, _ZLIB_BITS, _RAW_BITS = 31, 15, -15
_OTHERS = frozenset((b"br", b"zstd", b"compress", b"x-compress", b"dcb", b"dcz"))
_MOST_LAYERS = 3


class CannotUnpack(ValueError):
    """The bytes are not what their Content-Encoding says, or an encoding was never asked for."""


class Unpacker:
    """One layer of gzip or deflate; deflate may come with zlib's head or, against the standard, without."""

    __slots__ = ("_bits", "_stream")

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._stream: Any = None

    def feed(self, packed: bytes, most: int) -> bytes:
        """Up to `most` bytes that the next piece gives; what follows the end of the stream is ignored."""
        if self._stream is None:
            if self._bits == _ZLIB_BITS and packed[:1] and packed[0] & 0x0F != 8:
                self._bits = _RAW_BITS
            self._stream = isal_zlib.decompressobj(self._bits)
        if self._stream.eof:
            return b""
        try:
            found: bytes = self._stream.decompress(packed, most)
        except IsalError as error:  # type: ignore[misc]  # its stub declares an instance
            raise CannotUnpack(str(error)) from None
        return found

    @property
    def overflows(self) -> bool:
        """Whether the last piece held more than was asked for."""
        return self._stream is not None and bool(self._stream.unconsumed_tail)

    @property
    def is_whole(self) -> bool:
        """Whether the stream came to its end; one that never began is whole too."""
        return self._stream is None or bool(self._stream.eof)


def unpackers(encoding: bytes) -> list[Unpacker] | None:
    """The layers to undo, outermost first; None for an encoding that was not asked for.

    Names that do not exist (`utf-8`, `none`) are ignored, as browsers do.
    """
    layers: list[Unpacker] = []
    for name in reversed(encoding.lower().split(b",")):
        name = name.strip()
        if name in _OTHERS or len(layers) == _MOST_LAYERS:
            return None
        if name in _GZIP or name == b"deflate":
            layers.append(Unpacker(_GZIP_BITS if name in _GZIP else _ZLIB_BITS))
    return layers
