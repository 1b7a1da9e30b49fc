"""Signing, by whoever holds a certificate: a step of its own after the unsigned, reproducible build. Works offline."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from packager import linux, release, windows
from packager.machine import BuildError, need_debian, run
from packager.project import CHINESE_NAME, NAME


def sign_release(words: Sequence[str]) -> None:
    """Sign the two programs, pack them again, sign setup.exe, and renew the release folder. Raises BuildError."""
    parser = argparse.ArgumentParser(prog="package.py sign", description="Sign with a PKCS#12 file.")
    parser.add_argument("certificate", type=Path, help="the .pfx or .p12 file")
    parser.add_argument("--password-file", type=Path, required=True, help="a file that holds its password")
    parser.add_argument("--timestamp", help="address of a timestamp server (needs the network); left out: no timestamp")
    given = parser.parse_args(list(words))
    need_debian("osslsigncode")
    if not windows.FOLDER.is_dir():
        raise BuildError("there is no Windows folder yet: build the release first")
    for name in (f"{NAME}.exe", "wenheng-cli.exe"):
        _sign(windows.FOLDER / name, given)
    windows.pack(fast=False)
    _sign(windows.setup_file(), given)
    packages = [windows.setup_file(), windows.zip_file(), linux.tar_file(), linux.deb_file()]
    release.collect([path for path in packages if path.exists()], windows.FOLDER / "licences")


def _sign(file: Path, given: argparse.Namespace) -> None:
    signed = file.with_suffix(".signed")
    signed.unlink(missing_ok=True)
    stamp = ["-ts", given.timestamp] if given.timestamp else []
    run([
        "osslsigncode", "sign", "-pkcs12", given.certificate, "-readpass", given.password_file, "-h", "sha256",
        "-n", CHINESE_NAME, *stamp, "-in", file, "-out", signed,
    ])  # fmt: skip
    signed.replace(file)
