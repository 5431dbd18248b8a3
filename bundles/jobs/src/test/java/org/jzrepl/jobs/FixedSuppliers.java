// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.List;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.job.Suppliers;

/// Suppliers that never come or go.
record FixedSuppliers(List<Supplier> suppliers, Section nothing) implements Suppliers {
    record Supplier(String type, Object component) {}

    @Override
    public <F, T> Part<T> part(Class<F> kind, Section section, Configure<F, T> configure) throws ConfigException {
        var type = section.required("type", Words::nonEmpty);
        return new Fixed<>(type, configure.create(supplier(kind, type), section));
    }

    @Override
    public <F> Part<F> part(Class<F> kind, String type) {
        return new Fixed<>(type, supplier(kind, type));
    }

    @Override
    public Section serveDefaults(String type) {
        return nothing.unread();
    }

    <F> F supplier(Class<F> kind, String type) {
        return suppliers.stream()
                .filter(one -> one.type().equals(type) && kind.isInstance(one.component()))
                .map(one -> kind.cast(one.component()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing supplies " + kind.getSimpleName() + " " + type));
    }

    record Fixed<T>(String type, T component) implements Part<T> {
        @Override
        public Optional<Lease<T>> tryLease() {
            return Optional.of(lease());
        }

        @Override
        public Lease<T> lease() {
            return new Lease<>() {
                @Override
                public T get() {
                    return component;
                }

                @Override
                public String supplier() {
                    return "the test";
                }

                @Override
                public void close() {}
            };
        }
    }
}
