"""A Debian of another release in a folder of the cache, with the host's own libraries left alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from packager.machine import NotHere, cache, need_debian, once, run

IN_CHROOT = Path(__file__).with_name("in_chroot.sh")
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class Chroot:
    """One Debian release with packages; `locale` is generated in it."""

    suite: str
    packages: Sequence[str]
    locale: str
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        """Where its files are."""
        return cache() / self.suite

    @property
    def inputs(self) -> str:
        """What it is made from."""
        return " ".join((*self.packages, self.locale))

    def make(self) -> None:
        """Set it up once. Raises NotHere without root, mounts or a Debian mirror."""
        if os.geteuid() != 0:
            raise NotHere("a Debian of another release can only be set up as root")
        need_debian("debootstrap")
        once(self.suite, self.inputs, f"Debian {self.suite}", self._make)

    def _make(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)
        logs = cache() / "logs"
        run(["unshare", "-m", "-p", "-f", "true"])
        run(["debootstrap", "--variant=minbase", self.suite, self.root], log=logs / f"{self.suite}-debootstrap.log")
        if Path("/etc/resolv.conf").exists():
            shutil.copyfile("/etc/resolv.conf", self.root / "etc/resolv.conf")
        install = (
            "export DEBIAN_FRONTEND=noninteractive; apt-get update -q && apt-get install -y -q --no-install-recommends locales "
            f"{' '.join(self.packages)} && localedef -i {self.locale.split('.')[0]} -f UTF-8 {self.locale} && apt-get clean"
        )
        self.run(["bash", "-c", install], log=logs / f"{self.suite}-packages.log", locale="C.UTF-8")

    def run(
        self, command: Sequence[object], *, folders: Sequence[tuple[str, Path]] = (), log: Path | None = None,
        environment: Mapping[str, str] | None = None, allowed: Sequence[int] = (0,), timeout: float | None = None,
        locale: str | None = None,
    ) -> str:  # fmt: skip
        """The output of a command run inside. `folders`: (path inside, folder outside), writable."""
        binds = ":".join(f"{inside}={outside}" for inside, outside in folders) or "-"
        variables = {
            "HOME": "/root", "PATH": PATH, "LANG": locale or self.locale, **self.environment, **(environment or {}),
        }  # fmt: skip
        words = [f"{name}={value}" for name, value in variables.items()]
        return run(
            ["unshare", "-m", "-p", "-f", "--kill-child", IN_CHROOT, self.root, binds, "env", "-i", *words, *command],
            log=log, allowed=allowed, timeout=timeout,
        )  # fmt: skip


TRIXIE = Chroot(
    "trixie",
    ("wine", "wine64", "xvfb", "xauth", "openbox", "x11-utils", "xdotool", "imagemagick", "strace", "fonts-wqy-microhei"),
    "zh_CN.UTF-8",
)
BULLSEYE = Chroot(
    "bullseye",
    (
        "xvfb", "xauth", "openbox", "x11-utils", "imagemagick", "strace", "desktop-file-utils", "libgl1", "libegl1",
        "libfontconfig1", "libglib2.0-0", "libdbus-1-3", "libxkbcommon-x11-0", "libx11-xcb1", "libxcb-icccm4", "libxcb-image0",
        "libxcb-keysyms1", "libxcb-render-util0", "libxcb-xinerama0", "libxcb-shape0", "libxcb-xkb1", "libxcb-randr0",
        "fonts-wqy-microhei",
    ),
    "zh_CN.UTF-8",
)  # fmt: skip
