// SPDX-License-Identifier: Apache-2.0
/// Transport `local`: two jobs of one daemon replicate to each other.
///
/// A [Switchboard] knows the listeners by name. [LocalTransport] makes wires in memory between them, as every
/// transport does. [LocalRemoteEndpoints] needs no wires: it hands the serving job's endpoint over, for the
/// identity that the connecting job names, with the checks that a remote peer would meet. Each call runs on a
/// thread of the *serving* job ([Reception]), so its log entries and commands carry that job's name, and end with
/// it.
@org.jspecify.annotations.NullMarked
package org.jzrepl.transport.local;
