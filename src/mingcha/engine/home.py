"""Reads what belongs to a home page: its frames, and the parts that draw its marks and its search."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from mingcha.core.fetch import FailureKind, FetchFailure, Response
from mingcha.core.page import Mark, MarkKind, MarkPlace
from mingcha.engine.decode import declared_name, decode
from mingcha.engine.marks import marks_in
from mingcha.engine.page import Page, Part
from mingcha.engine.search import SearchForm
from mingcha.engine.site_search import drawn_search

MAX_FRAMES = 8
MAX_PARTS = 24
"""Frames, and scripts or includes, read of a home page."""
NEEDED_MARKS = frozenset(MarkKind) - {MarkKind.SITEMAP}


class HomeReading:
    """One home page with what it draws from elsewhere. `read` fills the rest; it may be asked once.

    `unread` are the addresses of frames and parts that could not be read.
    """

    def __init__(
        self,
        page: Page,
        get: Callable[[str, str], Awaitable[Response | FetchFailure]],
        open_page: Callable[[str, str], Awaitable[Page | FetchFailure]],
    ) -> None:
        self.page = page
        self.frames: list[Page] = []
        self.marks: tuple[Mark, ...] = ()
        self.unread: tuple[str, ...] = ()
        self.search: SearchForm | None = None
        self._get = get
        self._open = open_page

    @property
    def documents(self) -> list[Page]:
        """The home page and its frames."""
        return [self.page, *self.frames]

    async def read(self) -> "HomeReading":
        """Read the frames, then as many parts as marks and search need."""
        await self._read_frames()
        parts = [part for document in self.documents for part in document.parts][:MAX_PARTS]
        await self._read_marks(parts)
        self.search = await drawn_search(self.documents, parts, self._text_of)
        return self

    async def _read_frames(self) -> None:
        for url in self.page.frames[:MAX_FRAMES]:
            frame = await self._open(url, self.page.url)
            if isinstance(frame, Page):
                self.frames.append(frame)
            else:
                self.unread += (url,)

    async def _read_marks(self, parts: list[Part]) -> None:
        """Marks of the home page and its frames, then of parts that may draw them, while some are missing.

        A foot that is drawn elsewhere counts as read when one of the parts drew a mark.
        """
        self.marks += self.page.marks
        for frame in self.frames:
            self.marks += tuple(replace(mark, place=MarkPlace.FRAME) for mark in frame.marks)
        drew = False
        for part in parts:
            if not NEEDED_MARKS - {mark.kind for mark in self.marks}:
                return
            text = await self._text_of(part, self.page)
            marks = marks_in(text, part.place, part.url) if text else ()
            drew = drew or bool(marks)
            self.marks += marks
        if not drew:
            self.unread += tuple(page.url for page in self.documents if page.footer_is_drawn_elsewhere)

    async def _text_of(self, part: Part, page: Page) -> str:
        """A part's source; one that cannot be read is noted, unless a script that is gone."""
        answer = await self._get(part.url, page.url)
        if isinstance(answer, Response):
            # A script without a charset of its own is read in the page's, as browsers do.
            return decode(answer.body, declared_name(answer.header("content-type")) or page.encoding)[0]
        gone = answer.kind is FailureKind.NOT_FOUND and part.place is MarkPlace.SCRIPT
        if not gone and part.url not in self.unread:
            self.unread += (part.url,)
        return ""
