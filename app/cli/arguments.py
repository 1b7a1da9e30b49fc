"""What the command line accepts."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from app import __version__
from app.core.errors import ReportError

COMMANDS = ("outline", "check", "fix", "new", "rules")
SEVERITIES = ("error", "warning", "info")
MODES = ("auto", "submitted", "published", "internal")
STAGES = ("draft", "review", "recheck", "issue")
_IN_CHINESE = (
    (r"the following arguments are required: (.*)", r"缺少 \1"),
    (r"unrecognized arguments: (.*)", r"不认识 \1"),
    (r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)", r"\1 没有 \2，可用的有 \3"),
    (r"argument (\S+): expected one argument", r"\1 之后缺一个值"),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 与 \2 不能同用"),
    (r"argument (\S+): ignored explicit argument (.*)", r"\1 不带值，却写了 \2"),
    (r"ambiguous option: (\S+) could match (.*)", r"\1 可以是 \2"),
    (r"argument (\S+): (.*)", r"\1 \2"),
)
NONE = frozenset({"NONE"})  # --select none


class UsageError(ReportError):
    """The words of the command line do not fit."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        chinese = next((found.expand(to) for pattern, to in _IN_CHINESE if (found := re.fullmatch(pattern, message))), message)
        raise UsageError(f"命令写得不对（{chinese}）", f"用 {self.prog} --help 看用法")


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The arguments as a namespace with `command`. Raises UsageError; `--help` and `--version` exit with 0."""
    parser = _Parser(prog="wenheng", description="文衡：公文结构与格式检查、更正。不带命令时打开窗口。")
    parser.add_argument("--version", action="version", version=f"文衡 {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", parser_class=_Parser)
    _outline(commands.add_parser("outline", help="列出标题、主送机关、各层标题、署名、日期、附件"))
    _check(commands.add_parser("check", help="检查，列出检查意见"))
    _fix(commands.add_parser("fix", help="更正可批量处理的问题并按国标排版，另存为新文件"))
    _new(commands.add_parser("new", help="按模板新建一份报告"))
    _rules(commands.add_parser("rules", help="列出全部规则，或一条规则的说明"))
    return parser.parse_args(words)


def _outline(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true")


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--sarif", action="store_true")
    form.add_argument("--html", type=Path, metavar="OUT")
    parser.add_argument("--ignore", type=_codes, default=frozenset[str](), metavar="CODES")
    parser.add_argument("--no-notes", action="store_true", help="不计“保留原文”的记录")
    parser.add_argument("--select", type=_selected, metavar="CODES")
    _checking(parser)


def _fix(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("-o", "--output", type=Path, metavar="OUT")
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--text-only", action="store_true", help="只改文字")
    part.add_argument("--format-only", action="store_true", help="只按国标排版")
    parser.add_argument("--select", type=_selected, metavar="CODES|none")
    parser.add_argument("--also-confirm", action="store_true", help="连同需确认的更正（须与 --select 同用）")
    parser.add_argument("--diff", action="store_true", help="只显示更正前后，不写文件")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--force", action="store_true", help="覆盖已有的 OUT")
    _checking(parser)


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("template", nargs="?", metavar="TEMPLATE", help="文种，如 通知；也可写 --list 列出的英文名")
    parser.add_argument("-o", "--output", type=Path, metavar="OUT")
    parser.add_argument("--list", action="store_true", help="列出全部模板")
    parser.add_argument("--profile", metavar="P", help="内置方案名，或 .toml 文件")
    parser.add_argument("--force", action="store_true", help="覆盖已有的 OUT")


def _rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", metavar="CODE")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--coverage", action="store_true", help="各项标准逐条列出：由哪些规则检查，或者为什么查不了")


def _checking(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--profile", metavar="P", help="内置方案名，或 .toml 文件")
    parser.add_argument("--mode", choices=MODES, default="auto")
    parser.add_argument("--stage", choices=STAGES, default="review")
    parser.add_argument("--fail-on", choices=SEVERITIES, default="error")


def _codes(text: str) -> frozenset[str]:
    return frozenset(code.strip().upper() for code in text.split(",") if code.strip())


def _selected(text: str) -> frozenset[str]:
    codes = _codes(text)
    if not codes:
        raise argparse.ArgumentTypeError("没有写明规则")
    return codes
