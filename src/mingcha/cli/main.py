"""`mingcha VERB …`: finds the verb's module, runs it, turns exceptions into sentences and exit codes."""

import argparse
import sys
from importlib import import_module

from mingcha import __version__
from mingcha.cli.words import say
from mingcha.core.errors import CannotDo, MingchaError, UsageError

VERBS = {
    "demo": ("demo", "回放一座城市：检查、判断、出通报", "replay a city: inspect, judge, write the bulletin"),
    "inspect": ("inspect", "检查网站，不需要数据库", "inspect sites without any database"),
    "due": ("due", "计算工作日期限，逐日列出", "the due day of N working days, day by day"),
    "rules": ("rules", "规则目录", "the catalogue of rules"),
    "schemes": ("schemes", "考核方案", "the assessment schemes"),
    "register": ("register", "导入、导出网站登记表", "import or export the register"),
    "import": ("imports", "导入节假日、留言等", "import calendars, messages and more"),
    "finding": ("finding", "记录人工发现的问题、扣分、加分", "record what a person found"),
    "score": ("score", "一个时段的得分，逐分列出依据", "the scores of a period, point by point"),
    "replay": ("replay", "把存下的检查重新判断一遍", "judge an archived run again"),
    "evidence": ("evidence", "核对、查看证据", "verify or show evidence"),
    "bulletin": ("bulletin", "起草通报、核对公文格式", "draft a bulletin, measure a document"),
    "run": ("run", "开始、列出、结束检查", "begin, list or end inspections"),
    "worker": ("worker", "执行检查、探测等后台工作", "carry out background jobs"),
    "jobs": ("jobs", "后台工作：列出、重试、定期", "background jobs: list, retry, schedule"),
    "health": ("health", "本系统自身是否正常", "whether the system itself is well"),
    "migrate": ("migrate", "建立、升级或搬移数据库", "create, upgrade or move the database"),
    "backup": ("backup", "把全部数据备份成一个文件", "everything in one file"),
    "restore": ("restore", "从备份恢复", "bring a backup back"),
    "doctor": ("doctor", "检查本机缺少什么", "what this machine lacks"),
}
"""Verb → (module of mingcha.cli, Chinese, English); a module has `configure(parser)` and `run(args)`."""


def main(argv: list[str] | None = None) -> int:
    """Run one verb; returns the exit code (0 done, 1 failed the check, 2 wrong input, 3 could not)."""
    words = sys.argv[1:] if argv is None else argv
    parser = _parser(words[0] if words and words[0] in VERBS else None)
    args = parser.parse_args(words)
    if args.verb is None:
        parser.print_help()
        return 2
    try:
        return int(import_module(f"mingcha.cli.{VERBS[args.verb][0]}").run(args))
    except UsageError as error:
        return _stop(error, 2)
    except CannotDo as error:
        return _stop(error, 3)
    except KeyboardInterrupt:
        print(say("已中断。", "Interrupted."), file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _stop(error: MingchaError, code: int) -> int:
    print(f"mingcha: {error}", file=sys.stderr)
    return code


def _parser(verb: str | None) -> argparse.ArgumentParser:
    """The parser with every verb named, and the asked verb's own arguments."""
    parser = argparse.ArgumentParser(
        prog="mingcha",
        description=say("明察：检查政府网站、核对公开期限、写出通报", "Supervision of government websites"),
    )
    parser.add_argument("--version", action="version", version=f"mingcha {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar=say("命令", "VERB"))
    for name, (module, zh, en) in VERBS.items():
        sub = verbs.add_parser(name, help=say(zh, en), description=say(zh, en))
        if name == verb:
            import_module(f"mingcha.cli.{module}").configure(sub)
    return parser
