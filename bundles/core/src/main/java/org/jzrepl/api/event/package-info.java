// SPDX-License-Identifier: Apache-2.0
/// What happens in the daemon, as a stream of values; metrics, progress and audit logs are views of it.
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export(substitution = org.osgi.annotation.bundle.Export.Substitution.NOIMPORT)
@org.osgi.annotation.versioning.Version("1.0.0")
package org.jzrepl.api.event;
