// SPDX-License-Identifier: Apache-2.0
/// Names and points in history of ZFS datasets: values only, checked when they are made.
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export(substitution = org.osgi.annotation.bundle.Export.Substitution.NOIMPORT)
@org.osgi.annotation.versioning.Version("1.0.0")
package org.jzrepl.api.dataset;
