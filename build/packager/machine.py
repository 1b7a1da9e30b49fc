"""What packaging asks of the machine: a cache, Debian packages, downloads, and plain words when one of them is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_NO_SOURCE = re.compile(
    r"Could not resolve|Temporary failure (in name )?resol|Name or service not known|Network is unreachable|Connection refused"
    r"|NewConnectionError|ConnectTimeout|ReadTimeout|Max retries exceeded|Failed to establish|Unable to connect"
    r"|Connection timed out|Failed getting release file|Couldn't download|unable to resolve host|No route to host"
    r"|Failed to fetch",
    re.IGNORECASE,
)  # fmt: skip
_NO_MOUNT = re.compile(r"(unshare|mount).*(Operation not permitted|permission denied|must be superuser)", re.IGNORECASE)
_TAIL = 40  # lines of a failed command's output that are shown
_begun = time.monotonic()


class BuildError(Exception):
    """A step failed: the package or a check of it is not right."""


class NotHere(Exception):  # noqa: N818 - not a mistake of anyone's
    """This machine cannot do the step: no root, no mounts, no package source."""


def cache() -> Path:
    """The folder for everything that is made once: $WENHENG_CACHE, or wenheng-packaging in the user's cache."""
    given = os.environ.get("WENHENG_CACHE")
    folder = Path(given) if given else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wenheng-packaging"
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


@contextmanager
def alone() -> Iterator[None]:
    """Wait for another build that uses the same cache, and keep others waiting."""
    import fcntl  # Linux only, as the builds are

    with (cache() / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def say(words: str) -> None:
    """One line with the seconds since the start."""
    print(f"[{time.monotonic() - _begun:4.0f} s] {words}", flush=True)


@contextmanager
def step(words: str) -> Iterator[None]:
    """Say what was done and how long it took."""
    start = time.monotonic()
    yield
    say(f"{words}: {time.monotonic() - start:.0f} s")


def once(name: str, inputs: str, words: str, make: Callable[[], None]) -> None:
    """Call `make` unless it was already done from the same inputs (a stamp in the cache says which)."""
    mark = cache() / "stamps" / name
    if mark.exists() and mark.read_text(encoding="utf-8") == inputs:
        return
    mark.unlink(missing_ok=True)
    with step(words):
        make()
    mark.parent.mkdir(exist_ok=True)
    mark.write_text(inputs, encoding="utf-8")


def run(
    command: Sequence[object], *, log: Path | None = None, cwd: Path | None = None, env: Mapping[str, str] | None = None,
    allowed: Sequence[int] = (0,), timeout: float | None = None,
) -> str:  # fmt: skip
    """The command's output (stdout and stderr together), written to `log` as well.

    Raises BuildError when its status is not allowed, NotHere when the output says that a source or a mount is missing.
    """
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, cwd=cwd, env={**os.environ, **env} if env else None, stdin=subprocess.DEVNULL, timeout=timeout, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise BuildError(f"{Path(words[0]).name}: not finished after {timeout:.0f} s") from error
    output = done.stdout.decode("utf-8", "replace")
    if log is not None:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(output, encoding="utf-8")
    if done.returncode not in allowed:
        _fail(words, done.returncode, output)
    return output


def _fail(words: Sequence[str], status: int, output: str) -> None:
    mounts = _NO_MOUNT.search(output)
    if mounts:
        raise NotHere(f"mounting is not allowed here ({mounts[0]})")
    source = _NO_SOURCE.search(output)
    if source:
        raise NotHere(f"a package source cannot be reached ({source[0]})")
    tail = "\n".join(output.splitlines()[-_TAIL:])
    raise BuildError(f"{Path(words[0]).name} ended with status {status}:\n{tail}")


def need_debian(*packages: str) -> None:
    """Install the Debian packages that are missing. Raises NotHere where that cannot be done."""
    if not shutil.which("dpkg-query"):
        raise NotHere("packages are built on Debian 12 (dpkg was not found)")
    missing = [name for name in packages if not _installed(name)]
    if not missing:
        return
    if os.geteuid() != 0:
        raise NotHere(f"missing Debian packages: apt-get install {' '.join(missing)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-q"], log=cache() / "logs/apt-update.log", env=quiet, allowed=(0, 100))
    run(["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing], log=cache() / "logs/apt-install.log", env=quiet)


def _installed(package: str) -> bool:
    found = subprocess.run(["dpkg-query", "-W", "-f", "${Status}", package], capture_output=True, text=True, check=False)
    return found.stdout.startswith("install ok installed")


def pip(python: Path, *words: object, log: str) -> None:
    """Run pip of `python`; its output goes to the cache's logs."""
    run([python, "-m", "pip", "--disable-pip-version-check", "--no-input", *words], log=cache() / "logs" / log)


def install_wheels(target: Path, tags: Sequence[str], lock: Path) -> None:
    """Put the wheels of a lock file, each verified by its hash, into `target` for the system that `tags` name."""
    words = ["install", "--quiet", "--no-deps", "--require-hashes", "--target", target, *tags, "-r", lock]
    pip(Path(sys.executable), *words, log=f"{lock.stem}.log")


def set_dates(folder: Path, seconds: int) -> None:
    """Give everything in the folder, and the folder, that modification time."""
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (seconds, seconds), follow_symlinks=False)


def megabytes(path: Path) -> str:
    """The size of a file, or of all files in a folder, such as 17.9 MB (of 1,000,000 bytes)."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file() and not file.is_symlink()]
    return f"{sum(file.stat().st_size for file in files) / 1e6:.1f} MB"
