#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# build.sh: from nothing to $cache/image-$ZFSVER/{vmlinux,initrd}: Debian's stock cloud kernel, OpenZFS modules
# compiled for it from Debian's zfs-dkms source, and Debian's zfs tools, in one initramfs.
# Installs on the host only what apt-get lacks of: $hostpkgs.  Everything else is unpacked under $cache.
# Each step leaves a stamp: a build that was interrupted goes on after the last one.
set -eu
. "$(dirname "$0")/common.sh"
hostpkgs="qemu-system-x86 gcc libc6-dev make lz4 libelf1 iproute2 procps"
case $zfsver in
2.1) suite=bookworm; zlibs="libzfs4linux libzpool5linux" ;;
2.3) suite=bookworm-backports; zlibs="libzfs6linux libzpool6linux" ;;
*) die "ZFSVER must be 2.1 or 2.3" ;;
esac
zpkgs="zfs-dkms zfsutils-linux libnvpair3linux libuutil3linux $zlibs"
userpkgs="busybox-static libc6 libtirpc3 libblkid1 libuuid1 libudev1 libssl3 zlib1g libgcc-s1"
mkdir -p "$cache" "$image"
work=$cache/zfs-$zfsver; sys=$cache/sysroot
all=$(now); t=$all
step() { echo "build.sh: $1: $(since "$t")"; t=$(now); }
unpack() { mkdir -p "$2"; for _f in $1; do dpkg-deb -x "$_f" "$2"; done; }

# 1. host packages
# shellcheck disable=SC2086 # packages are words
need $hostpkgs
step "host packages"

# 2. packages for the guest, with an apt of our own: contrib and backports without touching the host's sources
apt=$cache/apt
a() { _c=$1; shift; "$_c" -o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null \
	-o Dir::State::Lists="$apt/lists" -o Dir::Cache="$apt/cache" -o Dir::Etc::preferences=/dev/null \
	-o Dir::Etc::preferencesparts=/dev/null -o APT::Sandbox::User=root -o Acquire::Languages=none "$@"; }
