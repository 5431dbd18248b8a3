#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# unpack.sh ARCHIVE: instead of build.sh, uses an image that pack.sh has made.
set -eu
archive=$(readlink -f "$1")
. "$(dirname "$0")/common.sh"
mkdir -p "$cache"
zstd -dcq "$archive" | tar -C "$cache" -xf -
[ -s "$image/initrd" ] || die "$archive holds no image for zfs $zfsver: set ZFSVER"
echo "unpack.sh: image of zfs $zfsver ready"
