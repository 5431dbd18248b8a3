// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.Comparator;
import java.util.Set;
import org.osgi.framework.Version;

/// One registered component. `id` is its own in this JVM, and larger for a later one; `kind` is for messages.
record Supplier(long id, Origin origin, String kind, Set<String> types, Object service) {
    /// Best last: the highest version of the providing bundle, then the latest.
    static final Comparator<Supplier> BY_VERSION = Comparator.comparing(
                    (Supplier supplier) -> supplier.origin().version())
            .thenComparing(Supplier::id);

    Supplier {
        types = Set.copyOf(types);
    }

    /// The bundle that supplies it.
    record Origin(long bundle, String name, Version version) {
        @Override
        public String toString() {
            return name + " " + version;
        }
    }

    boolean supplies(Class<?> wanted, String type) {
        return wanted.isInstance(service) && types.contains(type);
    }
}
