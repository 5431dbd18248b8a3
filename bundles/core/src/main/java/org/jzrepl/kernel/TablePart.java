// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.job.Suppliers.Lease;
import org.jzrepl.api.job.Suppliers.Part;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A component made by the best supplier there is; made anew when that is another one than last time.
///
/// What was made last is guarded by the object's own lock, held while a component is made so that it is made
/// once.
final class TablePart<F, T> implements Part<T> {
    private static final Logger LOG = LoggerFactory.getLogger(TablePart.class);

    private final SupplierTable table;
    private final Class<F> kind;
    private final String type;
    private final Object owner;
    private final Making<F, T> making;
    private Optional<Made<T>> last = Optional.empty();

    TablePart(SupplierTable table, Class<F> kind, String type, Object owner, Making<F, T> making) {
        this.table = table;
        this.kind = kind;
        this.type = type;
        this.owner = owner;
        this.making = making;
    }

    interface Making<F, T> {
        T make(F supplier) throws ConfigException;
    }

    private record Made<T>(long supplier, T component) {}

    @Override
    public String type() {
        return type;
    }

    /// Whether a lease can be had now.
    boolean isSupplied() {
        return table.best(kind, type).isPresent();
    }

    /// Kind and type, for the status of a job that waits for it.
    String wanted() {
        return kind.getSimpleName() + " " + type;
    }

    /// What `supplier` made while the configuration was checked.
    synchronized void made(long supplier, T component) {
        last = Optional.of(new Made<>(supplier, component));
    }

    @Override
    public Lease<T> lease() throws InterruptedException {
        var claim = table.claim(kind, type, owner)
                .orElseThrow(() -> new InterruptedException("no supplier of " + wanted() + " is installed"));
        try {
            var component = component(claim.supplier());
            return new Lease<>() {
                @Override
                public T get() {
                    return component;
                }

                @Override
                public void close() {
                    table.release(claim);
                }
            };
        } catch (ConfigException e) {
            table.release(claim);
            LOG.atError().addKeyValue("supplier", wanted()).setCause(e).log("new supplier refuses the configuration");
            throw new IllegalStateException(
                    "supplier of " + wanted() + " refuses the configuration: " + e.getMessage(), e);
        }
    }

    private synchronized T component(Supplier supplier) throws ConfigException {
        var known = last.filter(made -> made.supplier() == supplier.id());
        if (known.isPresent()) {
            return known.orElseThrow().component();
        }
        var component = making.make(kind.cast(supplier.service()));
        made(supplier.id(), component);
        return component;
    }
}
