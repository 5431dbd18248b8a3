// SPDX-License-Identifier: Apache-2.0
/// The sides of a replication that live in this daemon, on its own ZFS.
@org.jspecify.annotations.NullMarked
package org.jzrepl.replication.local;