if [ ! -f "$work/debs/.done" ]; then
	mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$work/debs" "$cache/debs"
	# where the host takes Debian from; contrib and backports are asked of the same place
	# shellcheck disable=SC2016 # apt's variables
	uris() { apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' 2>/dev/null; }
	main=$(uris | sed -n 's/ bookworm$//p' | head -1); security=$(uris | sed -n 's/ bookworm-security$//p' | head -1)
	[ -n "$main" ] || die "no Debian bookworm among the host's apt sources: run apt-get update first, or use a prebuilt image"
	{
		echo "deb $main bookworm main contrib"
		echo "deb $main bookworm-backports main contrib"
		[ -z "$security" ] || echo "deb $security bookworm-security main"
	} > "$apt/sources.list"
	a apt-get -q update > "$cache/apt-update.log" 2>&1 || die "apt-get update failed: see $cache/apt-update.log"
	kimage=$(a apt-cache depends linux-image-cloud-amd64 | sed -n 's/.*Depends: \(linux-image-.*\)/\1/p' | head -1)
	kver=${kimage#linux-image-}; kabi=${kver%-cloud-amd64}
	[ -f "$cache/kver" ] || {
		# shellcheck disable=SC2086 # packages are words
		(cd "$cache/debs" && a apt-get -q download "$kimage" "linux-headers-$kver" "linux-headers-$kabi-common" \
			linux-kbuild-6.1 $userpkgs) > "$cache/apt-download.log" 2>&1 || die "download failed: see $cache/apt-download.log"
		echo "$kver" > "$cache/kver"
	}
	(cd "$work/debs" && for p in $zpkgs; do a apt-get -q download "$p/$suite" || exit 1; done) >> "$cache/apt-download.log" 2>&1 ||
		die "download failed: see $cache/apt-download.log"
	touch "$work/debs/.done"
fi
kver=$(cat "$cache/kver"); kabi=${kver%-cloud-amd64}
step "packages of the guest ($(du -ch "$cache/debs" "$work/debs" | tail -1 | cut -f1))"

# 3. kernel and headers, unpacked; the headers' Makefile names the other half by its absolute path
if [ ! -f "$sys/.done" ]; then
	unpack "$cache/debs/*.deb" "$sys"
	echo "include $sys/usr/src/linux-headers-$kabi-common/Makefile" > "$sys/usr/src/linux-headers-$kver/Makefile"
	# the payload of the bzImage is LZ4 (legacy frames): QEMU boots the ELF inside through its PVH note
	at=$(grep -abo -P '\x02\x21\x4c\x18' "$sys/boot/vmlinuz-$kver" | head -1 | cut -d: -f1)
	tail -c "+$((at + 1))" "$sys/boot/vmlinuz-$kver" | lz4 -dcq > "$cache/vmlinux" 2>/dev/null || :
	[ "$(head -c 4 "$cache/vmlinux" | tail -c 3)" = ELF ] || die "cannot extract vmlinux"
	touch "$sys/.done"
fi
step "kernel and headers unpacked"

# 4. the modules
if [ ! -f "$work/.built" ]; then
	unpack "$work/debs/*.deb" "$work/root"
	rm -rf "$work/build"; cp -a "$work"/root/usr/src/zfs-* "$work/build"
	cd "$work/build"
	# At load zfs times every RAID-Z implementation on this buffer: 128 KiB costs seconds under emulation.
	sed -i 's/^#define\tBENCH_ZIO_SIZE\t.*/#define\tBENCH_ZIO_SIZE\t(1ULL << 12)/' module/zfs/vdev_raidz_math.c
	export KCFLAGS=-g0	# no debug information: 40 % off the build
	./configure --disable-dependency-tracking --with-config=kernel --with-linux="$sys/usr/src/linux-headers-$kabi-common" \
		--with-linux-obj="$sys/usr/src/linux-headers-$kver" > "$work/configure.log" 2>&1 || die "see $work/configure.log"
	step "zfs configure"
	make -s -j"$(nproc)" > "$work/make.log" 2>&1 || die "see $work/make.log"
	cd "$top"; touch "$work/.built"
fi
step "zfs modules"

# 5. host wrapper, guest agent, and two stand-in libraries (libcrypto alone: 50 instead of 65 ms per zfs list)
lib=lib/x86_64-linux-gnu
wrapper
gcc -O2 -Wall -static -s -o "$cache/zvmd" "$top/src/zvmd.c"
root=$image/root; bb=$sys/bin/busybox
rm -rf "$root"
mkdir -p "$root/$lib/real" "$root/lib64" "$root/lib/modules/$kver/extra" "$root/bin" "$root/sbin" "$root/usr/bin" "$root/usr/sbin" \
	"$root/etc" "$root/proc" "$root/sys" "$root/dev" "$root/tmp" "$root/run" "$root/root" "$root/mnt" "$root/var"
cp "$bb" "$root/bin/busybox"; for l in $("$bb" --list); do [ "$l" = busybox ] || ln -s busybox "$root/bin/$l"; done
cp "$top/src/init" "$root/init"; cp "$cache/zvmd" "$root/sbin/"
for b in zfs zpool zdb zstream zgenhostid; do
	f=$work/root/sbin/$b; [ -f "$f" ] || f=$work/root/usr/sbin/$b; cp "$f" "$root/sbin/"
done
ln -s ../run "$root/var/run"
printf 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\nuser:x:1000:1000::/:/bin/sh\n' > "$root/etc/passwd"
printf 'root:x:0:\nnogroup:x:65534:\nuser:x:1000:\n' > "$root/etc/group"
printf 'passwd: files\ngroup: files\n' > "$root/etc/nsswitch.conf"; : > "$root/etc/fstab"
find "$work/root" -name 'lib*.so.[0-9]' -exec cp -L {} "$root/$lib/" \;
for l in libc.so.6 libm.so.6 libtirpc.so.3 libblkid.so.1 libuuid.so.1 libudev.so.1 libz.so.1 libgcc_s.so.1; do
	f=$sys/$lib/$l; [ -e "$f" ] || f=$sys/usr/$lib/$l; cp -L "$f" "$root/$lib/"
done
cp -L "$sys/usr/$lib/libcrypto.so.3" "$root/$lib/real/"
cp -L "$sys/$lib/ld-linux-x86-64.so.2" "$root/lib64/"
gcc -O2 -shared -fPIC -Wl,-soname,libcrypto.so.3 -Wl,--version-script="$top/src/stub-crypto.map" -o "$root/$lib/libcrypto.so.3" "$top/src/stub-crypto.c"
# libtirpc (for XDR) drags in Kerberos: empty functions instead
LC_ALL=C nm -D "$root/$lib/libtirpc.so.3" | sed -n 's/.* U \([^@]*\)@gssapi_krb5_2_MIT/\1/p' |
	sed 's/^GSS_C.*/void *&;/; t; s/.*/int &(void) { return 0xd0000; }/' > "$image/gss.c"
echo 'gssapi_krb5_2_MIT { *; };' > "$image/gss.map"
gcc -w -O2 -shared -fPIC -Wl,-soname,libgssapi_krb5.so.2 -Wl,--version-script="$image/gss.map" -o "$root/$lib/libgssapi_krb5.so.2" "$image/gss.c"
for m in virtio virtio_ring virtio_pci virtio_pci_modern_dev virtio_pci_legacy_dev virtio_blk virtio_net net_failover failover loop; do
	f=$(cd "$sys" && find lib/modules -name "$m.ko"); install -D -m644 "$sys/$f" "$root/$f"
done
cp "$sys/lib/modules/$kver/modules.builtin" "$sys/lib/modules/$kver/modules.order" "$root/lib/modules/$kver/"
find "$work/build/module" -name '*.ko' -exec cp {} "$root/lib/modules/$kver/extra/" \;
strip -g "$root/lib/modules/$kver/extra/"*.ko
"$bb" depmod -b "$root" "$kver"
[ -s "$root/lib/modules/$kver/extra/zfs.ko" ] || die "no zfs.ko"
rm -f "$image"/state*
(cd "$root" && find . | "$bb" cpio -o -H newc > "$image/initrd.new" 2>/dev/null)
ln -f "$cache/vmlinux" "$image/vmlinux"
mv "$image/initrd.new" "$image/initrd"
rm -rf "$root" "$work"
step "image ($(du -h "$image/initrd" | cut -f1) initrd, $(du -h "$image/vmlinux" | cut -f1) kernel)"
echo "build.sh: zfs $zfsver for Linux $kver in all: $(since "$all")"
