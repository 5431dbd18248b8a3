// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.util.Map;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.endpoint.RemoteEndpoints;
import org.jzrepl.api.job.Suppliers;
import org.jzrepl.pruning.KeepLastNFactory;
import org.jzrepl.pruning.KeepMatchingFactory;
import org.jzrepl.pruning.KeepNotReplicatedFactory;
import org.jzrepl.snapshot.policies.ManualFactory;
import org.jzrepl.testkit.FixedPart;

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
        return new FixedPart<>(type, configure.create(kind.cast(BY_TYPE.get(type)), section));
    }

    @Override
    public <F> Part<F> part(Class<F> kind, String type) {
        return new FixedPart<>(type, kind.cast(endpoints));
    }

    @Override
    public Section serveDefaults(String type) {
        throw new UnsupportedOperationException("no job of a history listens");
    }
}
