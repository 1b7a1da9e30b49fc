#!/bin/bash
# Run a command in a folder's own Debian, in a private mount and process namespaces: nothing stays mounted or running.
# usage: in_chroot.sh ROOT INSIDE=OUTSIDE[:INSIDE=OUTSIDE…] COMMAND…      (under `unshare -mpf`; `-` for no folders)
set -euo pipefail
root=$1 folders=$2
shift 2
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --rbind /sys "$root/sys"
mount -t tmpfs tmpfs "$root/tmp"
mkdir -m 1777 "$root/tmp/.X11-unix"
if [ "$folders" != - ]; then
    IFS=: read -ra pairs <<<"$folders"
    for pair in "${pairs[@]}"; do
        mkdir -p "$root${pair%%=*}"
        mount --bind "${pair#*=}" "$root${pair%%=*}"
    done
fi
# Not exec: xvfb-run does not work as the first process of a namespace.
chroot "$root" "$@"
