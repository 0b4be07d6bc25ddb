"""A site read over real HTTP: what is seen, what is left alone, what is looked at twice."""

from datetime import date
from pathlib import Path

from tests.support.tiny_world import HOST, inspect, listing, page, write_world

from mingcha.core.fetch import FailureKind
from mingcha.core.page import ListState, MarkKind, MarkPlace
from mingcha.core.unit import Site

NAV = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/tzgg/">通知公告</a></li></ul></div>'
NOTICES = [
    ("关于开展安全检查的通知", "/tzgg/t1.html", "2018-04-10"),
    ("关于召开工作会议的通知", "/tzgg/t2.html", "2018-03-02"),
    ("关于做好防汛工作的通知", "/tzgg/t3.html", "2018-01-05"),
]


def article(title: str, day: str = "2018-04-10") -> str:
    return page(f"{NAV}<h1>{title}</h1><p>发布时间：{day}</p><div>{'正文内容。' * 60}</div>", title)


SITE = {
    "index.html": page(NAV + listing(NOTICES)),
    "tzgg/index.html": page(NAV + listing(NOTICES), "通知公告"),
    "tzgg/t1.html": article(NOTICES[0][0], "2018-04-10"),
    "tzgg/t2.html": article(NOTICES[1][0], "2018-03-02"),
    "tzgg/t3.html": article(NOTICES[2][0], "2018-01-05"),
}


def test_the_columns_of_the_navigation_are_found_with_their_newest_day(tmp_path: Path) -> None:
    view = inspect(write_world(tmp_path / "w", SITE), tmp_path / "e")
    assert [(column.name, column.newest) for column in view.columns] == [("通知公告", date(2018, 4, 10))]
    assert view.complete


def test_a_link_that_is_gone_on_two_looks_is_broken(tmp_path: Path) -> None:
    files = SITE | {"index.html": page(NAV + listing(NOTICES) + '<a href="/gone.html">旧专题</a>')}
    view = inspect(write_world(tmp_path / "w", files), tmp_path / "e")
    broken = [(link.target, link.source, link.failure.kind, link.failure.looks) for link in view.broken_links]
    assert broken == [(f"http://{HOST}/gone.html", f"http://{HOST}/", FailureKind.NOT_FOUND, 2)]


def test_a_link_that_is_refused_is_not_broken(tmp_path: Path) -> None:
    files = SITE | {"index.html": page(NAV + listing(NOTICES) + '<a href="/inner.html">内部</a>')}
    world = write_world(tmp_path / "w", files, '["/inner.html"]\nstatus = 403\n')
    view = inspect(world, tmp_path / "e")
    assert view.broken_links == ()
    assert [failure.kind for failure in view.failures] == [FailureKind.BLOCKED]


def test_one_target_on_many_pages_is_one_broken_link_that_stands_on_the_home_page(tmp_path: Path) -> None:
    foot = '<a href="/map.html">网站地图</a>'
    files = {name: str(text).replace("</body>", foot + "</body>") for name, text in SITE.items()}
    view = inspect(write_world(tmp_path / "w", files), tmp_path / "e")
    assert [(link.on_home, link.pages) for link in view.broken_links] == [(True, 5)]


def test_a_home_page_that_is_down_is_looked_at_twice_and_nothing_else_is_said(tmp_path: Path) -> None:
    view = inspect(write_world(tmp_path / "w", SITE, '["*"]\ndrop = true\n'), tmp_path / "e")
    assert view.home is None
    assert view.home_failure is not None
    assert view.home_failure.looks == 2
    assert (view.columns, view.broken_links) == ((), ())


def test_the_page_budget_is_kept_and_said(tmp_path: Path) -> None:
    view = inspect(write_world(tmp_path / "w", SITE), tmp_path / "e", max_pages=3)
    assert len(view.pages) == 3
    assert not view.complete


def test_a_column_is_read_before_the_articles_when_the_budget_is_small(tmp_path: Path) -> None:
    view = inspect(write_world(tmp_path / "w", SITE), tmp_path / "e", max_pages=2)
    assert [column.state for column in view.columns] == [ListState.LISTED]


def test_an_entry_page_with_meta_refresh_leads_to_the_home_page(tmp_path: Path) -> None:
    files = dict(SITE)
    files["main.html"] = files.pop("index.html")
    files["index.html"] = '<html><head><meta http-equiv="refresh" content="0;url=/main.html"></head></html>'
    view = inspect(write_world(tmp_path / "w", files), tmp_path / "e")
    assert view.home is not None
    assert view.home.url == f"http://{HOST}/main.html"
    assert [column.name for column in view.columns] == ["通知公告"]


def test_entry_pages_that_lead_in_a_circle_end_as_a_redirect_loop(tmp_path: Path) -> None:
    files = {
        "index.html": '<html><head><meta http-equiv="refresh" content="0;url=/a.html"></head></html>',
        "a.html": '<html><head><meta http-equiv="refresh" content="0;url=/"></head></html>',
    }
    view = inspect(write_world(tmp_path / "w", files), tmp_path / "e")
    assert view.home_failure is not None
    assert view.home_failure.kind is FailureKind.REDIRECT_LOOP


def test_a_frameset_home_shows_what_its_frames_hold(tmp_path: Path) -> None:
    files = dict(SITE)
    files["body.html"] = files.pop("index.html")
    files["index.html"] = '<html><frameset rows="*"><frame src="/body.html"></frameset></html>'
    view = inspect(write_world(tmp_path / "w", files), tmp_path / "e")
    assert [column.name for column in view.columns] == ["通知公告"]
    assert view.home_columns[0].newest == date(2018, 4, 10)


