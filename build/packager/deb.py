"""The .deb for UOS, Kylin and Debian: the program in /opt, a menu entry, an icon, and a place in 打开方式 of Word files."""

from __future__ import annotations

import shutil
from pathlib import Path

from packager.machine import cache, run, set_dates
from packager.project import BUILD, ROOT, epoch, version

HOME = "opt/wenheng"
TEMPLATES = BUILD / "debian"


def make_deb(folder: Path, target: Path, *, fast: bool) -> None:
    """Pack the frozen folder. The same folder gives the same bytes."""
    tree = cache() / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(folder, tree / HOME, symlinks=True)
    _copy("wenheng.desktop", tree / "usr/share/applications/wenheng.desktop")
    _copy("wenheng.png", tree / "usr/share/icons/hicolor/256x256/apps/wenheng.png")
    scalable = tree / "usr/share/icons/hicolor/scalable/apps"
    scalable.mkdir(parents=True)
    shutil.copyfile(ROOT / "resources/icons/wenheng.svg", scalable / "wenheng.svg")
    _copy("copyright", tree / "usr/share/doc/wenheng/copyright")
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/wenheng").symlink_to("/opt/wenheng/Wenheng")
    _control(tree)
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or _is_program(path) else 0o644)
    set_dates(tree, epoch())
    level = ["-Zxz", "-z1"] if fast else ["-Zxz", "-z9"]
    environment = {"SOURCE_DATE_EPOCH": str(epoch())}
    run(["dpkg-deb", *level, "--root-owner-group", "--uniform-compression", "--build", tree, target], env=environment)


def _copy(name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(TEMPLATES / name, target)


def _is_program(path: Path) -> bool:
    return (path.parent.name == "DEBIAN" and path.name != "control") or path.name == "Wenheng" or ".so" in path.name


def _control(tree: Path) -> None:
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    control = (TEMPLATES / "control").read_text(encoding="utf-8")
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text(control.format(version=version(), kilobytes=size // 1024), encoding="utf-8")
    for script in ("postinst", "postrm"):
        _copy(script, tree / "DEBIAN" / script)
