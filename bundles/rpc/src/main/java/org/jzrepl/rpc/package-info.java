// SPDX-License-Identifier: Apache-2.0
/// The wire protocol (`docs/protocol.md`): endpoints in other daemons, and ours served to them, over any
/// transport.
///
/// ```
///  remote.RemoteSender, RemoteReceiver            api.endpoint: the job's sender or receiver
///        │                  │                            ▲                     ▲
///        │ requests         │ calls                      │                     │
///        ▼                  ▼                            │                     │
///  requests.Requests    control.Calls        requests.RequestServer   control.ControlServer
///        │                  │                            ▲                     ▲
///  frames.FrameConnection   gRPC over                    frames                gRPC
///        │                  control.WireSocket           │                     │
///        └───────┬──────────┘                            └──────────┬──────────┘
///                ▼                                                  │
///  hello.Greeting: version, label  ═══════ wire ═══════▶  hello.Greeting: version, label
///                │                                                  ▲
///  api.transport.Connector                              serve.Reception: who calls?
///                                                                   ▲
///                                                       api.transport.Listener
/// ```
///
/// The messages that both kinds of connection carry, and what they mean, are in `messages`; what all layers need
/// of
/// a wire is in `wire`. Bulk goes from the wire straight into the buffer of whoever reads the stream, and from
/// the
/// source's buffer straight to the wire.
///
/// A peer is trusted with nothing but its own subtree: each layer bounds what it reads before it takes memory for
/// it, and how long it waits (`wire-protocol.md` 6).
@org.jspecify.annotations.NullMarked
package org.jzrepl.rpc;
