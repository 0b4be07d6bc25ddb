"""Tells the yearly table of a site's work (政府网站工作年度报表) by its title."""

import re
from typing import Final

_TABLE: Final = re.compile(
    r"网站.{0,6}年度?(?:工作|监管)?(?:年度)?(?:报表|年报|工作报告|报告)|"
    r"网站(?:工作|建设|管理)(?:年度)?(?:报表|年报|年度报告)|年度网站(?:工作)?报表|"
    r"[局委办府厅院社会心队馆处站]工作年度报表"  # titled by the site's name, often its unit's
)
_NO_TABLE: Final = re.compile(r"通知|通报|培训|部署|报送|填报(?!单位)|监管年度|解读|模板")
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_SPOKEN: Final = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "0001234567890123456789")


def is_work_table(title: str) -> bool:
    """Whether a title is that of a site's yearly table of work, whatever year it names."""
    words = "".join(title.split())
    return _TABLE.search(words) is not None and not _NO_TABLE.search(words)


def work_table_year(title: str) -> int | None:
    """The year that a yearly table of work is about; None for another title, or one without a year."""
    words = "".join(title.split())
    if not is_work_table(words):
        return None
    years = {int(year) for year in _YEAR.findall(words.translate(_SPOKEN))}
    return years.pop() if len(years) == 1 else None
