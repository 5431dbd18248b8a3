// SPDX-License-Identifier: Apache-2.0
/// Control connections: unary gRPC calls over wires (`wire-protocol.md` 3).
///
/// gRPC knows only sockets, so it is given some: a [WireSocket] looks like one and is a wire. Its client dials
/// through a socket factory, its server accepts from a [WireQueue].
@org.jspecify.annotations.NullMarked
package org.jzrepl.rpc.control;
