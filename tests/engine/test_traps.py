"""Endless addresses are refused, long real sites are not."""

from mingcha.engine.url import TrapGuard

SITE = "http://www.example.gov.cn"


def test_a_calendar_ends_after_five_years_of_months() -> None:
    guard = TrapGuard()
    admitted = sum(
        guard.admit(f"{SITE}/cal.jsp?year={year}&month={month}")
        for year in range(1900, 2100)
        for month in range(1, 13)
    )
    assert admitted == TrapGuard.max_calendar_leaves


def test_a_calendar_in_the_path_ends_too() -> None:
    guard = TrapGuard()
    assert sum(guard.admit(f"{SITE}/calendar/{year}/1/") for year in range(1900, 2100)) == 60


def test_folders_that_go_round_are_refused() -> None:
    guard = TrapGuard()
    assert not guard.admit(f"{SITE}/a/b/a/b/c.html")
    assert not guard.admit(f"{SITE}/a/a/a/c.html")
    assert not guard.admit(f"{SITE}/a/x/a/y/a/z/a/c.html")


def test_folders_of_real_sites_are_admitted() -> None:
    guard = TrapGuard()
    assert guard.admit(f"{SITE}/art/2018/1/1/art_1_1.html")
    assert guard.admit(f"{SITE}/zwgk/zwgk/index.html")
    assert guard.admit(f"{SITE}/xxgk/2018/2018/04/04/t1.html")
    assert guard.admit(f"{SITE}/sy/zwgk/xxgkml/bm/sy/tzgg/list.html")


def test_ever_deeper_and_ever_longer_addresses_are_refused() -> None:
    guard = TrapGuard()
    assert not guard.admit(SITE + "".join(f"/d{n}" for n in range(18)) + "/a.html")
    assert not guard.admit(f"{SITE}/a?x=" + "y" * 2000)


def test_a_whole_site_of_numbered_articles_is_admitted() -> None:
    guard = TrapGuard()
    assert all(guard.admit(f"{SITE}/show.asp?id={n}") for n in range(5000))
    assert all(guard.admit(f"{SITE}/list.asp?cid=3&page={n}") for n in range(5000))


def test_filters_that_multiply_end() -> None:
    guard = TrapGuard()
    assert sum(guard.admit(f"{SITE}/s?a={n}&b={n}&c={n}") for n in range(2000)) == TrapGuard.max_combinations
    assert sum(guard.admit(f"{SITE}/l?id={n}&orderby=x") for n in range(2000)) == TrapGuard.max_sortings
    assert not guard.admit(f"{SITE}/s?" + "&".join(f"p{n}=1" for n in range(11)))
