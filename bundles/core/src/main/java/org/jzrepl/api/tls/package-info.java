// SPDX-License-Identifier: Apache-2.0
/// Certificates and keys of TLS sides: read from PEM files, watched, and made into what a TLS context needs.
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export(substitution = org.osgi.annotation.bundle.Export.Substitution.NOIMPORT)
@org.osgi.annotation.versioning.Version("1.0.0")
package org.jzrepl.api.tls;
