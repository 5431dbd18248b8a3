// SPDX-License-Identifier: Apache-2.0
/// The first bytes on every wire: the version handshake, then what the connection is for.
@org.jspecify.annotations.NullMarked
package org.jzrepl.rpc.hello;
