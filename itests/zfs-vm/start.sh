#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# start.sh NAME: starts guest NAME with two fresh disks and returns once zfs answers; its commands are then
# $ZVM_RUN/NAME/bin/{zfs,zpool,zvm}. The first start of an image boots it and saves the booted guest; later ones
# restore that in about a second. The guest ends with the process $ZVM_OWNER, or with stop.sh.
set -eu
. "$(dirname "$0")/common.sh"
name=$1; dir=$ZVM_RUN/$name; t0=$(now); pid=; owner=
[ -f "$image/initrd" ] || die "no image for zfs $zfsver: run ensure.sh first"
[ -z "${ZVM_OWNER:-}" ] || owner=$(process "$ZVM_OWNER")
[ -z "${ZVM_OWNER:-}" ] || [ -n "$owner" ] || die "there is no process $ZVM_OWNER to own guest $name"

# guest ARG...: QEMU in the background, as process $pid, its stdin from 9, and one that ends it when its owner has ended
guest() {
	mknet "$name"; mkdisk "$dir/vda" "$disk"; mkdisk "$dir/vdb" "$disk"; : > "$dir/console"
	( qemu "$dir" -serial "file:$dir/console" "$@" <&9 > "$dir/qemu.log" 2>&1 8>&- ) & pid=$!
	process $pid > "$dir/pid"
	[ -n "$owner" ] || return 0
	( watch "$(cat "$dir/pid")" ) </dev/null >/dev/null 2>&1 8>&- 9>&- &
}
watch() {
	while lives "$owner" && lives "$1"; do sleep 1; done
	lives "$owner" || "$top/stop.sh" "$name" "$1"
}
# answer SECONDS COMMAND...: like waitfor, but gives up when QEMU has ended
answer() { _s=$1; shift; waitfor "$_s" ended_or "$@" && kill -0 $pid; }
ended_or() { ! kill -0 $pid || "$@"; }
# What was started does not outlive a start that fails; why it failed does.
abandon() {
	for log in console qemu.log; do sed "s/^/$log: /" "$dir/$log" 2>/dev/null | tail -n 20 >&2; done
	"$top/stop.sh" "$name"
}

"$top/stop.sh" --stale
mkdir -m 700 "$dir" 2>/dev/null || die "guest $name runs already, or is being started"
trap '[ $? = 0 ] || abandon' EXIT
trap 'exit 1' INT TERM HUP
[ -z "$owner" ] || echo "$owner" > "$dir/owner"
mkdir "$dir/bin"
for l in zfs zpool zvm; do ln -s "$cache/zvm" "$dir/bin/$l"; done
zvm=$dir/bin/zvm

exec 8> "$cache/lock"
flock 8
if [ ! -f "$state" ]; then
	mkfifo "$dir/mon"
	exec 9<> "$dir/mon"
	guest -monitor stdio
	answer 180 grep -q 'zvmd: ready' "$dir/console" || die "the guest does not boot"
	answer 20 "$zvm" -n true || die "the guest booted but its agent does not answer"
	printf 'migrate "exec:cat > %s.tmp"\nquit\n' "$state" >&9
	wait $pid || :
	[ -s "$state.tmp" ] || die "the state of the booted guest was not saved"
	mv "$state.tmp" "$state"
	echo "start.sh: booted and saved zfs $zfsver ($net) in $(since "$t0")"; t0=$(now)
fi
flock -u 8

exec 9< /dev/null
guest -monitor none -incoming "exec:cat $state"
answer 60 "$zvm" -n true || die "the restored guest does not answer"
head -c 64 /dev/urandom | "$zvm" /sbin/zvmd reseed
# What the kernel says of tasks that hang goes to the console, stacks and all: the agent may be among them.
"$zvm" -n sh -c "date -s @$(date +%s) >/dev/null; echo 8 > /proc/sys/kernel/printk; modprobe zfs && chmod 666 /dev/zfs" || die "zfs does not load in the guest"
echo "start.sh: guest $name ready in $(since "$t0") (pid $pid, zfs $zfsver, $net)"
