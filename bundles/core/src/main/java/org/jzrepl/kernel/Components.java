// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What suppliers made of one place of the configuration: one component each, made when it is first asked for and
/// forgotten when its supplier goes.
///
/// Its own lock guards it and is held while a component is made, so that it is made once.
final class Components<F, T> {
    private static final Logger LOG = LoggerFactory.getLogger(Components.class);

    private final Class<F> kind;
    private final Making<F, T> making;
    private final Map<Long, Outcome<T>> outcomeById = new HashMap<>();

    Components(Class<F> kind, Making<F, T> making) {
        this.kind = kind;
        this.making = making;
    }

    @FunctionalInterface
    interface Making<F, T> {
        T make(F supplier) throws ConfigException;
    }

    private sealed interface Outcome<T> {
        record Made<T>(T component) implements Outcome<T> {}

        record Refused<T>(String why) implements Outcome<T> {}
    }

    /// What `supplier` made while the configuration was checked.
    synchronized void made(Supplier supplier, T component) {
        outcomeById.put(supplier.id(), new Outcome.Made<>(component));
    }

    /// Empty if the supplier refuses the configuration.
    Optional<T> of(Supplier supplier) {
        return outcome(supplier) instanceof Outcome.Made<T>(var component) ? Optional.of(component) : Optional.empty();
    }

    Optional<String> refusal(Supplier supplier) {
        return outcome(supplier) instanceof Outcome.Refused<T>(var why)
                ? Optional.of(supplier.origin() + " refuses the configuration: " + why)
                : Optional.empty();
    }

    private synchronized Outcome<T> outcome(Supplier supplier) {
        return outcomeById.computeIfAbsent(supplier.id(), _ -> make(supplier));
    }

    /// The kernel's supervision: whatever a supplier throws concerns this place only.
    private Outcome<T> make(Supplier supplier) {
        try {
            return new Outcome.Made<>(making.make(kind.cast(supplier.service())));
        } catch (ConfigException e) {
            return new Outcome.Refused<>(e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.atError()
                    .addKeyValue("supplier", supplier.origin())
                    .setCause(e)
                    .log("supplier fails on the configuration");
            return new Outcome.Refused<>(e.toString());
        }
    }

    /// Drops what the supplier made; closes it if it can be closed.
    void forget(long supplier) {
        Optional<Outcome<T>> dropped;
        synchronized (this) {
            dropped = Optional.ofNullable(outcomeById.remove(supplier));
        }
        if (dropped.orElse(null) instanceof Outcome.Made<T>(var component)
                && component instanceof AutoCloseable closeable
                && !kind.isInstance(component)) {
            close(closeable);
        }
    }

    private static void close(AutoCloseable component) {
        try {
            component.close();
        } catch (Exception e) { // the kernel's supervision, see above
            LOG.atWarn()
                    .addKeyValue("component", component.getClass().getName())
                    .setCause(e)
                    .log("cannot close");
        }
    }
}
