// SPDX-License-Identifier: Apache-2.0
/// Data connections: frames of at most 4 MiB, heartbeats between them, messages and streams made of them, and an
/// orderly end (`wire-protocol.md` 4).
///
/// A [FrameConnection] has three threads. The *reader* reads all there is to read, heartbeats too, and puts the
/// bytes of a frame straight into the buffer of whoever waits for them in the [Inbox]: nothing is copied, and
/// while nobody waits, nothing is read. The *heartbeat* sends a sign of life when nothing else was sent. The
/// *owner* talks.
@org.jspecify.annotations.NullMarked
package org.jzrepl.rpc.frames;
