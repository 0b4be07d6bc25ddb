"""`mingcha serve`: the console of a home folder."""

import argparse
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mingcha.cli.home import add_home, home_folder, instant
from mingcha.cli.progress import tell
from mingcha.cli.words import say
from mingcha.core.errors import CannotDo

if TYPE_CHECKING:
    from mingcha.web.server import Console, Place

PORT = 8000


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_home(parser)
    parser.add_argument(
        "--port", type=int, default=PORT, metavar="N", help=say("端口（默认 8000）", "port (default 8000)")
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help=say("监听地址（默认 127.0.0.1，只供本机）", "address to listen on (default 127.0.0.1)"),
    )
    parser.add_argument(
        "--proxy",
        default="",
        metavar="ADDRESS",
        help=say(
            "前置服务器（如 nginx）的地址：由它终止 HTTPS，Cookie 只经 HTTPS 发送",
            "address of the server in front that ends HTTPS; cookies are then sent over HTTPS only",
        ),
    )
    parser.add_argument(
        "--link",
        default="",
        metavar="LOGIN",
        help=say(
            "打印此人的一次性登录链接（管理员自己忘记密码时用）",
            "print a one-time sign-in link for this person (an administrator who lost the password)",
        ),
    )
    parser.add_argument(
        "--as-of",
        metavar="TIME",
        help=say(
            "演示用：控制台的时钟从该时刻走起", "for a demonstration: the console's clock goes on from there"
        ),
    )


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    from mingcha import web

    home = home_folder(args)
    web.setup(home)
    web.migrate()
    from mingcha.web import clock
    from mingcha.web.server import Console, Place

    if args.proxy:
        web.send_cookies_over_https_only()
    if args.as_of:
        clock.set_to(instant(args.as_of))
    with Console(Place(args.port, args.host, args.proxy)) as console, stoppable():
        greet(console, args.link)
        console.run()
    return 0


def opened(place: "Place", *, any_port: bool) -> "Console":
    """The console at a place, or with `any_port` at another port where that one is taken."""
    from mingcha.web.server import Console, Place

    try:
        return Console(place)
    except CannotDo:
        if not any_port:
            raise
    return Console(Place(0, place.host, place.proxy))


@contextmanager
def stoppable() -> Iterator[None]:
    """Inside the block SIGTERM ends the server as Ctrl-C does, and both end it without a complaint."""

    def stop(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


def greet(console: "Console", login: str) -> None:
    """Say where the console is, and let in the first administrator, or whom `login` names.

    UsageError when nobody has that login name.
    """
    from mingcha.web import clock
    from mingcha.web.selectors.persons import needs_first_person
    from mingcha.web.services.persons import first_link, link_for

    url = console.place.url
    tell(f"控制台：{url}（按 Ctrl-C 停止）", f"console: {url} (Ctrl-C stops it)")
    if login:
        print(f"{login}：{url}enter/{link_for(login=login, at=clock.now())}", flush=True)
    elif needs_first_person():
        link = f"{url}enter/{first_link(at=clock.now())}"
        print(
            say(
                f"首次登录：请在 24 小时内打开下面的链接，为系统管理员 admin 设定密码（只能用一次）\n{link}",
                f"First sign-in: open this link within 24 hours, set admin's password (works once)\n{link}",
            ),
            flush=True,
        )
