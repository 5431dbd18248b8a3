// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.job.Suppliers;

/// Suppliers for a test, put in and taken away by hand. A component is made anew for each lease.
public final class TestSuppliers implements Suppliers {
    private final Map<Key, Object> supplierByKey = new ConcurrentHashMap<>();
    private final Section empty;

    /// `empty` is a section without keys.
    public TestSuppliers(Section empty) {
        this.empty = empty;
    }

    private record Key(Class<?> kind, String type) {}

    public <F> TestSuppliers put(Class<F> kind, String type, F supplier) {
        supplierByKey.put(new Key(kind, type), supplier);
        return this;
    }

    public void remove(Class<?> kind, String type) {
        supplierByKey.remove(new Key(kind, type));
    }

    @Override
    public <F, T> Part<T> part(Class<F> kind, Section section, Configure<F, T> configure) throws ConfigException {
        var type = section.required("type", Words::nonEmpty);
        var supplier = supplier(kind, type);
        if (supplier.isEmpty()) {
            throw section.wrong("type", "nothing supplies \"" + type + "\"");
        }
        configure.create(supplier.orElseThrow(), section);
        return new TestPart<>(kind, type, now -> {
            var again = section.unread();
            again.required("type", Words::nonEmpty);
            return configure.create(now, again);
        });
    }

    @Override
    public <F> Part<F> part(Class<F> kind, String type) {
        return new TestPart<>(kind, type, supplier -> supplier);
    }

    @Override
    public Section serveDefaults(String type) {
        return empty.unread();
    }

    private <F> Optional<F> supplier(Class<F> kind, String type) {
        return Optional.ofNullable(supplierByKey.get(new Key(kind, type))).map(kind::cast);
    }

    private interface Making<F, T> {
        T make(F supplier) throws ConfigException;
    }

    private final class TestPart<F, T> implements Part<T> {
        private final Class<F> kind;
        private final String type;
        private final Making<F, T> making;

        private TestPart(Class<F> kind, String type, Making<F, T> making) {
            this.kind = kind;
            this.type = type;
            this.making = making;
        }

        @Override
        public String type() {
            return type;
        }

        @Override
        public Lease<T> lease() throws InterruptedException {
            return tryLease()
                    .orElseThrow(
                            () -> new InterruptedException("nothing supplies " + kind.getSimpleName() + " " + type));
        }

        @Override
        public Optional<Lease<T>> tryLease() {
            return supplier(kind, type).map(supplier -> new FixedPart.Held<>(component(supplier)));
        }

        private T component(F supplier) {
            try {
                return making.make(supplier);
            } catch (ConfigException e) {
                throw new IllegalStateException("supplier of " + type + " refuses the configuration", e);
            }
        }
    }
}
