"""Titles of policy documents and of their explanations: which explains which, and document numbers."""

import re
from typing import Final

LEAST: Final = 6
"""Characters of a document's name below which two titles are not taken for one."""

_EXPLAINS: Final = re.compile(r"解读|读懂|看懂|图解|图说|答记者问|问答|解释说明|起草说明|政策说明|一图")
_POLICY: Final = re.compile(r"办法|规定|细则|条例|规则|规程|意见|规划|方案|决定|通知")
_NAMED: Final = re.compile(r"《(.{4,90})》")
_SHAPES: Final = (
    re.compile(r"关于(?P<name>.{4,80}?)的(?:政策|文件|图文|文字|权威|专家)*(?:解读|解释说明|起草说明)"),
    re.compile(r"(?:一图|图文|动漫|视频)?(?:读懂|看懂|图解|图说|解读)[:：丨|\s—-]*(?P<name>.{4,80})$"),
    re.compile(r"^(?P<name>.{4,80}?)(?:的)?(?:政策|文件|图文|文字|专家|权威)*(?:解读|解释说明|起草说明)"),
)
_NORM: Final = re.compile(r"(?:办法|规定|细则|条例|规则|规程|意见|规划)(?:[（(][^（）()]{1,8}[)）])?》?$")
_NO_POLICY: Final = re.compile(
    r"征求|征集|公开征|草案|意见稿|解读|转发|任免|职务|会议|培训|废止|失效|清理|目录|指南|通报|公示|"
    r"处理意见|审查意见|批复|复函|答复"
)
_ISSUE: Final = re.compile(r"^.{0,40}?关于(?:印发|发布|公布|下发|实施|修订|修改)")
_ABOUT: Final = re.compile(r"^[^《]{0,40}?关于")
_TAIL: Final = re.compile(r"的(?:通知|决定|公告)$")
_TRIAL: Final = re.compile(r"[（(](?:试行|暂行|修订|修订稿|修正|草案|\d{4}年?(?:版|修订)?)[)）]$")
_IDLE: Final = re.compile(r"[\s《》〈〉“”\"'‘’〔〕\[\]【】·,，、:：;；。]")
NUMBER: Final = re.compile(
    r"(?P<body>[一-鿿]{1,12})\s*[〔﹝\[［【(（](?P<year>(?:19|20)\d\d)[〕﹞\]］】)）]\s*第?(?P<no>\d{1,4})\s*号"
)
_LABELLED: Final = re.compile(r"(?:发文字号|发文文号|文件编号|文\s*号)\s*[:：]?\s*")


_ABOVE_US: Final = re.compile(
    r"^[《（(【]?(?:中共|中央|国务院|国办|全国|国家|中华人民共和国|最高人民|省|[一-鿿]{2,3}省|"
    r"(?:教育|科技|公安|民政|司法|财政|水利|农业|农业农村|商务|交通运输|生态环境|自然资源|住房城乡建设|"
    r"人力资源社会保障)部)"
)


def is_paper(title: str) -> bool:
    """Whether a title may be that of a policy or of an explanation, so that its page is looked at closely."""
    return explains(title) or _POLICY.search(title) is not None


def is_from_above(title: str) -> bool:
    """Whether a title is that of a document of the state or the province."""
    return _ABOVE_US.search("".join(title.split())) is not None


def explains(title: str) -> bool:
    """Whether a title is that of an explanation."""
    return _EXPLAINS.search(title) is not None


def is_norm(title: str) -> bool:
    """Whether a title is that of a document that lays down rules (办法, 规定, 细则, 意见 …)."""
    return not _NO_POLICY.search(title) and any(_NORM.search(name) for name in _names(title))


def policy_keys(title: str) -> frozenset[str]:
    """The names by which a document may be meant, in normal form: whole, as issued, without its issuer."""
    return frozenset(key for name in _names(title) if len(key := _key(name)) >= LEAST)


def explained_keys(title: str) -> frozenset[str]:
    """The names, in normal form, of the document that an explanation's title says it explains."""
    named = _NAMED.search(title)
    if named:
        return policy_keys(named[1])
    found = (shape.search(title) for shape in _SHAPES)
    return next((policy_keys(match["name"]) for match in found if match), frozenset())


def document_number(text: str) -> str:
    """The first document number (发文字号) of a text in normal form, "" if none."""
    found = NUMBER.search(text)
    return _normal(found) if found else ""


def labelled_number(text: str) -> str:
    """The document number that stands after a label such as 发文字号, in normal form, "" if none."""
    for label in _LABELLED.finditer(text):
        found = NUMBER.match(text, label.end())
        if found:
            return _normal(found)
    return ""


def _normal(found: re.Match[str]) -> str:
    body = re.sub(r"^.*(?:根据|按照|依据|印发|转发|以及|发文字号|文号)", "", found["body"])
    return f"{body}〔{found['year']}〕{int(found['no'])}号"


def _names(title: str) -> list[str]:
    words = "".join(title.split())
    if words.count("》") > words.count("《"):
        words = words.rstrip("》")
    names = [words]
    issued = _ISSUE.match(words)
    if issued:
        names.append(_TAIL.sub("", words[issued.end() :]))
    elif about := _ABOUT.match(words):
        names.append(_TAIL.sub("", words[about.end() :]))
    named = _NAMED.search(words)
    if named and (issued or words.startswith("《")):
        names.append(named[1])
    return names


def _key(name: str) -> str:
    return _IDLE.sub("", _TRIAL.sub("", name.strip("《》〈〉")))
