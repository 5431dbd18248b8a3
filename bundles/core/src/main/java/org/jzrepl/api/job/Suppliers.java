// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.job;

import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.osgi.annotation.versioning.ProviderType;

/// Finds suppliers by kind and by a section's `type` (and `version`), and lends out what they make.
///
/// A kind is a factory interface of the API: [org.jzrepl.api.prune.KeepRuleFactory],
/// [org.jzrepl.api.transport.Transport] and so on.
@ProviderType
public interface Suppliers {
    /// A component that a section configures. Reads `type` and `version`, finds the supplier and lets it read
    /// the rest, so that mistakes show now. An unknown type is an error that names the known ones, unless an
    /// installed bundle announces it: then it is waited for.
    <F, T> Part<T> part(Class<F> kind, Section section, Configure<F, T> configure) throws ConfigException;

    /// The supplier of a type that the configuration has named elsewhere, such as the endpoints of a
    /// transport; the one of `*` where there is none of that type.
    <F> Part<F> part(Class<F> kind, String type);

    /// The section `global.serve.<type>`, unread; an empty one where the configuration has none.
    Section serveDefaults(String type);

    /// Makes a component of a section whose `type` and `version` have been read.
    @FunctionalInterface
    interface Configure<F, T> {
        T create(F supplier, Section section) throws ConfigException;
    }

    /// A place for a component whose supplier may be updated, go and come back.
    @ProviderType
    interface Part<T> {
        /// The `type` that the configuration asks for.
        String type();

        /// The component of the best supplier there is now; for a run, a binding or a life, then closed. What a
        /// lease
        /// gives stays usable until then.
        ///
        /// @throws InterruptedException if no supplier is there: the kernel has asked, or will ask, the job to
        /// end, and
        ///     starts it again when one is back
        Lease<T> lease() throws InterruptedException;

        /// The same for what a job can do without for a while; empty if no supplier is there.
        Optional<Lease<T>> tryLease();
    }

    /// Not to be shared between jobs.
    @ProviderType
    interface Lease<T> extends AutoCloseable {
        T get();

        /// What supplies it, for logs: a bundle and its version, `org.jzrepl.pruning-rules 1.0.0`.
        String supplier();

        @Override
        void close();
    }
}
