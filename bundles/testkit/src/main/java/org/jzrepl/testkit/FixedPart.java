// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit;

import java.util.Optional;
import org.jzrepl.api.job.Suppliers.Lease;
import org.jzrepl.api.job.Suppliers.Part;

/// A part whose supplier never comes or goes.
public record FixedPart<T>(String type, T component) implements Part<T> {
    @Override
    public Lease<T> lease() {
        return new Held<>(component);
    }

    @Override
    public Optional<Lease<T>> tryLease() {
        return Optional.of(lease());
    }

    /// A lease on what nobody takes back.
    record Held<T>(T get) implements Lease<T> {
        @Override
        public String supplier() {
            return "the test";
        }

        @Override
        public void close() {}
    }
}
