#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# start.sh NAME: starts guest NAME with two fresh disks and returns once zfs answers; its commands are then
# $ZVM_RUN/NAME/bin/{zfs,zpool,zvm}. The first start of an image boots it and saves the booted guest; later ones
# restore that in about a second. The guest ends with the process $ZVM_OWNER, or with stop.sh.
set -eu
. "$(dirname "$0")/common.sh"
name=$1; dir=$ZVM_RUN/$name; t0=$(now)
[ -f "$image/initrd" ] || die "no image for zfs $zfsver: run ensure.sh first"
"$top/stop.sh" "$name"
mkdir -p "$dir/bin"
for l in zfs zpool zvm; do ln -sfn "$cache/zvm" "$dir/bin/$l"; done
zvm=$dir/bin/zvm

exec 8> "$cache/lock"
flock 8
if [ ! -f "$state" ]; then
	mknet "$name"; mkdisk "$dir/vda" "$disk"; mkdisk "$dir/vdb" "$disk"
	rm -f "$dir/mon"; mkfifo "$dir/mon"; : > "$dir/console"
	( qemu "$dir" -serial "file:$dir/console" -monitor stdio < "$dir/mon" > "$dir/qemu.log" 2>&1 8>&- ) & pid=$!
	exec 9> "$dir/mon"
	waitfor 180 grep -q 'zvmd: ready' "$dir/console" || { kill $pid; die "no boot: see $dir/console"; }
	waitfor 20 "$zvm" -n true || { kill $pid; die "the guest booted but its agent does not answer"; }
	printf 'migrate "exec:cat > %s.tmp"\nquit\n' "$state" >&9
	wait $pid || :
	exec 9>&-
	[ -s "$state.tmp" ] || die "saving the state failed: see $dir/qemu.log"
	mv "$state.tmp" "$state"
	echo "start.sh: booted and saved zfs $zfsver ($net) in $(since "$t0")"; t0=$(now)
fi
flock -u 8

mknet "$name"; mkdisk "$dir/vda" "$disk"; mkdisk "$dir/vdb" "$disk"
( qemu "$dir" -serial "file:$dir/console" -monitor none -incoming "exec:cat $state" </dev/null > "$dir/qemu.log" 2>&1 8>&- ) & pid=$!
echo $pid > "$dir/pid"
if [ -n "${ZVM_OWNER:-}" ]; then
	( while kill -0 "$ZVM_OWNER" 2>/dev/null && kill -0 $pid 2>/dev/null; do sleep 1; done
	  ZVM_RUN=$ZVM_RUN "$top/stop.sh" "$name" ) </dev/null >/dev/null 2>&1 8>&- &
fi
waitfor 60 "$zvm" -n true || { kill $pid; die "no answer: see $dir/qemu.log"; }
head -c 64 /dev/urandom | "$zvm" /sbin/zvmd reseed
"$zvm" -n sh -c "date -s @$(date +%s) >/dev/null; modprobe zfs && chmod 666 /dev/zfs"
echo "start.sh: guest $name ready in $(since "$t0") (pid $pid, zfs $zfsver, $net)"
