#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# pack.sh: the artefact a machine without a compiler needs (kernel and initrd), as $cache/zvm-$ZFSVER.tar.zst.
set -eu
. "$(dirname "$0")/common.sh"
out=$cache/zvm-$zfsver.tar.zst
tar -C "$cache" -cf - "image-$zfsver/vmlinux" "image-$zfsver/initrd" | zstd -q -f -19 -T0 -o "$out"
ls -l "$out"