def test_marks_drawn_by_a_script_of_the_site_are_found_there(tmp_path: Path) -> None:
    files = SITE | {
        "index.html": page(NAV + listing(NOTICES) + '<script src="/js/foot.js"></script>'),
        "js/foot.js": "document.write('<p>网站标识码：3799000001</p>');",
    }
    view = inspect(write_world(tmp_path / "w", files), tmp_path / "e")
    found = [(m.kind, m.value, m.place) for m in view.marks if m.kind is MarkKind.SITE_CODE]
    assert found == [(MarkKind.SITE_CODE, "3799000001", MarkPlace.SCRIPT)]


def test_a_list_without_dates_takes_those_of_its_articles(tmp_path: Path) -> None:
    bare = "".join(f'<li><a href="{url}">{title}</a></li>' for title, url, _ in NOTICES)
    files = SITE | {"tzgg/index.html": page(f"{NAV}<ul class='list'>{bare}</ul>", "通知公告")}
    view = inspect(write_world(tmp_path / "w", files), tmp_path / "e")
    assert [(item.date, item.dated_by) for item in view.columns[0].items] == [
        (date(2018, 4, 10), "article"),
        (date(2018, 3, 2), "article"),
        (date(2018, 1, 5), "article"),
    ]


def test_a_site_filed_as_offline_is_not_visited(tmp_path: Path) -> None:
    site = Site("001", f"http://{HOST}/", offline_from=date(2018, 4, 1), offline_to=date(2018, 4, 18))
    view = inspect(write_world(tmp_path / "w", SITE), tmp_path / "e", site=site)
    assert (view.requests, view.pages) == (0, ())


def test_a_run_that_was_stopped_asks_the_site_only_for_what_it_had_not_read(tmp_path: Path) -> None:
    inspect(write_world(tmp_path / "w", SITE), tmp_path / "e")
    empty = write_world(tmp_path / "gone", {"nothing.html": "x"})
    view = inspect(empty, tmp_path / "e")
    assert [column.newest for column in view.columns] == [date(2018, 4, 10)]
    assert view.broken_links == ()


def test_a_new_run_sees_the_site_anew(tmp_path: Path) -> None:
    inspect(write_world(tmp_path / "w", SITE), tmp_path / "e", run="first")
    empty = write_world(tmp_path / "gone", {"nothing.html": "x"})
    assert inspect(empty, tmp_path / "e", run="second").home is None


def test_a_file_and_another_site_that_are_gone_are_told_apart_from_pages(tmp_path: Path) -> None:
    links = '<a href="/f/a.doc">附件</a> <a href="http://www.biechu.gov.cn/">友情链接</a>'
    files = SITE | {"index.html": page(NAV + listing(NOTICES) + links)}
    view = inspect(write_world(tmp_path / "w", files), tmp_path / "e")
    assert [(link.target, link.role) for link in view.broken_links] == [
        (f"http://{HOST}/f/a.doc", "attachment")
    ]


def test_a_file_that_is_there_is_not_broken(tmp_path: Path) -> None:
    files = SITE | {
        "index.html": page(NAV + listing(NOTICES) + '<a href="/f/a.doc">附件</a>'),
        "f/a.doc": b"\xd0\xcf\x11\xe0",
    }
    assert inspect(write_world(tmp_path / "w", files), tmp_path / "e").broken_links == ()


def test_an_entry_of_a_list_is_not_a_column_of_its_own(tmp_path: Path) -> None:
    bare = "".join(f'<li><a href="{url}">{title}</a></li>' for title, url, _ in NOTICES)
    files = SITE | {"tzgg/index.html": page(f"{NAV}<ul class='list'>{bare}</ul>", "通知公告")}
    view = inspect(write_world(tmp_path / "w", files), tmp_path / "e")
    assert [column.name for column in view.columns] == ["通知公告"]


def test_a_list_is_complete_whatever_the_order_in_which_its_pages_come(tmp_path: Path) -> None:
    def part(number: int) -> str:
        rows = [(f"第{number}页通知之{k}", f"/tzgg/p{number}_{k}.html", "2018-04-10") for k in range(4)]
        links = "".join(f'<a href="/tzgg/index_{k}.html">{k + 1}</a>' for k in range(1, 4))
        pager = f'<div class="page"><a href="/tzgg/">1</a>{links}</div>'
        return page(NAV + listing(rows) + pager, "通知公告")

    lists = {f"tzgg/index_{k}.html": part(k) for k in range(1, 4)}
    articles = {f"tzgg/p{k}_{n}.html": article(f"第{k}页通知之{n}") for k in range(4) for n in range(4)}
    files = SITE | lists | articles | {"tzgg/index.html": part(0)}
    column = inspect(write_world(tmp_path / "w", files), tmp_path / "e").columns[0]
    assert (column.pages_read, len(column.items), column.complete) == (4, 16, True)


def test_a_home_page_that_shows_nothing_could_not_be_checked(tmp_path: Path) -> None:
    files = SITE | {
        "index.html": "<html><body><div id='app'></div><script src='/app.js'></script></body></html>"
    }
    view = inspect(write_world(tmp_path / "w", files), tmp_path / "e")
    assert view.home is None
    assert view.home_failure is not None
    assert view.home_failure.kind is FailureKind.NOT_HTML
    assert "脚本" in view.home_failure.detail


def test_a_door_page_with_a_single_article_is_a_door_page(tmp_path: Path) -> None:
    door = page(f'{NAV}<p>欢迎光临</p><a href="/tzgg/t1.html">年度报表</a>')
    view = inspect(write_world(tmp_path / "w", SITE | {"index.html": door}), tmp_path / "e")
    assert view.doorway
