"""What templates ask besides Django's own: times in China, titles of rules, words for states."""

from datetime import date, datetime

from django import template
from django.utils.translation import get_language

from mingcha import rules
from mingcha.core.clock import CHINA
from mingcha.core.verdict import Text

register = template.Library()


@register.filter
def minute(at: datetime | None) -> str:
    """An instant in China to the minute, "" where there is none."""
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}" if at else ""


@register.filter
def day(at: datetime | date | None) -> str:
    """A day in China."""
    if at is None:
        return ""
    return f"{at.astimezone(CHINA):%Y-%m-%d}" if isinstance(at, datetime) else at.isoformat()


@register.filter
def told(text: Text) -> str:
    """A text in the reader's language."""
    return text.en if (get_language() or "").startswith("en") else text.zh


@register.filter
def rule_title(rule_id: str) -> str:
    """A rule's title in the reader's language; the id of a rule that is no longer there."""
    rule = rules.by_id().get(rule_id)
    return told(rule.title) if rule else rule_id


@register.filter
def points(value: float) -> str:
    """Points without needless zeros."""
    return f"{value:g}"


_FAMILIES = {
    "availability": Text("可用性", "Availability"),
    "update": Text("更新", "Upkeep"),
    "identity": Text("身份标识", "Identity"),
    "disclosure": Text("信息公开", "Disclosure"),
    "interaction": Text("互动交流", "Interaction"),
    "service": Text("办事服务", "Services"),
    "content": Text("内容", "Content"),
    "security": Text("安全", "Security"),
    "structure": Text("网站设置", "Structure"),
    "account": Text("新媒体", "New media"),
}


@register.filter
def family_name(family: str) -> str:
    """A family of rules in the reader's language."""
    return told(_FAMILIES[family]) if family in _FAMILIES else family
