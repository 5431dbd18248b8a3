// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// All suppliers, and who uses them. Keyed by the registration, so that an old version's going never removes the
/// new one.
///
/// Its own lock guards everything and is never held over a call into a supplier or a job.
final class SupplierTable {
    /// Supplies every type that no other supplier names.
    private static final String ANY = "*";

    private final Map<Long, Supplier> supplierById = new HashMap<>();
    private final Map<Long, Set<Claim>> claimsById = new HashMap<>();
    private volatile Watcher watcher = Watcher.NOBODY;

    /// Told of suppliers that come and go, outside of the lock. `gone` returns when nobody uses the supplier any
    /// more.
    interface Watcher {
        Watcher NOBODY = new Watcher() {
            @Override
            public void came(Supplier supplier) {}

            @Override
            public void gone(Supplier supplier) {}
        };

        void came(Supplier supplier);

        void gone(Supplier supplier);
    }

    void watch(Watcher now) {
        watcher = now;
    }

    void add(Supplier supplier) {
        synchronized (this) {
            supplierById.put(supplier.id(), supplier);
        }
        watcher.came(supplier);
    }

    void remove(long id) {
        Optional<Supplier> gone;
        synchronized (this) {
            gone = Optional.ofNullable(supplierById.remove(id));
        }
        gone.ifPresent(watcher::gone);
    }

    /// The best supplier of that type, or of all types.
    synchronized Optional<Supplier> best(Class<?> kind, String type) {
        return best(kind, type, supplierById.values()).or(() -> best(kind, ANY, supplierById.values()));
    }

    /// The same, kept for `owner` until released.
    synchronized Optional<Claim> claim(Class<?> kind, String type, Object owner) {
        var claim = best(kind, type).map(supplier -> new Claim(supplier, owner));
        claim.ifPresent(one -> claimsById
                .computeIfAbsent(one.supplier().id(), _ -> new HashSet<>())
                .add(one));
        return claim;
    }

    synchronized void release(Claim claim) {
        claimsById.computeIfPresent(claim.supplier().id(), (_, claims) -> {
            claims.remove(claim);
            return claims.isEmpty() ? null : claims;
        });
    }

    /// Those who use the supplier now.
    synchronized Set<Object> owners(Supplier supplier) {
        return claimsById.getOrDefault(supplier.id(), Set.of()).stream()
                .map(Claim::owner)
                .collect(Collectors.toSet());
    }

    /// The types that are supplied, for messages.
    synchronized SortedSet<String> types(Class<?> kind) {
        return supplierById.values().stream()
                .filter(supplier -> kind.isInstance(supplier.service()))
                .flatMap(supplier -> supplier.types().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<Supplier> best(Class<?> kind, String type, Collection<Supplier> suppliers) {
        return suppliers.stream()
                .filter(supplier -> supplier.supplies(kind, type))
                .max(Supplier.BY_RANK);
    }

    /// One use of a supplier; equal to itself only.
    static final class Claim {
        private final Supplier supplier;
        private final Object owner;

        private Claim(Supplier supplier, Object owner) {
            this.supplier = supplier;
            this.owner = owner;
        }

        Supplier supplier() {
            return supplier;
        }

        Object owner() {
            return owner;
        }
    }
}
