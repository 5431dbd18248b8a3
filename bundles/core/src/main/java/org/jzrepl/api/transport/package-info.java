// SPDX-License-Identifier: Apache-2.0
/// Byte streams between daemons: who connects, who listens, and who the peer is.
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export(substitution = org.osgi.annotation.bundle.Export.Substitution.NOIMPORT)
@org.osgi.annotation.versioning.Version("1.0.0")
package org.jzrepl.api.transport;
