#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# unpack.sh ARCHIVE: instead of build.sh, uses an image that pack.sh has made.
set -eu
archive=$(readlink -f "$1")
. "$(dirname "$0")/common.sh"
mkdir -p "$cache"
# First beside: what is interrupted leaves no half image.
rm -rf "$image" "$cache/unpack-$zfsver"; mkdir "$cache/unpack-$zfsver"
zstd -dcq "$archive" | tar -C "$cache/unpack-$zfsver" --no-same-owner -xf -
[ -s "$cache/unpack-$zfsver/image-$zfsver/initrd" ] || die "$archive holds no image for zfs $zfsver: set ZFSVER"
mv "$cache/unpack-$zfsver/image-$zfsver" "$image"
rmdir "$cache/unpack-$zfsver"
echo "unpack.sh: image of zfs $zfsver ready"
