// SPDX-License-Identifier: Apache-2.0
/// The two sides of a replication; callers cannot tell a local side from a remote one.
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export(substitution = org.osgi.annotation.bundle.Export.Substitution.NOIMPORT)
@org.osgi.annotation.versioning.Version("1.0.0")
package org.jzrepl.api.endpoint;
