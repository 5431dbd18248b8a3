// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.List;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.job.Suppliers;
import org.jzrepl.testkit.FixedPart;

/// Suppliers that never come or go.
record FixedSuppliers(List<Supplier> suppliers, Section nothing) implements Suppliers {
    record Supplier(String type, Object component) {}

    @Override
    public <F, T> Part<T> part(Class<F> kind, Section section, Configure<F, T> configure) throws ConfigException {
        var type = section.required("type", Words::nonEmpty);
        return new FixedPart<>(type, configure.create(supplier(kind, type), section));
    }

    @Override
    public <F> Part<F> part(Class<F> kind, String type) {
        return new FixedPart<>(type, supplier(kind, type));
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
}
