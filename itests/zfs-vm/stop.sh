#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# stop.sh NAME [PROCESS]: ends guest NAME if it runs (as that process); its disks are thrown away.
# stop.sh --stale: ends the guests whose owners have ended, which is needed only where somebody has killed their watches too.
set -eu
. "$(dirname "$0")/common.sh"
[ -d "$ZVM_RUN" ] || exit 0

stale() {
	for owner in "$ZVM_RUN"/*/owner; do
		{ read -r o < "$owner"; } 2>/dev/null || continue
		lives "$o" || "$0" "$(basename "$(dirname "$owner")")"
	done
	exit 0
}
[ "$1" != --stale ] || stale

dir=$ZVM_RUN/$1
[ $# = 1 ] || [ "$(cat "$dir/pid" 2>/dev/null)" = "$2" ] || exit 0
# One of several that stop a guest at once gets it.
going=$ZVM_RUN/.stopping-$$
mv "$dir" "$going" 2>/dev/null || exit 0
guest=$(cat "$going/pid" 2>/dev/null || :)
gone() { ! lives "$guest"; }
# Nothing of it is kept, so nothing has to be shut down.
if [ -n "$guest" ] && ! gone; then
	kill -9 "${guest%% *}" 2>/dev/null || :
	waitfor 10 gone || die "guest $1 does not end"
fi
{ read -r _ _ ns < "$going/addr"; } 2>/dev/null || ns=
[ -z "$ns" ] || ip netns del "${ns##*/}" 2>/dev/null || :
rm -rf "$going"
