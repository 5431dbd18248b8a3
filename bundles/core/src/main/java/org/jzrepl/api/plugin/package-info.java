// SPDX-License-Identifier: Apache-2.0
/// Between the kernel, which uses suppliers, and the installer, which brings them in.
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export(substitution = org.osgi.annotation.bundle.Export.Substitution.NOIMPORT)
@org.osgi.annotation.versioning.Version("1.0.0")
package org.jzrepl.api.plugin;
