"""The end of a demonstration: the console on the replayed city, whose sites go on answering."""

from pathlib import Path

from mingcha.cli.progress import tell
from mingcha.cli.serve import PORT, opened, stoppable
from mingcha.cli.words import say
from mingcha.core.verdict import Text
from mingcha.engine.manners import FetchSettings
from mingcha.world import World, WorldServer

_CAST = (
    ("office", "office", Text("市级主管部门", "city office")),
    ("reviewer", "reviewer", Text("复核员", "reviewer")),
    ("leader", "leader", Text("领导（只读）", "leadership, read-only")),
    ("county", "county", Text("县区主管部门", "county office")),
    ("liaison", "liaison", Text("单位联络员", "unit liaison")),
    ("admin", "admin", Text("系统管理员", "administrator")),
)
"""Login, role, and how the person is called: a demonstration invents nobody's name."""


def serve_demo(world: World, home: Path, port: int | None) -> None:
    """Serve the console until Ctrl-C; its clock goes on from the world's, links let every role in once."""
    from mingcha.web import clock, replay_fetching
    from mingcha.web.server import Place

    clock.set_to(world.as_of)
    with WorldServer(world) as server:
        replay_fetching(
            FetchSettings(
                rate=0,
                per_host=4,
                in_flight=64,
                connect_to=(server.connect_to,),
                only_hosts=frozenset(world.hosts),
                https_as_http=True,
            )
        )
        with opened(Place(PORT if port is None else port), any_port=port is None) as console:
            url, at = console.place.url, f"{world.as_of:%Y-%m-%dT%H:%M}"
            tell(f"控制台：{url}（按 Ctrl-C 停止）", f"console: {url} (Ctrl-C stops it)")
            for name, token in _links():
                print(f"{name}：{url}enter/{token}", flush=True)
            tell(
                f"以后再看：mingcha serve --home {home} --as-of {at} --link office",
                f"again later: mingcha serve --home {home} --as-of {at} --link office",
            )
            with stoppable():
                console.run()


def _links() -> list[tuple[str, str]]:
    """A one-time link for each role, the office's first."""
    from mingcha.web import clock
    from mingcha.web.selectors.persons import units_for_show
    from mingcha.web.services.audit import PROGRAM
    from mingcha.web.services.persons import Particulars, add_person, make_link, skip_password

    units = units_for_show()
    found = []
    for login, role, title in _CAST:
        unit = units.get(role)
        if role in ("county", "liaison") and unit is None:
            continue
        who = Particulars(login, title.zh, role, unit.id if unit else None)
        person = add_person(who=who, by=PROGRAM, at=clock.now())
        skip_password(person=person)
        of_unit = f"（{unit.short_name}）" if unit else ""
        name = say(f"以{title.zh}{of_unit}登录（只能用一次）", f"sign in as {title.en}{of_unit} (once)")
        found.append((name, make_link(person=person, by=PROGRAM, at=clock.now())))
    return found
