"""Tells the annual report on disclosure by its title (政府信息公开工作年度报告)."""

import re
from typing import Final

_NUMERALS: Final = str.maketrans("〇○ＯO零一二三四五六七八九０１２３４５６７８９", "000001234567890123456789")
_SPOKEN: Final = re.compile(
    r"二[〇○ＯO零0]\s*[〇○ＯO零一二三四五六七八九]\s*[〇○ＯO零一二三四五六七八九](?=\s*年)"
)
_YEAR: Final = r"(?P<year>20\d\d)"
_ABOUT: Final = r"(?:政府|政务|主动)?(?:信息|政务)公开"
_REPORT: Final = (
    r"(?:(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:年度)?(?:的)?(?:报告|总结报告)|"
    r"(?:工作)?(?:年度)?年报|年度报告)"
)
_SHAPES: Final = (
    re.compile(rf"{_YEAR}\s*年?(?:度)?(?P<between>.{{0,25}}?){_ABOUT}(?:工作)?.{{0,3}}?{_REPORT}"),
    re.compile(
        rf"{_ABOUT}(?:工作)?.{{0,3}}?{_REPORT}\s*[（(\[【〔—-]*\s*{_YEAR}\s*(?:年(?:度)?)?\s*[)）\]】〕]*"
    ),
    re.compile(rf"{_ABOUT}(?:工作)?[（(]?{_YEAR}年?(?:度)?[)）]?{_REPORT}"),
    re.compile(rf"{_YEAR}\s*(?:年(?:度)?)?(?P<between>.{{0,25}}?)公开年报"),
)
_OTHER: Final = re.compile(
    r"通知|通报|培训|会议|工作方案|要点|解读|图解|一图|模板|格式|样式|意见|公示公告|征求|统计年报|"
    r"财务|决算|预算|网站工作年度报表|"
    r"网站(?:监管)?年度|法治政府|依法行政|部署|召开|做好|汇总表|考核|评议|评估|落实情况的函|"
    r"编制.{0,8}(?:工作)?$|催报|未(?:公布|发布)"
)
_ONWARD: Final = re.compile(r"^(?:关于)?(?:发布|公布|公开|编制(?:发布)?|报送)")
_NOT_BETWEEN: Final = re.compile(r"[。；;！？]|20\d\d\s*年")


def report_year(title: str) -> int | None:
    """The year that an annual report on disclosure is about, by its title; None for another title.

    Notices about reports, statistical and financial reports and yearly tables of site work are none.
    """
    words = "".join(_SPOKEN.sub(lambda found: found[0].translate(_NUMERALS), title).split())
    words = words.translate(_NUMERALS) if re.search(r"[０-９]", words) else words
    if _OTHER.search(words):
        return None
    for shape in _SHAPES:
        start = 0
        while found := shape.search(words, start):
            if not _NOT_BETWEEN.search(found.groupdict().get("between") or ""):
                return int(found["year"])
            start = found.start() + 1
    return None


def report_questions(year: int) -> tuple[str, ...]:
    """Words for which a site search is asked where the report of a year is looked for."""
    return (f"{year}年政府信息公开", "政府信息公开工作年度报告")
