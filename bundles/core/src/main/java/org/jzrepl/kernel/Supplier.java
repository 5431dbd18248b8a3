// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.Comparator;
import java.util.Set;

/// One registered component. `id` is its own in this JVM, and larger for a later one; `kind` is for messages.
record Supplier(long id, String kind, Set<String> types, Rank rank, Object service) {
    /// Best last: the highest version of the providing bundle, then the latest.
    static final Comparator<Supplier> BY_RANK =
            Comparator.comparing(Supplier::rank).thenComparing(Supplier::id);

    Supplier {
        types = Set.copyOf(types);
    }

    boolean supplies(Class<?> wanted, String type) {
        return wanted.isInstance(service) && types.contains(type);
    }

    /// The version of a bundle.
    record Rank(int major, int minor, int micro, String qualifier) implements Comparable<Rank> {
        @Override
        public int compareTo(Rank other) {
            return Comparator.comparingInt(Rank::major)
                    .thenComparingInt(Rank::minor)
                    .thenComparingInt(Rank::micro)
                    .thenComparing(Rank::qualifier)
                    .compare(this, other);
        }
    }
}
