// SPDX-License-Identifier: Apache-2.0
/// TCP sockets as all transports over TCP use them: one way to dial and to listen, and one table of who listens
/// where.
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export(substitution = org.osgi.annotation.bundle.Export.Substitution.NOIMPORT)
@org.osgi.annotation.versioning.Version("1.0.0")
package org.jzrepl.api.tcp;
