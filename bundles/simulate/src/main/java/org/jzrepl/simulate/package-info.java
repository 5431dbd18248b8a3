// SPDX-License-Identifier: Apache-2.0
/// Runs what a job decides on a simulated ZFS and a clock of its own, and draws what comes of it.
@org.jspecify.annotations.NullMarked
package org.jzrepl.simulate;
