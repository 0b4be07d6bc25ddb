"""`mingcha evidence prune [--apply]`: what is past its period, by class; nothing that something rests on."""

import argparse
import json
from datetime import datetime
from pathlib import Path

from mingcha.cli.store import shared_evidence
from mingcha.cli.words import say
from mingcha.core.clock import CHINA
from mingcha.core.errors import UsageError
from mingcha.engine.retention import Relied, Retention, plan_prune, prune, retention
from mingcha.engine.verify import verify

TITLES = {"page": "网页原文", "failure": "访问失败记录", "link_check": "链接检查", "person": "人工凭据"}


def run(home: Path, folder: Path, with_store: bool, args: argparse.Namespace) -> int:
    """List what would go, or drop it; evidence that is not whole is refused: damage is not tidied away."""
    if not with_store:
        raise UsageError("没有数据库，不知道哪些证据有问题和得分为据，不能销毁：请用 --home 指定数据目录")
    from mingcha import web
    from mingcha.web.selectors.evidence import anchors, relied_on

    now = datetime.now(CHINA)
    periods = retention(home / "retention.toml")
    with web.store_errors():
        relied, heads = relied_on(), anchors()
    plan = plan_prune(folder, periods, relied, now)
    if args.apply:
        _refuse_damaged(folder, heads, relied)
        if (shared := shared_evidence(home)) is not None:
            shared.publish()  # a seal whose bytes are gone could not be published any more
        prune(folder, plan, now)
        _refuse_damaged(folder, heads, relied)
    going = {kind: plan.going.get(kind, 0) for kind in TITLES}
    if args.format == "json":
        told = {"applied": args.apply, "going": going, "bytes": plan.bytes_gone, "kept_beyond": plan.beyond}
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    for kind, count in going.items():
        print(
            f"{TITLES[kind]}（保存{_said(periods, kind)}）：{'已销毁' if args.apply else '可销毁'} {count} 条"
        )
    print(f"腾出 {plan.bytes_gone} 字节；另有 {plan.beyond} 条已过期，但有问题或得分以其为据，继续保存。")
    if not args.apply and plan.files:
        print(say("以上只是列出；加 --apply 才真正销毁。", "This only lists; --apply drops it."))
    return 0


def _said(periods: Retention, kind: str) -> str:
    period = periods.periods[kind]
    return "永久" if period is None else period.zh


def _refuse_damaged(folder: Path, heads: tuple[tuple[str, str], ...], relied: Relied) -> None:
    report = verify(folder, heads, relied.pieces)
    if not report.whole:
        raise UsageError(
            f"证据库核对不符（{report.problems[0]}）：请先用 mingcha evidence verify 查明，再销毁"
        )
