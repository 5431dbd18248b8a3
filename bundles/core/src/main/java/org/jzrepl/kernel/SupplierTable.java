// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All suppliers, and who uses them. Keyed by the registration, so that an old version's going never removes the
/// new one.
///
/// Its own lock guards everything and is never held over a call into a supplier or a job.
final class SupplierTable {
    private static final Logger LOG = LoggerFactory.getLogger(SupplierTable.class);
    private static final Duration RELEASED_AT_MOST = Duration.ofSeconds(30);
    /// Supplies every type that no other supplier names.
    private static final String ANY = "*";

    private final Announcements announced;
    private final Map<Long, Supplier> supplierById = new HashMap<>();
    private final Map<Long, Set<Claim>> claimsById = new HashMap<>();
    private final Map<Long, Standing> standingByBundle = new HashMap<>();
    private final Set<Components<?, ?>> components = Collections.newSetFromMap(new WeakHashMap<>());
    private volatile Watcher watcher = Watcher.NOBODY;

    SupplierTable(Announcements announced) {
        this.announced = announced;
    }

    /// How a bundle's suppliers stand. One that is retired is leased only where no other will do.
    enum Standing {
        HELD,
        RETIRED,
        OFFERED
    }

    /// Told of suppliers that come and go, outside of the lock. `gone` returns when no job uses the supplier any
    /// more.
    interface Watcher {
        Watcher NOBODY = new Watcher() {
            @Override
            public void came() {}

            @Override
            public void gone(Supplier supplier) {}

            @Override
            public List<TablePart<?, ?>> places() {
                return List.of();
            }
        };

        void came();

        void gone(Supplier supplier);

        /// All places of the running configuration that suppliers fill.
        List<TablePart<?, ?>> places();
    }

    void watch(Watcher now) {
        watcher = now;
    }

    void add(Supplier supplier) {
        synchronized (this) {
            supplierById.put(supplier.id(), supplier);
        }
        watcher.came();
    }

    /// Returns when nobody uses the supplier, or half a minute has passed.
    void remove(long id) {
        long deadline = System.nanoTime() + RELEASED_AT_MOST.toNanos();
        Optional<Supplier> gone;
        synchronized (this) {
            gone = Optional.ofNullable(supplierById.remove(id));
        }
        if (gone.isPresent()) {
            watcher.gone(gone.orElseThrow());
            awaitReleased(gone.orElseThrow(), deadline);
            enlisted().forEach(one -> one.forget(id));
        }
    }

    private synchronized void awaitReleased(Supplier supplier, long deadline) {
        try {
            while (claimsById.containsKey(supplier.id())) {
                long left = Math.ceilDiv(deadline - System.nanoTime(), 1_000_000L);
                if (left <= 0) {
                    LOG.atError()
                            .addKeyValue("supplier", supplier.origin())
                            .addKeyValue("users", owners(supplier))
                            .log("supplier is gone and still in use");
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the framework's thread: let it see
        }
    }

    /// Remembered weakly: what nobody can lease from any more is of no interest.
    synchronized void enlist(Components<?, ?> made) {
        components.add(made);
    }

    private synchronized List<Components<?, ?>> enlisted() {
        return List.copyOf(components);
    }

    /// From now on; what is leased stays leased.
    void stand(long bundle, Standing standing) {
        synchronized (this) {
            standingByBundle.put(bundle, standing);
        }
        watcher.came();
    }

    /// Returns when nothing of the bundle is leased.
    synchronized void awaitIdle(long bundle) throws InterruptedException {
        while (supplierById.values().stream()
                .anyMatch(one -> one.origin().bundle() == bundle && claimsById.containsKey(one.id()))) {
            wait();
        }
    }

    List<TablePart<?, ?>> places() {
        return watcher.places();
    }

    synchronized List<Supplier> all() {
        return List.copyOf(supplierById.values());
    }

    synchronized List<Supplier> of(long bundle) {
        return supplierById.values().stream()
                .filter(supplier -> supplier.origin().bundle() == bundle)
                .toList();
    }

    boolean isAnnounced(Wanted wanted) {
        return announced.include(wanted);
    }

    /// The best supplier of that type, or of all types.
    synchronized Optional<Supplier> best(Wanted wanted) {
        return best(wanted, wanted.type()).or(() -> best(wanted, ANY));
    }

    private Optional<Supplier> best(Wanted wanted, String type) {
        return supplierById.values().stream()
                .filter(supplier -> standing(supplier) != Standing.HELD)
                .filter(supplier -> supplier.supplies(wanted.kind(), type))
                .filter(supplier -> wanted.versions().includes(supplier.origin().version()))
                .max(Comparator.comparing(this::standing).thenComparing(Supplier.BY_VERSION));
    }

    private Standing standing(Supplier supplier) {
        return standingByBundle.getOrDefault(supplier.origin().bundle(), Standing.OFFERED);
    }

    /// The same, kept for `owner` until released.
    synchronized Optional<Claim> claim(Wanted wanted, Object owner) {
        var claim = best(wanted).map(supplier -> new Claim(supplier, owner));
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
        notifyAll();
    }

    /// Those who use the supplier now.
    synchronized Set<Object> owners(Supplier supplier) {
        return claimsById.getOrDefault(supplier.id(), Set.of()).stream()
                .map(Claim::owner)
                .collect(Collectors.toSet());
    }

    /// The types that are supplied or announced, for messages; those that nobody supplies now say so.
    String installed(Class<?> kind) {
        var supplied = types(kind);
        var all = new TreeSet<>(supplied);
        all.addAll(announced.types(kind));
        all.remove(ANY);
        return all.stream()
                .map(type -> supplied.contains(type) ? type : type + " (not started)")
                .collect(Collectors.joining(", "));
    }

    private synchronized Set<String> types(Class<?> kind) {
        return supplierById.values().stream()
                .filter(supplier -> kind.isInstance(supplier.service()))
                .flatMap(supplier -> supplier.types().stream())
                .collect(Collectors.toSet());
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
