// SPDX-License-Identifier: Apache-2.0
/// The jobs `push`, `sink` and `snap`: they compose endpoints, policies and rules into the daemon's work.
///
/// A push lives on two threads: a [SnapshotRunner] that takes snapshots when the policy says so and then wakes
/// the job, and
/// the job's own, which runs one invocation for each wake-up: replicate, prune the sender, prune the receiver.
@org.jspecify.annotations.NullMarked
package org.jzrepl.jobs;
