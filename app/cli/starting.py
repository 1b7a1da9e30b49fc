"""`new`: a report from a template."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from app.cli.arguments import UsageError
from app.core.errors import UnwritableError
from app.core.profile import load_profile, named_profile
from app.docx.save import write_atomically
from app.editing import versions
from app.editing.folders import config_folder
from app.editing.templates import find_template, new_report, templates


def listed() -> Iterator[str]:
    """One line a template: both its names and what it is for."""
    for one in templates():
        yield f"{one.name}（{one.code}）　{one.about}"


def start(arguments: argparse.Namespace) -> str:
    """Write the new report; gives what was done. Raises ReportError with one sentence, and then nothing was written."""
    if arguments.template is None:
        raise UsageError("没有写明模板", "用 wenheng new --list 列出全部模板")
    template = find_template(arguments.template)
    output = arguments.output
    if output is None:
        raise UsageError("没有写明输出文件", "请加 -o OUT")
    if output.suffix.lower() != ".docx":
        raise UsageError(f"不能写成 {output.name}", "OUT 的扩展名请用 .docx")
    if output.exists() and not arguments.force:
        raise UnwritableError(f"{output} 已经存在", "请换一个文件名，或加 --force 覆盖")
    profile = load_profile(named_profile(arguments.profile, config_folder() / "profiles"))
    write_atomically(output, new_report(template, profile), versions.keep)
    return f"已按“{template.name}”模板新建 {output}，请填写其中的“【待填……】”。"
