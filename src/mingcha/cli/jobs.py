"""`mingcha jobs list|retry|reminders|schedule`: what waits, what was put aside and why, what is done when."""

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mingcha.cli.home import add_home, home_folder, instant
from mingcha.cli.store import evidence_folder, open_store
from mingcha.cli.words import say
from mingcha.core.clock import CHINA
from mingcha.core.errors import UsageError

if TYPE_CHECKING:
    from mingcha.web.selectors.health import ScheduleState


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar=say("动作", "ACTION"))
    shown = actions.add_parser(
        "list", help=say("列出队列、搁置的和定期的工作", "queues, failures, schedules")
    )
    retry = actions.add_parser("retry", help=say("重试搁置的工作", "let what was put aside wait again"))
    told = actions.add_parser("reminders", help=say("近来的到期提醒", "deadlines that units are reminded of"))
    change = actions.add_parser("schedule", help=say("更改定期工作", "change a schedule"))
    change.add_argument("name", metavar="NAME", help=say("名称，见 jobs list", "its name, see jobs list"))
    switch = change.add_mutually_exclusive_group()
    switch.add_argument("--on", action="store_true", help=say("启用", "switch on"))
    switch.add_argument("--off", action="store_true", help=say("停用", "switch off"))
    change.add_argument("--every", metavar="PERIOD", help=say("周期，如 30m、12h、7d", "e.g. 30m, 12h, 7d"))
    change.add_argument("--next", metavar="TIME", help=say("下一次的时间", "the next time"))
    for action in (shown, retry, told, change):
        add_home(action)


def run(args: argparse.Namespace) -> int:
    """Do the action."""
    home = home_folder(args)
    open_store(home)
    from mingcha.web.engines import job_engine

    engine = job_engine()
    if args.action == "retry":
        count = engine.retry_failed()
        print(say(f"{count} 件搁置的工作重新待办。", f"{count} jobs wait again."))
        return 0
    if args.action == "reminders":
        return _reminders()
    now = datetime.now(UTC)
    if args.action == "schedule":
        from mingcha.web.services.schedules import set_schedule

        set_schedule(
            name=args.name,
            at=now,
            every_s=seconds_of(args.every) if args.every else None,
            active=True if args.on else False if args.off else None,
            due=instant(args.next) if args.next else None,
        )
    from mingcha.web.selectors.health import health_of

    found = health_of(engine, evidence_folder(home), now)
    for row in found.queues:
        print(
            say(
                f"队列 {row.queue.value}：待办 {row.waiting}，进行 {row.running}，搁置 {row.failed}",
                f"queue {row.queue.value}: {row.waiting} wait, {row.running} run, {row.failed} put aside",
            )
        )
    for job in engine.failed():
        words = " ".join(f"{name}={value}" for name, value in job.job.args.items())
        print(say(f"搁置 {job.job.kind} {words}：{job.error}", f"aside: {job.job.kind} {words}: {job.error}"))
    for schedule in found.schedules:
        print(_schedule(schedule))
    return 0


def _schedule(row: "ScheduleState") -> str:
    due = f"{row.due.astimezone(CHINA):%Y-%m-%d %H:%M}"
    if not row.active:
        return say(f"定期 {row.name}：停用", f"schedule {row.name}: off")
    return say(
        f"定期 {row.name}：每 {period_of(row.every_s)}，下一次 {due}",
        f"schedule {row.name}: every {period_of(row.every_s)}, next {due}",
    )


def _reminders() -> int:
    from mingcha.web.selectors.reminders import latest_reminders

    for row in latest_reminders():
        print(f"{row.at.astimezone(CHINA):%Y-%m-%d} {row.unit}：{row.text}")
    return 0


_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}


def seconds_of(text: str) -> int:
    """The seconds of 45s, 30m, 12h or 7d. Raises UsageError."""
    number, unit = text[:-1], text[-1:]
    if unit not in _UNITS or not (number.isascii() and number.isdigit() and int(number)):
        raise UsageError(f"周期“{text}”应写作 45s、30m、12h 或 7d")
    return int(number) * _UNITS[unit]


def period_of(seconds: int) -> str:
    """Seconds in the largest whole unit."""
    name, size = next((n, s) for n, s in reversed(_UNITS.items()) if seconds % s == 0)
    return f"{seconds // size}{name}"
