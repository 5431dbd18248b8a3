# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2034 # variables are for those who source it
# Sourced by the scripts beside it: what they must agree on.
top=$(cd "$(dirname "$0")" && pwd)
zfsver=${ZFSVER:-2.1}			# 2.1 (bookworm) or 2.3 (bookworm-backports)
mem=${ZVM_MEM:-1024}			# MiB of guest memory; a saved state belongs to one size
disk=${ZVM_DISK:-1024}			# MiB of each of the two sparse disks

# A folder with zvm-2.1.tar.zst and zvm-2.3.tar.zst, made by pack.sh. Tests run in many folders: a relative name counts from
# the root of the source tree.
prebuilt=${JZREPL_ZFS_VM_PREBUILT:-}
case $prebuilt in
'' | /*) ;;
*) prebuilt=$top/../../$prebuilt ;;
esac

# What is built is kept outside of the clone, under a name made of all that goes into it.
inputs() {
	cat "$top"/*.sh "$top"/src/*
	[ -z "$prebuilt" ] || (cd "$prebuilt" && stat -c "%n %s %Y" -- *.tar.zst) 2>/dev/null
}
hash=$(inputs | sha256sum | cut -c 1-12)
cache=${ZVM_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/jzrepl/zfs-vm-$hash}
# Running guests, a folder each: disks, address, processes, commands.
ZVM_RUN=${ZVM_RUN:-${TMPDIR:-/tmp}/jzrepl-zfs-vm-$(id -u)}
export ZVM_RUN
# tap (in a network namespace of its own) moves bytes several times faster but needs root; user needs nothing.
if [ -z "${ZVM_NET:-}" ]; then
	if [ "$(id -u)" = 0 ] && [ -c /dev/net/tun ] && command -v ip >/dev/null; then ZVM_NET=tap; else ZVM_NET=user; fi
fi
net=$ZVM_NET
image=$cache/image-$zfsver
state=$image/state-$net-$mem-$disk

now() { date +%s.%N; }
since() { echo "$(now) $1" | awk '{printf "%.1f s", $1 - $2}'; }
die() { echo "${0##*/}: $*" >&2; exit 1; }

