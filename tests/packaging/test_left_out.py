"""What the packages are frozen without is asked for nowhere in the program: not at its start, not late, not by a library."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from packager import left_out
from packager.machine import BuildError

from tests.packaging.conftest import ROOT

WITHOUT = """
import importlib, pkgutil, sys
names = sys.argv[1:]
class LeftOut:
    def find_spec(self, module, path=None, target=None):
        if any(module == name or module.startswith(name + ".") for name in names):
            raise ModuleNotFoundError(f"No module named {module!r}", name=module)
sys.meta_path.insert(0, LeftOut())
for module in list(sys.modules):
    if any(module == name or module.startswith(name + ".") for name in names):
        del sys.modules[module]
import app
found = [module.name for module in pkgutil.walk_packages(app.__path__, "app.") if module.name != "app.__main__"]
for name in found:
    importlib.import_module(name)
print(len(found))
"""


def _imported(source: str) -> Iterator[str]:
    """Every module that the source names in an import, wherever it stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _asked_for(source: str) -> list[str]:
    return sorted({name for name in _imported(source) if left_out.left_out(name)})


def _sources() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "app").rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_no_source_imports_what_is_left_out() -> None:
    assert {name: asked for name, source in _sources() if (asked := _asked_for(source))} == {}


def test_only_the_conversion_of_old_formats_starts_another_program() -> None:
    """《安全说明》 promises it to the office that admits the program: change that sentence before this test."""
    starters = re.compile(r"\b(?:subprocess|QProcess|QDesktopServices|startfile|popen|os\.(?:system|spawn\w*|exec\w*))\b")
    assert "不启动其他程序" in (ROOT / "resources/release/安全说明.txt").read_text(encoding="utf-8")
    found = {name for name, source in _sources() if starters.search(source)}
    assert found == {"app/ui/converting.py"}, "what is told there: old formats are converted by an installed office program"


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "def late():\n    from urllib import request",
        "from urllib.request import urlopen",
        "from PySide6 import QtNetwork",
        "import http.client as web",
        "from PySide6.QtNetwork import QTcpSocket",
    ],
)
def test_every_form_of_import_is_seen(source: str) -> None:
    assert _asked_for(source) != []


def test_what_is_allowed_is_not_named() -> None:
    assert _asked_for("from urllib.parse import unquote\nfrom lxml import etree\nfrom . import socket") == []


def _without(names: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT, *names]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_every_module_can_be_imported_without_what_is_left_out() -> None:
    done = _without(left_out.ALL)
    assert done.returncode == 0, done.stderr[-3000:]
    assert int(done.stdout) == sum(path.stem != "__main__" for path in (ROOT / "app").rglob("*.py")) - 1  # app itself


def test_a_library_that_needs_what_is_left_out_is_seen() -> None:
    done = _without(("msgspec",))
    assert done.returncode != 0
    assert "No module named 'msgspec'" in done.stderr


def test_a_resource_that_was_not_taken_along_is_red(tmp_path: Path) -> None:
    for place in ("source/resources", "folder/_internal/resources"):
        for name in ("help/page.html", "list.tsv"):
            (tmp_path / place / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / place / name).write_text(name, encoding="utf-8")
    (tmp_path / "source/resources/release").mkdir()
    (tmp_path / "source/resources/release/note.txt").write_text("not in the program", encoding="utf-8")
    left_out.hold_resources(tmp_path / "source", tmp_path / "folder")
    (tmp_path / "folder/_internal/resources/list.tsv").write_text("other", encoding="utf-8")
    with pytest.raises(BuildError, match=r"list\.tsv"):
        left_out.hold_resources(tmp_path / "source", tmp_path / "folder")
    (tmp_path / "folder/_internal/resources/help/page.html").unlink()
    with pytest.raises(BuildError, match="page"):
        left_out.hold_resources(tmp_path / "source", tmp_path / "folder")
