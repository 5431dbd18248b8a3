// SPDX-License-Identifier: Apache-2.0
/// What bundles share of a Unix system: sockets in the file system, and the numbers of descriptors.
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export(substitution = org.osgi.annotation.bundle.Export.Substitution.NOIMPORT)
@org.osgi.annotation.versioning.Version("1.0.0")
package org.jzrepl.api.unix;