# process PID: "PID START", which no later process has, or nothing where there is no such process.  START is field 22 of stat;
# field 2 may contain anything.
process() {
	_pid=$1
	{ read -r _stat < "/proc/$_pid/stat"; } 2>/dev/null || return 0
	# shellcheck disable=SC2086 # fields are words
	set -- ${_stat##*) }
	echo "$_pid ${20}"
}
# lives "PID START"
lives() { [ "$(process "${1%% *}")" = "$1" ]; }

# need PACKAGE...: what is missing of Debian's packages
need() {
	missing=
	for p in "$@"; do
		dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q ' installed' || missing="$missing $p"
	done
	[ -n "$missing" ] || return 0
	[ "$(id -u)" = 0 ] || die "these packages are missing and only root can install them:$missing"
	echo "${0##*/}: installing$missing"
	[ -n "$(find /var/lib/apt/lists -maxdepth 1 -name '*Packages*' -print -quit)" ] ||
		apt-get -q update > "$cache/apt.log" 2>&1 || die "apt-get update failed: see $cache/apt.log"
	# shellcheck disable=SC2086 # packages are words
	DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >> "$cache/apt.log" 2>&1 ||
		{ apt-get -q update >> "$cache/apt.log" 2>&1 &&
			DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >> "$cache/apt.log" 2>&1; } ||
		die "apt-get install$missing failed: see $cache/apt.log"
}

# The host's end of a guest's command line, compiled once.
wrapper() {
	[ -x "$cache/zvm" ] || {
		gcc -O2 -Wall -o "$cache/zvm.new" "$top/src/zvm.c" && mv "$cache/zvm.new" "$cache/zvm"
	}
}

# mkdisk FILE MIB: a sparse raw disk with one MBR partition.  zpool wants /dev/vda1: given a whole disk it
# writes a label and waits 30 s for udev, which the guest lacks.
mkdisk() {
	rm -f "$1"; truncate -s "$2M" "$1"
	_n=$(( $2 * 2048 - 2048 ))
	_le=$(printf '\\%03o\\%03o\\%03o\\%03o' $((_n & 255)) $((_n >> 8 & 255)) $((_n >> 16 & 255)) $((_n >> 24 & 255)))
	# shellcheck disable=SC2059 # the size is part of the format, as escapes
	printf '\0\0\0\0\277\0\0\0\0\010\0\0'"$_le" | dd of="$1" bs=1 seek=446 conv=notrunc status=none
	printf '\125\252' | dd of="$1" bs=1 seek=510 conv=notrunc status=none
}

# qemu DIR [ARG]...: the guest's QEMU, its disks in DIR; the caller adds what differs between boot and restore.
# qemu64 on purpose: models with ERMS/FSRM (Haswell, max) make the kernel copy with "rep movsb", which TCG does
# byte by byte.  norandmaps: TCG keys translated code by virtual address too, so with ASLR each exec translates
# libc anew.  vmlinux, not vmlinuz: no unpacking under emulation.
qemu() {
	_d=$1; shift
	case $net in
	tap) set -- -netdev tap,id=n0,ifname=zvm0,script=no,downscript=no,vhost=off "$@"; _mtu=65520
	     set -- ip netns exec "$ns" qemu-system-x86_64 "$@" ;;
	user) set -- -netdev "user,id=n0,restrict=on,hostfwd=tcp:127.0.0.1:$port-:7900" "$@"; _mtu=1500
	     set -- qemu-system-x86_64 "$@" ;;
	esac
	exec "$@" -nodefaults -no-user-config -display none -no-reboot \
		-machine q35 -accel tcg,thread=multi,tb-size=256 -cpu qemu64,+ssse3,+sse4.1,+sse4.2,+popcnt \
		-smp 1 -m "$mem" -kernel "$image/vmlinux" -initrd "$image/initrd" \
		-append "console=ttyS0 quiet panic=-1 mitigations=off norandmaps nokaslr init_on_alloc=0 zvm.mtu=$_mtu" \
		-device virtio-net-pci,netdev=n0 \
		-drive "if=virtio,format=raw,file=$_d/vda,cache=unsafe,discard=unmap" \
		-drive "if=virtio,format=raw,file=$_d/vdb,cache=unsafe,discard=unmap"
}

number() { printf %s "$1" | cksum | cut -d' ' -f1; }

# mknet NAME: writes DIR/addr for the wrapper; sets $ns or $port.
mknet() {
	case $net in
	tap) ns=zvm-$1-$(number "$ZVM_RUN/$1")
	     ip netns del "$ns" 2>/dev/null || :
	     ip netns add "$ns"
	     ip -n "$ns" tuntap add dev zvm0 mode tap vnet_hdr
	     ip -n "$ns" addr add 10.0.2.2/24 dev zvm0
	     ip -n "$ns" link set zvm0 mtu 65520 up
	     echo "10.0.2.15 7900 /run/netns/$ns" > "$ZVM_RUN/$1/addr" ;;
	user) port=$((10000 + $(number "$ZVM_RUN/$1") % 20000))
	     while grep -q "$(printf ':%04X ' "$port")" /proc/net/tcp; do port=$((port + 1)); done
	     echo "127.0.0.1 $port" > "$ZVM_RUN/$1/addr" ;;
	esac
}

# waitfor SECONDS COMMAND...: until COMMAND succeeds
waitfor() {
	_n=$(( $1 * 20 )); shift
	while ! "$@" >/dev/null 2>&1; do
		_n=$((_n - 1)); [ $_n -gt 0 ] || return 1
		sleep 0.05
	done
}
