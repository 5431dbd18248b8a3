// SPDX-License-Identifier: Apache-2.0
/// The jobs `push`, `pull`, `sink`, `source` and `snap`: they compose endpoints, policies and rules into the
/// daemon's work.
///
/// Two pairs share what they do. An [ActiveJob] calls another daemon and runs the replication; its [Direction]
/// says which side is here. A [PassiveJob] listens and hands each client an endpoint; its [Offer] says which.
/// Each lives on two threads: the job's own, and one for what happens by the clock, which takes snapshots (or,
/// in a pull, only waits) and then wakes the job.
@org.jspecify.annotations.NullMarked
package org.jzrepl.jobs;
