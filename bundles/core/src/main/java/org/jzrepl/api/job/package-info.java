// SPDX-License-Identifier: Apache-2.0
/// Jobs, their life in the daemon, and how they find the components that their configuration names.
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export(substitution = org.osgi.annotation.bundle.Export.Substitution.NOIMPORT)
@org.osgi.annotation.versioning.Version("1.0.0")
package org.jzrepl.api.job;
