// SPDX-License-Identifier: Apache-2.0
/// Tests on real OpenZFS, in guests that the scripts of `zfs-vm` start.
@org.jspecify.annotations.NullMarked
package org.jzrepl.itests.zfs;
