// SPDX-License-Identifier: Apache-2.0
/// Transport `tcp`: plain sockets, and clients known by their address. [TcpTransport] reads the configuration,
/// [ClientMap] tells who calls; the sockets themselves are core's.
@org.jspecify.annotations.NullMarked
package org.jzrepl.transport.tcp;
