// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jzrepl.api.job.Suppliers.Lease;
import org.jzrepl.api.job.Suppliers.Part;

/// Counts the leases of another part.
record CountedLeases<T>(Part<T> part, AtomicInteger leased, AtomicInteger closed) implements Part<T> {
    CountedLeases(Part<T> part) {
        this(part, new AtomicInteger(), new AtomicInteger());
    }

    int taken() {
        return leased.get();
    }

    int open() {
        return leased.get() - closed.get();
    }

    @Override
    public String type() {
        return part.type();
    }

    @Override
    public Lease<T> lease() throws InterruptedException {
        return counted(part.lease());
    }

    @Override
    public Optional<Lease<T>> tryLease() {
        return part.tryLease().map(this::counted);
    }

    private Lease<T> counted(Lease<T> lease) {
        leased.incrementAndGet();
        return new Lease<>() {
            @Override
            public T get() {
                return lease.get();
            }

            @Override
            public String supplier() {
                return lease.supplier();
            }

            @Override
            public void close() {
                lease.close();
                closed.incrementAndGet();
            }
        };
    }
}
