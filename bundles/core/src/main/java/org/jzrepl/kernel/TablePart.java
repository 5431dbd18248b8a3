// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.Optional;
import org.jzrepl.api.job.Suppliers.Lease;
import org.jzrepl.api.job.Suppliers.Part;

/// A component made by the best supplier there is, as one owner uses it. Immutable.
final class TablePart<F, T> implements Part<T> {
    private final SupplierTable table;
    private final Wanted wanted;
    private final Components<F, T> components;
    private final Object owner;

    TablePart(SupplierTable table, Wanted wanted, Components<F, T> components, Object owner) {
        this.table = table;
        this.wanted = wanted;
        this.components = components;
        this.owner = owner;
        table.enlist(components);
    }

    /// The same component, leased by another.
    TablePart<F, T> ownedBy(Object other) {
        return new TablePart<>(table, wanted, components, other);
    }

    @Override
    public String type() {
        return wanted.type();
    }

    String owner() {
        return owner.toString();
    }

    Wanted wanted() {
        return wanted;
    }

    /// Why no lease can be had now. Who asks makes the owner no user: his work is not interrupted if the supplier
    /// goes meanwhile, only waited for.
    Optional<String> problem() {
        var claim = table.claim(wanted, this);
        try {
            return claim.isEmpty()
                    ? Optional.of(wanted.toString())
                    : components.refusal(claim.orElseThrow().supplier()).map(why -> wanted + ": " + why);
        } finally {
            claim.ifPresent(table::release);
        }
    }

    /// Why that supplier cannot take the place.
    Optional<String> trial(Supplier supplier) {
        return components.refusal(supplier).map(why -> this + ": " + why);
    }

    /// Whether a lease would now come from another supplier.
    boolean isOutdated(Lease<T> lease) {
        return table.best(wanted)
                .filter(best -> !(lease instanceof TableLease<?> now
                        && best.equals(now.claim().supplier())))
                .isPresent();
    }

    /// What the best supplier there is has made; for the check of a configuration.
    Optional<T> component() {
        return table.best(wanted).flatMap(components::of);
    }

    @Override
    public Lease<T> lease() throws InterruptedException {
        return tryLease().orElseThrow(() -> new InterruptedException("nothing supplies " + wanted));
    }

    @Override
    public Optional<Lease<T>> tryLease() {
        var claim = table.claim(wanted, owner);
        var lease = claim.flatMap(one ->
                components.of(one.supplier()).<Lease<T>>map(component -> new TableLease<>(table, one, component)));
        if (lease.isEmpty()) {
            claim.ifPresent(table::release);
        }
        return lease;
    }

    @Override
    public String toString() {
        return wanted + " of " + owner;
    }

    private record TableLease<T>(SupplierTable table, SupplierTable.Claim claim, T get) implements Lease<T> {
        @Override
        public String supplier() {
            return claim.supplier().origin().toString();
        }

        @Override
        public void close() {
            table.release(claim);
        }
    }
}
