// SPDX-License-Identifier: Apache-2.0
/// Log entries, their formats and the outlets they go to.
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export(substitution = org.osgi.annotation.bundle.Export.Substitution.NOIMPORT)
@org.osgi.annotation.versioning.Version("1.0.0")
package org.jzrepl.api.log;
