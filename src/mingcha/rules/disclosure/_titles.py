"""A page's own title, without the column and the site that often follow it."""

import re

from mingcha.core.page import PageFacts

_CUT = re.compile(r"\s*[-_|—–｜]+\s*|\s{2,}")


def own_title(page: PageFacts) -> str:
    """The article's title by its tag, else the first piece of the page's title."""
    return page.tag("articletitle") or _CUT.split(page.title.strip())[0]
