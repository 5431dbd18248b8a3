#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# ensure.sh: makes the image of zfs $ZFSVER be there: kept from an earlier time, unpacked where JZREPL_ZFS_VM_PREBUILT
# names a folder with archives, or built from Debian's packages (minutes). Prints the folder of running guests.
set -eu
. "$(dirname "$0")/common.sh"
[ -z "$prebuilt" ] || [ -d "$prebuilt" ] || die "JZREPL_ZFS_VM_PREBUILT names no folder: $prebuilt"
mkdir -p "$cache"; touch "$cache"
mkdir -p "$ZVM_RUN"; chmod 700 "$ZVM_RUN"
# What earlier versions of these scripts have built goes when nobody has asked for it for two weeks.
[ -n "${ZVM_CACHE:-}" ] || find "${cache%/*}" -maxdepth 1 -name 'zfs-vm-*' -mtime +14 -exec rm -rf {} +
exec 8> "$cache/lock"
flock 8
need qemu-system-x86 gcc libc6-dev iproute2 procps zstd >&2
wrapper
if [ ! -s "$image/initrd" ]; then
	archive=$prebuilt/zvm-$zfsver.tar.zst
	if [ -n "$prebuilt" ] && [ -f "$archive" ]; then
		"$top/unpack.sh" "$archive" >&2
	else
		echo "ensure.sh: no prebuilt image of zfs $zfsver: building one, which takes minutes" >&2
		"$top/build.sh" >&2 8>&-
	fi
fi
echo "$ZVM_RUN"
