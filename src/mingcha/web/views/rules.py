"""The catalogue of rules, from the rules themselves."""

import re

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from mingcha import rules as catalogue
from mingcha import schemes
from mingcha.core.rule import Rule
from mingcha.web.access import ConsoleRequest
from mingcha.web.selectors.findings import findings_in, present_counts

_HEADS = {
    "zh": ("查什么", "为什么", "怎么改", "局限"),
    "en": ("What it checks", "Why", "How to fix", "Known limits"),
}


def sections_of(rule: Rule) -> tuple[tuple[str, str], ...]:
    """The parts of a rule's own documentation in the reader's language."""
    heads = _HEADS["en" if (get_language() or "").startswith("en") else "zh"]
    named = "|".join(map(re.escape, (*_HEADS["zh"], *_HEADS["en"])))
    found = re.findall(rf"^({named})[:：]\s*(.+?)(?=^(?:{named})[:：]|\Z)", rule.doc, re.M | re.S)
    told = {head: re.sub(r"\s*\n\s*", " ", words).strip() for head, words in found}
    return tuple((head, told[head]) for head in heads if head in told)


def fix_of(rule: Rule) -> str:
    """How a fault of the rule is put right."""
    return dict(sections_of(rule)).get("怎么改") or dict(sections_of(rule)).get("How to fix", "")


@require_safe
def rules(request: ConsoleRequest) -> HttpResponseBase:
    """Every rule, by family, with how often it is found at present."""
    counts = present_counts(findings_in(request.scope)).of_rules
    families: dict[str, list[tuple[Rule, int, int]]] = {}
    for rule in catalogue.catalogue():
        families.setdefault(rule.family, []).append((rule, *counts.get(rule.id, (0, 0))))
    return render(request, "rules.html", {"families": families})


@require_safe
def rule(request: ConsoleRequest, rule_id: str) -> HttpResponseBase:
    """One rule: what it checks, on which legal basis, and what it costs under each scheme."""
    known = catalogue.by_id().get(rule_id)
    if known is None:
        raise Http404
    every = schemes.all_schemes(catalogue.by_id())
    terms = [(scheme, scheme.rules[rule_id]) for scheme in every if rule_id in scheme.rules]
    counts = present_counts(findings_in(request.scope).filter(rule=rule_id))
    context = {
        "rule": known,
        "sections": sections_of(known),
        "terms": terms,
        "faults": counts.faults,
        "suspects": counts.suspects,
    }
    return render(request, "rule.html", context)
