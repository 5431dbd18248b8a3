// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.control;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.osgi.annotation.versioning.ProviderType;

/// What is supplied by which bundle, and where the running configuration uses it. From any thread.
@ProviderType
public interface SupplierOverview {
    /// By kind, type and version.
    List<Supplied> suppliers();

    /// Places of the running configuration, by owner and kind.
    List<Place> places();

    /// `users`: who works with it at this moment: jobs by name, and `global`.
    record Supplied(String kind, String type, String bundle, String version, SortedSet<String> users) {}

    /// `supplier`: the bundle and version that the next use will get; empty while nobody supplies it.
    record Place(String owner, String kind, String type, Optional<String> supplier) {}
}
