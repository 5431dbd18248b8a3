#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# stop.sh NAME: ends guest NAME if it runs; its disks are thrown away.
set -eu
. "$(dirname "$0")/common.sh"
name=$1; dir=$ZVM_RUN/$name
[ -f "$dir/pid" ] || exit 0
pid=$(cat "$dir/pid")
kill "$pid" 2>/dev/null || :
gone() { ! kill -0 "$pid" 2>/dev/null; }
waitfor 10 gone || kill -9 "$pid"
read -r _ _ ns < "$dir/addr" || :
[ -z "${ns:-}" ] || ip netns del "${ns##*/}" 2>/dev/null || :
rm -rf "$dir"
