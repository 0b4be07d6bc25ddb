"""The table of the schemes is that of the schemes' files, and marks what is not the State Council's."""

from mingcha import rules, schemes
from mingcha.core.scheme import KindTerms, RuleTerms
from tools import scheme_docs


def test_the_generated_table_is_current() -> None:
    assert scheme_docs.PAGE.read_text(encoding="utf-8") == scheme_docs.wanted(), "python -m tools.scheme_docs"


def test_every_rule_and_every_row_of_a_person_stands_in_the_table() -> None:
    told = scheme_docs.wanted()
    for rule in rules.catalogue():
        assert f"[{rule.id}](rules/{rule.id}.md)" in told
    for scheme in schemes.all_schemes(rules.by_id()):
        for name in scheme.rows:
            assert f"`{name}`" in told


def test_a_value_from_memory_or_of_our_own_is_marked_and_a_sure_one_is_not() -> None:
    assert scheme_docs.cell(RuleTerms(3, 15, certainty="L")) == "3＊（15）"
    assert scheme_docs.cell(RuleTerms(5, certainty="V", indicator="D1.5")) == "5[D1.5]"
    assert scheme_docs.cell(RuleTerms(veto=True, certainty="V2")) == "否决"
    assert scheme_docs.cell(RuleTerms(veto=True, certainty="M")) == "否决＊"
    assert scheme_docs.cell(RuleTerms(kinds={"home": KindTerms(1, certainty="M")})) == "home 1＊"
    assert scheme_docs.cell(RuleTerms(params={"age": "1 year"}, params_certainty="V")) == "`age 1 year`"
    assert (scheme_docs.cell(RuleTerms()), scheme_docs.cell(None)) == ("0", "—")
