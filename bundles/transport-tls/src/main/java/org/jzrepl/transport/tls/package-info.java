// SPDX-License-Identifier: Apache-2.0
/// Transport `tls`: TCP with TLS from the first byte, both sides with certificates.
///
/// [TlsTransport] reads the configuration and makes a [Side], which turns the certificates of today into engines.
/// A [TlsWire] is an engine between a plain wire and its user: [Outbound] encrypts, [Inbound] decrypts what
/// [Records] has cut into records.
@org.jspecify.annotations.NullMarked
package org.jzrepl.transport.tls;
