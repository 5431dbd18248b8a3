// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.util.Map;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.endpoint.RemoteEndpoints;
import org.jzrepl.api.job.Suppliers;
import org.jzrepl.pruning.KeepLastNFactory;
import org.jzrepl.pruning.KeepMatchingFactory;
import org.jzrepl.pruning.KeepNotReplicatedFactory;
import org.jzrepl.snapshot.policies.ManualFactory;

/// What the jobs of a history need of suppliers, always there.
record FewSuppliers(RemoteEndpoints endpoints) implements Suppliers {
    private static final Map<String, Object> BY_TYPE = Map.of(
            "last_n", new KeepLastNFactory(),
            "regex", new KeepMatchingFactory(),
            "not_replicated", new KeepNotReplicatedFactory(),
            "manual", new ManualFactory(),
            "shaky", new ShakyTransport());

    @Override
    public <F, T> Part<T> part(Class<F> kind, Section section, Configure<F, T> configure) throws ConfigException {
        var type = section.required("type", Section.Scalar::text);
        return new Fixed<>(type, configure.create(kind.cast(BY_TYPE.get(type)), section));
    }

    @Override
    public <F> Part<F> part(Class<F> kind, String type) {
        return new Fixed<>(type, kind.cast(endpoints));
    }

    @Override
    public Section serveDefaults(String type) {
        throw new UnsupportedOperationException("no job of a history listens");
    }

    record Fixed<T>(String type, T component) implements Part<T> {
        @Override
        public Lease<T> lease() {
            return new Loan<>(component);
        }

        @Override
        public Optional<Lease<T>> tryLease() {
            return Optional.of(lease());
        }
    }

    private record Loan<T>(T get) implements Lease<T> {
        @Override
        public String supplier() {
            return "a history";
        }

        @Override
        public void close() {}
    }
}
