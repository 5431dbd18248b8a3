// SPDX-License-Identifier: Apache-2.0
/// The contract of `api.zfs`: what the simulated ZFS and every real one have in common, case by case.
@org.jspecify.annotations.NullMarked
package org.jzrepl.testkit.zfs;
